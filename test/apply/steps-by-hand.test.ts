import { describe, expect, test } from 'vitest';
import { closeGates, openGates } from '../../engine/apply/record-run.ts';
import { byHand, create, gate, planOf, waiting } from '../support/plan-builders.ts';
import { session } from './support/session.ts';

const ada = 'ada@acme.example';

describe('a step by hand', () => {
  const seq = { recorded: { ledger: { id: 'ledger-1', seq: 9, head: planOf().recorded.ledger.head } } };

  test('is asked again where it is something else by now', async () => {
    const run = await session({ standing: [byHand(ada)] });
    await openGates(run);
    await openGates({ ...run, plan: planOf({ standing: [byHand(ada, { after: { email: ada, role: 'owner' } })] }) });
    const after = { email: ada, role: 'owner' };
    await openGates({ ...run, plan: planOf({ standing: [byHand(ada, { wants: 'update', after })] }) });
    await openGates({ ...run, plan: planOf({ standing: [byHand(ada, { wants: 'delete', after: null })] }) });
    const wants = (await run.entries()).flatMap((entry) => (entry.type === 'gate-opened' ? [entry.wants] : []));
    expect(wants).toEqual(['invite', 'invite', 'update', 'delete']);
  });

  test('of a request is asked of its own where the same was asked for without one', async () => {
    const run = await session({ standing: [byHand(ada)] });
    await openGates(run);
    const standing = [byHand(ada, { request: 'ada/lost' }), byHand('ben@acme.example')];
    await openGates({ ...run, plan: planOf({ standing }) });
    const opened = (await run.entries()).flatMap((one) => (one.type === 'gate-opened' ? [one] : []));
    expect(opened.map(({ address, occasion }) => [address.key, occasion])).toEqual([
      [ada, undefined],
      [ada, 'ada/lost'],
      ['ben@acme.example', undefined],
    ]);
  });

  test('is marked as a question only where it asks what came of a call', async () => {
    const run = await session({ standing: [byHand(ada), byHand('ben@acme.example', { question: true })] });
    await openGates(run);
    const sent = (await run.entries()).flatMap((one) => (one.type === 'gate-opened' ? [one.sent ?? false] : []));
    expect(sent).toEqual([false, true]);
  });

  test('is dated when it was first asked for', async () => {
    const run = await session({
      standing: [byHand(ada, { opened: '2026-11-01T00:00:00.000Z' }), byHand('b@acme.example')],
    });
    await openGates(run);
    const since = (await run.entries()).flatMap((entry) => (entry.type === 'gate-opened' ? [entry.gate.since] : []));
    expect(since).toEqual(['2026-11-01T00:00:00.000Z', run.begun.at]);
  });

  test('is neither asked nor closed by a plan that only looks', async () => {
    const scope = { ...planOf().scope, mode: 'refresh-only' } as never;
    const asked = await session({ standing: [byHand(ada)] });
    await openGates({ ...asked, plan: planOf({ scope, standing: [byHand('ben@acme.example')] }) });
    expect(asked.ledger.state().openGates.size).toBe(0);
    await openGates(asked);
    await closeGates({ ...asked, plan: planOf({ ...seq, scope }) });
    expect(asked.ledger.state().openGates.size).toBe(1);
  });

  test.each([
    ['it is asked for after the plan', planOf({ recorded: { ledger: { ...planOf().recorded.ledger, seq: 0 } } })],
    ['the plan waits for it', planOf({ ...seq, standing: [byHand(ada)] })],
    [
      'somebody is waited for by it',
      planOf({ ...seq, standing: [waiting(ada, { gate: gate({ step: 'invite-by-hand' }) })] }),
    ],
    [
      'the plan cannot judge there',
      planOf({ ...seq, standing: [{ ...waiting(ada), verdict: 'blocked', by: 'x', cure: 'y' }] }),
    ],
    [
      'a freeze holds what it was for',
      planOf({ ...seq, standing: [waiting(ada, { gate: gate({ step: 'freeze' }) })] }),
    ],
    ['the plan changes something there', planOf({ ...seq, changes: [create(ada)] })],
    ['it was not in the scope', planOf({ ...seq, scope: { ...planOf().scope, target: ['User/ben'] } })],
  ])('stays open where %s', async (_why, plan) => {
    const run = await session({ standing: [byHand(ada)] });
    await openGates(run);
    await closeGates({ ...run, plan });
    expect(run.ledger.state().openGates.size).toBe(1);
  });

  test('is closed where nobody needs it any more, but only where all was read', async () => {
    const run = await session({ standing: [byHand(ada)] });
    await openGates(run);
    // The last one that the plan knew.
    const plan = planOf({ recorded: { ledger: { ...seq.recorded.ledger, seq: run.ledger.state().seq } } });
    const half = run.observations.map((one) => ({ ...one, coverage: 'partial' as const }));
    await closeGates({ ...run, plan, observations: half });
    expect(run.ledger.state().openGates.size).toBe(1);
    await closeGates({ ...run, plan });
    expect(run.ledger.state().openGates.size).toBe(0);
    const evidence = { grade: 'read', at: run.begun.at, note: 'no longer asked for' };
    expect(await run.last()).toMatchObject({
      type: 'gate-closed',
      step: 'invite-by-hand',
      how: 'not-needed',
      evidence,
    });
  });

  test('of somebody whom nobody knows is not asked for', async () => {
    const run = await session({ standing: [byHand(ada, { identity: null })] });
    await openGates(run);
    expect(await run.entries()).toEqual([]);
  });
});
