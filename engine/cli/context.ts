import type { ExitCode } from './exit-codes.ts';
import type { Screen } from './screen.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command gets: where to work, what to show it on, and the variables it may look at. */
export interface CliContext {
  readonly screen: Screen;
  /** Absolute. */
  readonly folder: string;
  /** As they were typed, for the commands that are printed. */
  readonly typed: { readonly program: string; readonly workspace: string };
  readonly env: Environment;
}

/** What a command does. Its number becomes the program's exit code. */
export type Task = (context: CliContext) => Promise<ExitCode>;

/** Given to each command by the program, which runs the task and ends. */
export type Start = (task: Task) => Promise<void>;
