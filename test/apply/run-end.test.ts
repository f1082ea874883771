import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { checkOf } from '../../engine/manifest/validator.ts';
import { day } from '../../engine/model/instant.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { desired } from '../support/engine-builders.ts';
import { consentTo, engineWorld, type EngineWorld } from '../support/engine-world.ts';
import { entriesOf } from '../support/ledger-lines.ts';

const refuses = new ProviderError('invalid', 'The portal says no.');
const rails = { accounts: { count: 0 } };

async function emptyWorld(): Promise<EngineWorld & { readonly entries: () => Promise<readonly LedgerEntry[]> }> {
  const files = memoryLedgerFiles();
  const base = { limits: (await engineWorld()).portals[0]!.limits };
  const world = await engineWorld({ files, portals: [{ ...base, rails }] });
  return Object.assign(world, { entries: () => entriesOf(files) });
}

type End = (world: EngineWorld) => Promise<RunReport>;

const ends: readonly (readonly [string, number, RunReport['ending'], End])[] = [
  ['all done', 0, 'finished', ({ want, converge }) => (want(desired('ada')), converge())],
  ['nothing to do', 0, 'finished', ({ converge }) => converge()],
  [
    'nothing done, and something failed',
    1,
    'finished',
    ({ want, converge, sim }) => {
      want(desired('ada'));
      sim.fates.set('ada@acme.example', { fate: 'throws', error: refuses });
      return converge();
    },
  ],
  [
    'partly done',
    5,
    'finished',
    ({ want, converge, sim }) => {
      want(desired('ada'), desired('ben'));
      sim.fates.set('ada@acme.example', { fate: 'throws', error: refuses });
      return converge();
    },
  ],
  [
    'all done that could be planned, and something was blocked',
    5,
    'finished',
    async ({ want, converge, sim }) => {
      sim.onWrite = () => {
        sim.reading.problem = { code: 'unavailable', text: 'down' };
      };
      sim.fates.set('ada@acme.example', { fate: 'answer-lost' });
      want(desired('ada'));
      await converge();
      sim.reading.problem = { code: 'unavailable', text: 'down' };
      return converge();
    },
  ],
  [
    'read only in part',
    5,
    'finished',
    ({ converge, sim }) => {
      sim.reading.coverage = 'partial';
      return converge();
    },
  ],
  [
    'each change stale',
    6,
    'finished',
    async ({ want, plan, apply, sim }) => {
      want(desired('ada'));
      const planned = await plan();
      sim.put({ email: 'ada@acme.example', role: 'owner' });
      return apply(planned);
    },
  ],
  [
    'the plan expired',
    6,
    'refused',
    async ({ want, plan, apply, later }) => {
      want(desired('ada'));
      const planned = await plan();
      await later(2 * day);
      return apply(planned);
    },
  ],
  [
    'a rail refused it',
    4,
    'refused',
    async ({ want, converge }) => {
      want(desired('ada'));
      await converge();
      want();
      return converge();
    },
  ],
];

describe('how a run ended', () => {
  test.each(ends)('%s: the ledger says %i as the report does', async (_what, exitCode, ending, end) => {
    const world = await emptyWorld();
    const report = await end(world);
    expect(report).toMatchObject({ exitCode, ending });
    const last = (await world.entries()).at(-1);
    expect(last).toMatchObject({ type: ending === 'refused' ? 'run-refused' : 'run-finished', exitCode });
    expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
  });

  test('interrupted: 130 in both', async () => {
    const world = await emptyWorld();
    world.want(desired('ada'), desired('ben'));
    world.sim.onWrite = () => world.deps.interrupt();
    const report = await world.converge();
    expect(report).toMatchObject({ exitCode: 130, ending: 'interrupted' });
    expect((await world.entries()).at(-1)).toMatchObject({ type: 'run-finished', exitCode: 130 });
  });
});

describe('a run that was refused', () => {
  test('leaves one line that says who tried what, and why not, and has no effect', async () => {
    const world = await emptyWorld();
    world.want(desired('ada'));
    await world.converge();
    const before = await world.ledger();
    world.want();
    const plan = await world.plan();
    await world.apply(plan);
    const after = await world.ledger();
    expect(after.seq).toBe(before.seq + 1);
    expect((await world.entries()).at(-1)).toMatchObject({
      run: 'run-2',
      actor: { name: 'os:test' },
      changeDigest: plan.changeDigest,
      because: [expect.stringContaining('accounts on acme: 1 accounts')],
    });
    expect(after.bindings).toEqual(before.bindings);
    expect(after.runs).toEqual(before.runs);
  });

  test('does not decide whether the ledger is of the sandbox', async () => {
    const world = await emptyWorld();
    world.want(desired('ada'));
    const planned = await world.plan();
    await world.later(2 * day);
    await world.apply(planned);
    expect((await world.ledger()).portals).toBeNull();
  });
});

describe('the report of a run', () => {
  test('says who consented to it, why and until when', async () => {
    const world = await emptyWorld();
    world.want(desired('ada'));
    await world.converge();
    world.want();
    const plan = await world.plan();
    const report = await world.apply(plan, { consent: true });
    const { changeDigest } = plan;
    expect(report.consents).toMatchObject([{ changeDigest, who: 'grace', why: 'it was looked at' }]);
    expect(report.consents?.[0]?.expires).toBe(consentTo(plan, report.startedAt).expires);
    expect((await world.converge()).consents).toEqual([]);
  });

  test('says how far the ledger went', async () => {
    const world = await emptyWorld();
    world.want(desired('ada'));
    const { ledger } = await world.converge();
    const { ledgerId, seq, head } = await world.ledger();
    expect(ledger).toEqual({ id: ledgerId, seq, head });
  });
});
