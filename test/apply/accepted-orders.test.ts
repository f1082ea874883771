import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { minute, second } from '../../engine/model/instant.ts';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, desired, gateFor, observed, origin } from '../support/engine-builders.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { entriesOf, entriesOfType } from '../support/ledger-lines.ts';

const ada = 'ada@acme.example';
const accepted = (ref: string, checkAfter = 10 * second) => ({ outcome: 'accepted', ref, checkAfter }) as const;
const made = { outcome: 'done', observed: observed('ada', {}, { id: 'p-1' }) } as const;

/** Orders ada's account of a portal that accepts it, and then answers this, one after the other. */
async function ordered(first: ReturnType<typeof accepted>, ...polls: readonly object[]) {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ files });
  world.want(desired('ada'));
  world.sim.fates.set(ada, { fate: 'answers', done: true, outcome: first });
  world.sim.polls.push(...(polls as typeof world.sim.polls));
  const report = await world.converge();
  const refs = (await entriesOfType(files, 'accepted')).map(({ ref }) => ref);
  return { world, files, report, refs, result: report.items[0]?.result };
}

describe('what a portal accepted', () => {
  test('is recorded under each of its references, once', async () => {
    const polls = [accepted('r-1'), accepted('r-2'), accepted('r-2'), made];
    const { refs, result } = await ordered(accepted('r-1'), ...polls);
    expect([refs, result]).toEqual([['r-1', 'r-2'], { result: 'done' }]);
  });

  test('is waited for no longer than it may take, however often the portal says that it works on it', async () => {
    const polls = Array.from({ length: 80 }, () => accepted('r-1'));
    const { report, result } = await ordered(accepted('r-1'), ...polls);
    expect(result).toMatchObject({ result: 'waiting' });
    expect(report.took).toBe(10 * minute);
  });

  test('is not waited for longer because the portal wants to be asked late', async () => {
    const { report, result } = await ordered(accepted('r-1', 7 * minute));
    expect(result).toMatchObject({ result: 'waiting' });
    expect(report.took).toBe(10 * minute);
  });

  test.each(['unavailable', 'rate-limited', 'ambiguous'] as const)('is asked after again after %s', async (code) => {
    const { result } = await ordered(accepted('r-1'), new ProviderError(code, 'Not now.'), made);
    expect(result).toEqual({ result: 'done' });
  });

  test('and says to be done without showing anything stays open: the next run looks at the object', async () => {
    const { world, result, files } = await ordered(accepted('r-1'), { outcome: 'done', observed: null });
    const problem = { code: 'contract', text: 'the portal says that the create is done, but shows nothing' };
    expect(result).toMatchObject({ result: 'failed', problem });
    expect((await entriesOf(files)).map(({ type }) => type)).not.toContain('done');
    expect((await world.ledger()).openIntents).toMatchObject([{ ref: 'r-1' }]);
  });
});

test('what came out otherwise than ordered is told field by field', async () => {
  const world = await engineWorld();
  world.want(desired('ada', { seat: 'full' }));
  const outcome = { outcome: 'done', observed: observed('ada', { role: 'guest' }, { id: 'p-1' }) } as const;
  world.sim.fates.set(ada, { fate: 'answers', done: false, outcome });
  const text = 'the portal answered that it is done, but role is "guest", not "member", seat is null, not "full"';
  expect((await world.converge()).items[0]?.result).toMatchObject({ problem: { code: 'contract', text } });
});

test('a step that is left over from a call is waited for as a change of what the call made', async () => {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ files });
  world.want(desired('ada'));
  const { gate } = gateFor('ada');
  world.sim.fates.set(ada, { fate: 'answers', done: true, outcome: { ...made, outcome: 'gated', gate } });
  await world.converge();
  expect(await entriesOfType(files, 'gate-opened')).toMatchObject([{ wants: 'update', id: 'p-1', before: null, gate }]);
});

describe('what is done once and leaves nothing at the portal', () => {
  const asked = (verb: DesiredRequest['verb']): DesiredRequest => {
    return { address: addressOf('ada'), verb, occasion: `ada/${verb}/1`, id: '1', origin };
  };

  test.each(['reset', 'sync'] as const)('such as a %s is recorded as that, with or without an answer', async (verb) => {
    for (const observedThen of [made.observed, null]) {
      const files = memoryLedgerFiles();
      const world = await engineWorld({ files });
      world.want(desired('ada'));
      await world.converge();
      world.wanted.set('acme/account', { resources: [desired('ada')], requests: [asked(verb)] });
      const outcome = { outcome: 'done', observed: observedThen } as const;
      world.sim.fates.set(ada, { fate: 'answers', done: true, outcome });
      expect(results(await world.converge())).toEqual([`done ${verb} ada`]);
      const [, done] = await entriesOfType(files, 'done');
      expect(done).toMatchObject({ id: null, presence: 'absent', attributes: null, evidence: { grade: 'read' } });
      expect((await world.ledger()).bindings.size).toBe(1);
    }
  });
});
