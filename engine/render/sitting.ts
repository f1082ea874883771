import type { Gate } from '../model/gate.ts';
import type { Verb } from '../model/change.ts';
import type { Instant } from '../model/instant.ts';
import { counted } from './words.ts';
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

/** All that one party does by hand at one portal: an administrator logs in once, support gets one letter. */
export interface Sitting {
  readonly portal: string;
  /** What `attest --sitting` takes: the portal and the day of its youngest step. Null while a step is not opened. */
  readonly id: string | null;
  readonly steps: readonly SittingStep[];
}

/**
 * One sitting per portal for its administrators, one for the vendor's support, and one for each person; the steps in
 * the order in which they were asked for, then by key.
 */
export function sittingsOf(steps: readonly SittingStep[]): Sitting[] {
  const sittings = new Map<string, SittingStep[]>();
  for (const step of steps) {
    const { role, name } = step.gate.waitingFor;
    const party = role === 'administrator' ? '' : `${role} ${name}`;
    const place = `${step.address.portal}\n${party}`;
    const here = sittings.get(place);
    if (here === undefined) sittings.set(place, [step]);
    else here.push(step);
  }
  return [...sittings]
    .sort(([left], [right]) => compareText(left, right))
    .map(([place, here]) => {
      const portal = place.slice(0, place.indexOf('\n'));
      return { portal, id: sittingId(portal, here), steps: here.sort(inOrder) };
    });
}

/** Whether one word may close it with others: an administrator's step, of which nothing has to be told. */
export function closesTogether({ gate }: Pick<SittingStep, 'gate'>): boolean {
  return gate.waitingFor.role === 'administrator' && !(gate.asks ?? []).some(({ required }) => required);
}

/** `1 sitting, 3 steps`, or `2 requests` to support. */
export function sittingSize({ steps }: Sitting): string {
  const role = steps[0]?.gate.waitingFor.role;
  if (role === 'support') return counted(steps.length, 'request');
  const count = counted(steps.length, 'step');
  return role === 'person' ? count : `1 sitting, ${count}`;
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
