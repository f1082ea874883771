import { exitCodes } from './exit-codes.ts';

/**
 * Lets a program go on whose output is lost: a full disk, a terminal that is gone. An apply then still finishes, keeps
 * its report and gives the ledger back. At its end the program says in one line what was lost, where that can be said,
 * and its exit code is that of an error. A reader that goes away (`rollcall plan | head`) is no loss.
 */
export function watchOutput(program: NodeJS.Process): void {
  const { stdout, stderr } = program;
  let lost: NodeJS.ErrnoException | null = null;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!isClosedPipe(error)) lost ??= error;
    });
  }
  const tell = (): void => {
    if (lost === null) return;
    program.exitCode = exitCodes.error;
    stderr.write(`error: not everything could be shown: ${lost.message}\n`);
  };
  // Not later: a pipe takes its bytes only while the program still runs.
  program.once('beforeExit', tell);
}

function isClosedPipe({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
