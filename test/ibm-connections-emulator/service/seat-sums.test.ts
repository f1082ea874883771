import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';

/** Something that somebody may do to one of three people, in any order. */
interface Step {
  readonly who: number;
  readonly act: 'entitle' | 'add-on' | 'revoke' | 'suspend' | 'unsuspend' | 'activate' | 'trash' | 'restore' | 'delete';
  /** Milliseconds that pass afterwards. */
  readonly wait: number;
}

const steps = fc.array(
  fc.record<Step>({
    who: fc.integer({ min: 0, max: 2 }),
    act: fc.constantFrom<Step['act'][]>(
      'entitle',
      'add-on',
      'revoke',
      'suspend',
      'unsuspend',
      'activate',
      'trash',
      'restore',
      'delete',
    ),
    wait: fc.constantFrom(0, 1_000, 4_000, 86_400_000 * 31),
  }),
  { maxLength: 25 },
);

interface Crew extends Acme {
  readonly people: readonly number[];
  readonly base: number;
  readonly docs: number;
}

async function crew(): Promise<Crew> {
  const lab = await acme();
  const people: number[] = [];
  for (const name of ['a', 'b', 'c']) people.push(await lab.person(`${name}@acme.example`));
  return { ...lab, people, base: await lab.subscription('D0NPULL', 2), docs: await lab.subscription('D0QBKLL', 1) };
}

const operations = {
  suspend: 'suspendSubscriber',
  unsuspend: 'unsuspendSubscriber',
  activate: 'activateSubscriber',
  restore: 'restoreSubscriber',
} as const;

/** Does it, whether it is allowed or not. */
async function take(lab: Crew, { who, act, wait }: Step): Promise<void> {
  const id = lab.people[who] ?? 0;
  const path = `/resource/subscriber/${id}`;
  if (act === 'entitle' || act === 'add-on') await lab.entitle(id, act === 'entitle' ? lab.base : lab.docs);
  else if (act === 'trash') await lab.call('DELETE', `${path}?moveToSoftDelete=true`);
  else if (act === 'delete') await lab.call('DELETE', path);
  else if (act !== 'revoke') await lab.call('POST', path, { op: operations[act] });
  else {
    const first = [...lab.service.state().seats.values()].find(({ subscriber }) => subscriber.id === id);
    await lab.call('POST', `${path}/seat/${first?.id ?? 1}`, { op: 'revokeSubscriber' });
  }
  if (wait > 0) lab.world.advance(wait);
}

/** Seats that people hold, by subscription, as the lists over the wire show them. */
async function held(lab: Crew): Promise<Map<unknown, number>> {
  const { body } = await lab.call('GET', '/resource/subscriber');
  const counts = new Map<unknown, number>();
  for (const { SeatSet } of body['List'] as { SeatSet: Record<string, unknown>[] }[]) {
    for (const { SubscriptionId } of SeatSet) counts.set(SubscriptionId, (counts.get(SubscriptionId) ?? 0) + 1);
  }
  return counts;
}

describe('whatever is done to people and seats', () => {
  it('no seat is given twice, none is lost, and no add-on is held without its base', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const lab = await crew();
        for (const step of taken) {
          await take(lab, step);
          const counts = await held(lab);
          for (const [id, seats] of [
            [lab.base, 2],
            [lab.docs, 1],
          ] as const) {
            const free = Number(await lab.available(id));
            expect(free).toBeGreaterThanOrEqual(0);
            // What was just released is held by nobody, and not free yet.
            expect(free + (counts.get(id) ?? 0)).toBeLessThanOrEqual(seats);
          }
          for (const { seats } of lab.service.state().subscribers.values()) {
            const parts = seats.map(({ subscription }) => subscription.id);
            if (parts.includes(lab.docs)) expect(parts).toContain(lab.base);
          }
        }
        lab.world.advance(60_000);
        const counts = await held(lab);
        expect(Number(await lab.available(lab.base)) + (counts.get(lab.base) ?? 0)).toBe(2);
        expect(Number(await lab.available(lab.docs)) + (counts.get(lab.docs) ?? 0)).toBe(1);
      }),
      { numRuns: 20 },
    );
  });
});
