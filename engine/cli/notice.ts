import { fold } from '../render/fold.ts';
import { line, printLines } from '../render/line.ts';
import type { Screen } from './screen.ts';

/** Says a sentence beside the result, no wider than the terminal, and without what others wrote to mislead a reader. */
export function notice(screen: Pick<Screen, 'columns' | 'err'>, text: string): void {
  const lines = fold(line(text), { columns: screen.columns, hang: 2 });
  screen.err(printLines(lines, (_style, plain) => plain));
}
