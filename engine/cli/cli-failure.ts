import type { Diagnostic } from '../model/diagnostic.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

export interface CliFailureOptions {
  /** What to do about it, in one sentence. */
  readonly cure?: string;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/** What a person did, or their surroundings, that a command cannot go on with. Its message is shown as it is. */
export class CliFailure extends Error {
  readonly cure: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: CliFailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CliFailure';
    this.cure = options.cure;
    this.exitCode = options.exitCode ?? exitCodes.error;
  }
}

export type SourceLine = (file: string, line: number) => string | undefined;

/** Manifests, or a plan file, that have to be mended first. */
export class Unmended extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceLine: SourceLine;
  readonly exitCode: ExitCode;

  constructor(
    diagnostics: readonly Diagnostic[],
    sourceLine: SourceLine = () => undefined,
    exitCode: ExitCode = exitCodes.error,
  ) {
    super('there are errors to mend first');
    this.name = 'Unmended';
    this.diagnostics = diagnostics;
    this.sourceLine = sourceLine;
    this.exitCode = exitCode;
  }
}
