import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliFailure } from './cli-failure.ts';
import { type RunningSandbox, type Runtime, startSandbox } from './runtime.ts';
import { openSession, type Session } from './session.ts';
import { withRuntime } from './with-runtime.ts';

export interface SandboxCommandOptions {
  readonly port: string;
}

/** Emulates the workspace's portals on this machine until it is interrupted. */
export async function runSandbox(options: SandboxCommandOptions, context: CliContext): Promise<ExitCode> {
  const port = portOf(options.port);
  return await withRuntime(context, async (runtime) => {
    const { folder, screen } = context;
    const { providers, deps } = runtime;
    const session = await openSession({ folder, providers, now: deps.clock.now() });
    const sandbox = await openSandbox({ session, runtime, port });
    screen.out(greeting(session, sandbox));
    await interrupted(deps.signal);
    await sandbox.close();
    return exitCodes.done;
  });
}

export interface OpenSandboxOptions {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly port: number;
}

/** @throws CliFailure where the port is taken. */
export async function openSandbox({ session, runtime, port }: OpenSandboxOptions): Promise<RunningSandbox> {
  try {
    return await startSandbox({ portals: session.workspace.portals, port, deps: runtime.deps });
  } catch (error) {
    if (error instanceof Error && error.name === 'SandboxPortError') {
      throw new CliFailure(error.message, {
        cure: 'rollcall sandbox --port 0 takes any free port, and prints what to add to --sandbox.',
      });
    }
    throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CliFailure(`--port takes a number from 0 to 65535, not ${text}`, { cure: '0 takes any free port.' });
}

function greeting(session: Session, sandbox: RunningSandbox): string {
  const emulated = session.workspace.portals.filter(({ name }) => !sandbox.missing.includes(name));
  const lines = [
    `Rollcall sandbox at ${sandbox.url}: an emulation, nothing here is real. It forgets everything when it ends.`,
    ...emulated.map(({ name, provider }) => `  ${name} (${provider})  ${sandbox.url}/${name}`),
    ...sandbox.missing.map((name) => `  ${name}: nothing emulates this provider`),
    'Open that address in a browser: people and their next steps, mails, the clock, faults.',
    `In another terminal: rollcall plan --sandbox${sandbox.url.endsWith(':4747') ? '' : ` ${sandbox.url}`}`,
    'Ctrl-C ends it.',
  ];
  return `${lines.join('\n')}\n`;
}

export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
