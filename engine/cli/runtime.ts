import type { PortalDeclaration } from '../model/declaration.ts';
import type { Deps } from '../model/deps.ts';
import type { Provider } from '../model/provider.ts';
import type { Emulator } from '../../providers/kit/emulator.ts';
import type { ClosableTransport } from '../../providers/kit/undici-transport.ts';
import { loadEmulator, loadProviders } from '../../providers/index.ts';
import type { CredentialSource } from './credentials.ts';
import { listenForInterrupt } from './interrupt.ts';
import { createNodeDeps } from './node-deps.ts';
import type { ClosableMailer } from './smtp-mailer.ts';

/** The composition root: the real world for the engine, and the providers that it knows. */
export interface Runtime {
  readonly deps: Deps;
  readonly providers: readonly Provider[];
  /** Closes connections, and gives the signals back. */
  readonly close: () => Promise<void>;
}

export interface RuntimeOptions {
  /** Called on the first SIGINT, SIGTERM or SIGHUP. */
  readonly onInterrupt: () => void;
}

export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const transport = lateTransport();
  const interrupt = listenForInterrupt(options.onInterrupt);
  const deps = createNodeDeps({ transport, signal: interrupt.signal });
  const providers = await loadProviders();
  return {
    deps,
    providers,
    close: async () => {
      interrupt.release();
      await transport.close();
    },
  };
}

/** The real transport, loaded with its library at the first request: half of the commands send none. */
function lateTransport(): ClosableTransport {
  let loading: Promise<ClosableTransport> | undefined;
  const load = async (): Promise<ClosableTransport> => {
    const { createUndiciTransport } = await import('../../providers/kit/undici-transport.ts');
    return createUndiciTransport();
  };
  return {
    send: async (request) => {
      loading ??= load();
      return (await loading).send(request);
    },
    close: async () => {
      if (loading !== undefined) await (await loading).close();
    },
  };
}

export interface MailerOptions extends CredentialSource {
  readonly portals: readonly PortalDeclaration[];
  readonly deps: Deps;
  /** The sandbox's address, where mails go into its inbox instead. */
  readonly sandbox: string | undefined;
}

/** Takes the mails of all portals. What it needs is loaded by the first mail: most runs send none. */
export function lateMailer(options: MailerOptions): ClosableMailer {
  let loading: Promise<ClosableMailer> | undefined;
  const load = async (): Promise<ClosableMailer> => {
    const { sandbox, deps } = options;
    if (sandbox !== undefined) {
      const { createSandboxMailer } = await import('./sandbox-mailer.ts');
      return createSandboxMailer(async (mail) => await (await sandboxAt(sandbox, deps)).deliver(mail));
    }
    const { createSmtpMailer } = await import('./smtp-mailer.ts');
    const { createRedactor } = await import('../../providers/kit/redaction.ts');
    return createSmtpMailer({ ...options, redactor: createRedactor });
  };
  return {
    send: async (mail, portal, demandHeld) => {
      loading ??= load();
      await (await loading).send(mail, portal, demandHeld);
    },
    close: async () => {
      if (loading !== undefined) await (await loading).close();
    },
  };
}

/** What the commands need of a running sandbox. */
export interface RunningSandbox {
  readonly url: string;
  /** Names of portals that nothing emulates. */
  readonly missing: readonly string[];
  readonly close: () => Promise<void>;
}

export interface SandboxOptions {
  readonly portals: readonly PortalDeclaration[];
  /** 0 for any free port. */
  readonly port: number;
  readonly deps: Deps;
}

/** Emulates every portal of a workspace on loopback. Loaded only where it is asked for: it brings a web server. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { createSandboxWorld } = await import('../../providers/kit/sandbox/sandbox-world.ts');
  const { createSandbox } = await import('../../providers/kit/sandbox/sandbox.ts');
  const { serveSandbox } = await import('../../providers/kit/sandbox/serve-sandbox.ts');
  const { clock, sleep, newId, random } = options.deps;
  const world = createSandboxWorld({ now: clock.now, sleep: (milliseconds) => sleep(milliseconds), newId, random });
  const emulators: Emulator[] = [];
  const missing: string[] = [];
  for (const portal of options.portals) {
    const create = await loadEmulator(portal.provider);
    if (create === null) missing.push(portal.name);
    else emulators.push(create({ portal, world }));
  }
  const sandbox = createSandbox({ world, emulators });
  const served = await serveSandbox({ sandbox, port: options.port });
  return { url: served.url, missing, close: served.close };
}

/** Asks and drives a sandbox that is running somewhere on this machine. */
export async function sandboxAt(url: string, deps: Deps) {
  const { sandboxClient } = await import('../../providers/kit/sandbox/client.ts');
  return sandboxClient(url, deps.transport);
}
