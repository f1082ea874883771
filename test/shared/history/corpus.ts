import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export interface HistoryEvent {
  readonly at: string;
  readonly commit: string;
  readonly op: 'grant' | 'revoke' | 'change';
  readonly org: string;
  readonly scope: string;
  readonly who: string;
  readonly role: string | null;
}

export interface Version {
  readonly at: string;
  readonly events: readonly HistoryEvent[];
}

/** Who has a seat in which organisation, and in which teams, as the corpus says it at its last version. */
export interface Fact {
  readonly org: string;
  readonly scope: string;
  readonly who: string;
  readonly role: string;
}

export const isCorpusThere = existsSync(corpusFile('events'));

if (!isCorpusThere) console.warn('Left out: there is no ../shared/corpora beside this clone.');

/** Every version of a real organisation's public configuration that changed something, oldest first. */
export function readVersions(): Version[] {
  const versions: { at: string; commit: string; events: HistoryEvent[] }[] = [];
  for (const event of linesOf('events') as HistoryEvent[]) {
    const last = versions.at(-1);
    if (last?.commit === event.commit) last.events.push(event);
    else versions.push({ at: event.at, commit: event.commit, events: [event] });
  }
  return versions;
}

export function readFinalFacts(): Fact[] {
  return linesOf('final') as Fact[];
}

function linesOf(which: 'events' | 'final'): unknown[] {
  const text = gunzipSync(readFileSync(corpusFile(which))).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

function corpusFile(which: 'events' | 'final'): string {
  return fileURLToPath(new URL(`../../../../shared/corpora/kubernetes-org-${which}.ndjson.gz`, import.meta.url));
}
