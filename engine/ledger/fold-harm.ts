import type { Address } from '../model/address.ts';
import { type HarmClass, harmClasses, type HarmHits } from '../model/harm.ts';
import { addTo, day, type Instant } from '../model/instant.ts';
import type { HarmDone } from '../model/ledger.ts';
import type { GateOpenedEntry, IntentEntry, LedgerLine } from '../model/ledger-entry.ts';

/** What one line announced. It counts until it surely was not done. */
export interface NotedHarm {
  readonly run: string;
  readonly at: Instant;
  readonly address: Address;
  readonly hits: HarmHits;
  readonly isRemoval: boolean;
  readonly consented: boolean;
}

/** What the fold keeps of harm. */
export interface HarmNotes {
  /** By the number of the line that announced it. */
  readonly byLine: Map<number, NotedHarm>;
  /** Of the open gates, by their keys: the number of that line. */
  readonly ofGates: Map<string, number>;
}

export function newHarmNotes(): HarmNotes {
  return { byLine: new Map(), ofGates: new Map() };
}

/** No rail looks further back: the schema of the manifests says so too. */
const longestWindow = 366 * day;

/** Lines come in the order of their moments: the first that is young enough ends the search. */
export function forgetOldHarm(notes: HarmNotes, at: Instant): void {
  for (const [seq, noted] of notes.byLine) {
    if (addTo(noted.at, longestWindow) > at) return;
    notes.byLine.delete(seq);
  }
}

export interface AnnouncedHarm {
  readonly line: LedgerLine;
  readonly entry: IntentEntry | GateOpenedEntry;
  /** Whether somebody consented to the plan of its run. */
  readonly consented: boolean;
}

export function noteHarm(notes: HarmNotes, { line, entry, consented }: AnnouncedHarm): void {
  const { hits, run, address } = entry;
  if (hits === undefined) return;
  const isRemoval = (entry.type === 'intent' ? entry.verdict : entry.wants) === 'delete';
  notes.byLine.set(line.seq, { run, at: line.at, address, hits, isRemoval, consented });
}

/** The step that was asked for stands for this harm from now on; what was asked before in its place was never done. */
export function waitForHarm(notes: HarmNotes, gate: string, seq: number): void {
  forgetHarmOf(notes, gate);
  if (notes.byLine.has(seq)) notes.ofGates.set(gate, seq);
}

/** The step is not asked for any more, and was not done. */
export function forgetHarmOf(notes: HarmNotes, gate: string): void {
  const seq = notes.ofGates.get(gate);
  if (seq === undefined) return;
  notes.ofGates.delete(gate);
  notes.byLine.delete(seq);
}

/** Unit by unit, in the order in which it was announced. */
export function harmDoneIn(notes: HarmNotes, isOpen: (intent: number) => boolean): HarmDone[] {
  const asked = new Set(notes.ofGates.values());
  const done: HarmDone[] = [];
  for (const [seq, noted] of notes.byLine) {
    const open = asked.has(seq) || isOpen(seq);
    for (const harm of harmClasses)
      for (const unit of noted.hits[harm] ?? []) done.push(unitOf(noted, { harm, unit, open }));
  }
  return done;
}

/** A unit that is not the object itself was taken out of it. */
function unitOf(noted: NotedHarm, hit: { harm: HarmClass; unit: string; open: boolean }): HarmDone {
  const { run, at, consented } = noted;
  const { portal, kind, key } = noted.address;
  const taken = noted.isRemoval || hit.unit !== key;
  return { run, at, portal, kind, key, ...hit, taken, consented };
}
