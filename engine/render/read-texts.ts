import type { ReadSummary } from '../model/plan.ts';
import { problemText } from './plan-facts.ts';
import { counted, firstOf } from './words.ts';

/** What reads did not bring. What was not read is never shown as empty. */
export interface ReadText {
  readonly text: string;
  /** Whether something went wrong; else it is how this portal is. */
  readonly isProblem: boolean;
}

/** One sentence for each kind; kinds that their portal does not list are one sentence for the portal. */
export function readTexts(reads: readonly ReadSummary[]): readonly ReadText[] {
  const texts: ReadText[] = [];
  const unlisted = new Map<string, ReadSummary[]>();
  for (const read of reads) {
    if (read.coverage === 'complete') continue;
    if (read.coverage === 'known-only' && read.problem === null) {
      const here = unlisted.get(read.portal);
      if (here === undefined) unlisted.set(read.portal, [read]);
      else here.push(read);
    } else texts.push({ text: textOf(read), isProblem: read.coverage !== 'known-only' });
  }
  return [...[...unlisted].map(([portal, here]) => ({ text: unlistedText(portal, here), isProblem: false })), ...texts];
}

const recorded = 'shown is what was recorded or attested';

function unlistedText(portal: string, reads: readonly ReadSummary[]): string {
  const pending = reads.find((read) => read.pending !== undefined)?.pending;
  if (pending !== undefined) return `${portal}: not read, for its credentials wait for ${pending}; ${recorded}`;
  const kinds = firstOf(
    reads.map(({ kind }) => kind),
    3,
  );
  const what = reads.length === 1 ? 'list' : 'lists';
  return `${kinds} of ${portal}: the portal has no ${what}; ${recorded}, others may be there`;
}

function textOf(read: ReadSummary): string {
  const what = `${read.kind} of ${read.portal}`;
  const problem = read.problem === null ? '' : `: ${problemText(read.problem)}`;
  switch (read.coverage) {
    case 'complete':
    case 'known-only':
      return `${what}: the portal has no list; ${recorded}, others may be there${problem}`;
    case 'partial':
      return `${what}: read only in part (${counted(read.rows, 'row')}), so nothing counts as missing${problem}`;
    case 'failed':
      return `${what}: could not be read, so nobody knows who is there; nothing is done to it${problem}`;
  }
}
