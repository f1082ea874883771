import type { Workspace } from '../model/declaration.ts';
import { TransportError } from '../model/deps.ts';
import { second } from '../model/instant.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { nextCommands } from './next-commands.ts';
import { type Runtime, sandboxAt } from './runtime.ts';

export interface SandboxDemand {
  /** Undefined where the real portals are meant: then nothing is asked. */
  readonly url: string | undefined;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly context: CliContext;
}

const patience = 5 * second;

/**
 * Asks once, before anything is read, whether the sandbox is there: retrying at each portal would only take longer.
 *
 * @throws CliFailure where nothing, or something else, or the sandbox of another workspace answers.
 */
export async function demandSandbox({ url, workspace, runtime, context }: SandboxDemand): Promise<void> {
  if (url === undefined) return;
  const start = nextCommands(context)(startWords(url));
  const emulated = await portalsOf(url, runtime).catch((error: unknown) => {
    if (runtime.deps.signal.aborted) throw error;
    const cure = `Start it in another terminal: ${start}`;
    if (error instanceof TransportError) throw new CliFailure(`No sandbox at ${url}`, { cure });
    if (!(error instanceof Error) || error.name !== 'SandboxError') throw error;
    throw new CliFailure(`What answers at ${url} is no Rollcall sandbox`, { cure });
  });
  const known = workspace.portals.some(({ name }) => emulated.includes(name));
  if (known || emulated.length === 0 || workspace.portals.length === 0) return;
  throw new CliFailure(`The sandbox at ${url} is of another workspace: it emulates ${emulated.join(', ')}`, {
    cure: `End that one and start this one's: ${start}`,
  });
}

async function portalsOf(url: string, { deps }: Runtime): Promise<string[]> {
  const { transport } = deps;
  const brisk = {
    send: (request: Parameters<typeof transport.send>[0]) => transport.send({ ...request, timeout: patience }),
  };
  const portals = await (await sandboxAt(url, { ...deps, transport: brisk })).portals();
  return portals.map(({ portal }) => portal);
}

function startWords(url: string): string {
  const { port } = new URL(url);
  return port === '4747' ? 'sandbox' : `sandbox --port ${port === '' ? '80' : port}`;
}
