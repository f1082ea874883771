import type { Gate } from '../model/gate.ts';
import type { Verb } from '../model/change.ts';
import type { Instant } from '../model/instant.ts';
import { compareText } from './compare-text.ts';

/** One step of a sitting: for whom, what for, and the portal's own words for what to do. */
export interface SittingStep {
  readonly address: { readonly portal: string; readonly kind: string; readonly key: string };
  readonly word: string;
  readonly summary: string;
  readonly wants: Verb;
  readonly gate: Gate;
  /** When it was asked for; null where apply has not written it down yet. */
  readonly opened: Instant | null;
}

/** All that one person does by hand at one portal, logging in once. */
export interface Sitting {
  readonly portal: string;
  /** What `attest --sitting` takes: the portal and the day of its youngest step. Null while a step is not opened. */
  readonly id: string | null;
  readonly steps: readonly SittingStep[];
}

/** One sitting per portal, its steps in the order in which they were asked for, then by key. */
export function sittingsOf(steps: readonly SittingStep[]): Sitting[] {
  const portals = new Map<string, SittingStep[]>();
  for (const step of steps) {
    const here = portals.get(step.address.portal);
    if (here === undefined) portals.set(step.address.portal, [step]);
    else here.push(step);
  }
  return [...portals]
    .sort(([left], [right]) => compareText(left, right))
    .map(([portal, here]) => ({ portal, id: sittingId(portal, here), steps: here.sort(inOrder) }));
}

/** Takes the id of a sitting apart; undefined where it is none. */
export function parseSittingId(id: string): { readonly portal: string; readonly day: string } | undefined {
  const found = /^(.+)-(\d{4}-\d{2}-\d{2})$/.exec(id);
  const [, portal, day] = found ?? [];
  return portal === undefined || day === undefined ? undefined : { portal, day };
}

function sittingId(portal: string, steps: readonly SittingStep[]): string | null {
  let youngest = '';
  for (const { opened } of steps) {
    if (opened === null) return null;
    if (opened > youngest) youngest = opened;
  }
  return `${portal}-${youngest.slice(0, 10)}`;
}

function inOrder(left: SittingStep, right: SittingStep): number {
  const byOpened = compareText(left.opened ?? '~', right.opened ?? '~');
  return byOpened === 0 ? compareText(left.address.key, right.address.key) : byOpened;
}
