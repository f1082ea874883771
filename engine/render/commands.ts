/** What a person types to go on: `plan --show unmanaged` goes in, the whole command line comes out. */
export type Commands = (words: string) => string;

/** Where nothing of the run has to be carried on. */
export const plainCommands: Commands = (words) => `rollcall ${words}`;

/** Stands for a space at which no line may be broken; printed as a plain one, so that a shell takes what was copied. */
export const joint = '\u00a0';

/** The same commands, each of which stays on one line wherever it stands. */
export function whole(commands: Commands): Commands {
  return (words) => wholeCommand(commands(words));
}

/** One command, or two with `, then ` between them. */
export function wholeCommand(text: string): string {
  return text
    .split(', then ')
    .map((one) => one.replaceAll(' ', joint))
    .join(', then ');
}
