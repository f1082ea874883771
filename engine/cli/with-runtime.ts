import type { CliContext } from './context.ts';
import { type Runtime, startRuntime } from './runtime.ts';

export interface RuntimeWork<T> {
  readonly work: (runtime: Runtime) => Promise<T>;
  /** What to say on the first SIGINT, SIGTERM or SIGHUP; nothing by default. */
  readonly whenInterrupted?: string;
}

/** Does something with the real world at hand, and closes its connections afterwards, come what may. */
export async function withRuntime<T>(context: CliContext, given: RuntimeWork<T> | RuntimeWork<T>['work']): Promise<T> {
  const { work, whenInterrupted } = typeof given === 'function' ? { work: given } : given;
  const { screen } = context;
  const runtime = await startRuntime({
    onInterrupt: () => {
      if (whenInterrupted !== undefined) screen.err(`\n${whenInterrupted}\n`);
    },
  });
  try {
    return await work(runtime);
  } finally {
    screen.live(null);
    await runtime.close();
  }
}
