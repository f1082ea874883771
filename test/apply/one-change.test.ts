import { describe, expect, test } from 'vitest';
import { contextOf, type Site } from '../../engine/apply/apply-context.ts';
import { type Progress, runChange } from '../../engine/apply/run-change.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Observation } from '../../engine/model/observation.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import { type Problem, ProviderError } from '../../engine/model/provider-error.ts';
import {
  addressOf,
  attributesOf,
  identityOf,
  intent,
  observation,
  observed,
  portal,
} from '../support/engine-builders.ts';
import { account, slow } from '../support/engine-kinds.ts';
import { now as planned, remove, update } from '../support/plan-builders.ts';
import { simPortal, type SimPortal } from '../support/sim-portal.ts';
import { session } from './support/session.ts';

const ada = 'ada@acme.example';
const member = attributesOf('ada');
const place = { address: addressOf('ada'), identity: identityOf('ada'), id: 'p-1', before: member };
const promote = (more: object = {}): Change => {
  const fields = [{ field: 'role', before: 'member', after: 'owner' }];
  return update(ada, { ...place, after: attributesOf('ada', { role: 'owner' }), fields, ...more });
};
const dismiss: Change = remove(ada, place);
const release = promote({ verdict: 'release', word: 'release', after: null, fields: [] });

interface Ground {
  readonly kind?: ResourceKind;
  readonly isOwned?: boolean;
  readonly observations?: readonly Observation[];
  readonly site?: Partial<Site>;
  readonly prepare?: (sim: SimPortal, interrupt: () => void) => void;
}

/** Carries out one change of ada's account, which stands there and is ours, unless it is said otherwise. */
async function ran(change: Change, ground: Ground = {}) {
  const { isOwned = true, observations = [], site = {}, kind = account, prepare } = ground;
  const { run, deps, ledger, entries } = await session();
  const sim = simPortal({ name: 'acme', kinds: [kind], clock: deps.clock });
  sim.put(member);
  if (isOwned) {
    const given = intent('ada');
    const seq = await ledger.append(given);
    const { presence, evidence } = observed('ada');
    const done = { type: 'done', id: 'p-1', presence, attributes: member, invitation: null, evidence } as const;
    await ledger.append({ ...done, intent: seq });
  }
  prepare?.(sim, deps.interrupt);
  const declared = { portal, kind, resources: [], requests: [] };
  const sites = new Map([['acme/account', { declared, connection: sim.connection, problem: null, ...site }]]);
  const context = contextOf({ run, deps, ledger, sites, observations, plannedAt: planned });
  const before = (await entries()).length;
  const progress: Progress = { called: false, onAccepted: () => undefined };
  const result = await runChange(context, change, progress);
  return { result, said: (await entries()).slice(before), sim, at: '2026-11-21T09:00:00.000Z' };
}

describe('a release', () => {
  test('is recorded with what the plan saw, also where the portal cannot be reached', async () => {
    const { result, said, sim } = await ran(release, { site: { connection: null } });
    expect(result).toEqual({ result: 'done' });
    expect(said).toMatchObject([
      { type: 'intent', verdict: 'release' },
      { type: 'done', presence: 'absent', evidence: release.evidence },
    ]);
    expect([sim.writes, sim.reads.only]).toEqual([[], 0]);
  });

  test('of what was released since the plan is stale, and not recorded again', async () => {
    const { result, said } = await ran(release, { isOwned: false });
    expect(result).toEqual({ result: 'stale', text: 'it was released since the plan' });
    expect(said).toEqual([]);
  });
});

describe('a change is not begun', () => {
  const refused: Problem = { code: 'auth', text: 'The token is old.' };

  test('where there is no connection, and says why', async () => {
    const why = await ran(promote(), { site: { connection: null, problem: refused } });
    expect(why).toMatchObject({ result: { result: 'failed', problem: refused }, said: [] });
    const without = await ran(promote(), { site: { connection: null } });
    const problem = { code: 'unavailable', text: 'there is no connection' };
    expect(without.result).toEqual({ result: 'failed', problem });
  });

  test('where its kind could not be read, and says why', async () => {
    const failed = (problem: Problem | null) => ({ observations: [observation([], { coverage: 'failed', problem })] });
    expect((await ran(promote(), failed(refused))).result).toEqual({ result: 'failed', problem: refused });
    const problem = { code: 'unavailable', text: 'acme could not be read' };
    expect((await ran(promote(), failed(null))).result).toEqual({ result: 'failed', problem });
  });

  test('where the run is interrupted while it looks again', async () => {
    const prepare: Ground['prepare'] = ({ connection }, interrupt) => {
      const { read } = connection.reader;
      Object.assign(connection.reader, {
        read: (...asked: Parameters<typeof read>) => {
          interrupt();
          return read(...asked);
        },
      });
    };
    const { result, said, sim } = await ran(promote(), { prepare });
    expect(result).toEqual({ result: 'not-tried', because: 'interrupted' });
    expect([said, sim.writes]).toEqual([[], []]);
  });
});

describe('what is owned', () => {
  test('is changed by what it is now, whether or not its kind was read at the start', async () => {
    const { result, sim } = await ran(promote());
    expect([result, sim.writes]).toEqual([{ result: 'done' }, ['update ada']]);
  });

  test('and seen is changed, however new it is', async () => {
    expect((await ran(promote(), { kind: slow })).result).toEqual({ result: 'done' });
  });

  test('and gone already is noted as gone, by what was read just now', async () => {
    const { result, said, at } = await ran(dismiss, { prepare: ({ rows }) => rows.clear() });
    expect(result).toEqual({ result: 'done' });
    const evidence = { grade: 'read', at };
    expect(said).toMatchObject([
      { type: 'noted', run: 'run-1', id: 'p-1', presence: 'absent', what: 'gone', evidence },
    ]);
  });

  test('and gone when it is called is done', async () => {
    const error = new ProviderError('not-found', 'Nobody there.');
    const { result, said, at } = await ran(dismiss, {
      prepare: ({ fates }) => void fates.set(ada, { fate: 'throws', error }),
    });
    expect(result).toEqual({ result: 'done' });
    expect(said).toMatchObject([
      { type: 'intent' },
      { type: 'done', presence: 'absent', evidence: { grade: 'read', at } },
    ]);
  });
});

describe('an answer that shows nothing', () => {
  const outcome = { outcome: 'done', observed: null } as const;
  const answers = { fate: 'answers', done: false, outcome } as const;

  test('is all that a removal leaves: it is not looked at again', async () => {
    const { result, sim } = await ran(dismiss, { prepare: ({ fates }) => void fates.set(ada, answers) });
    expect([result, sim.reads.only]).toEqual([{ result: 'done' }, 1]);
  });

  test('is a broken contract of everything else where nobody can look either', async () => {
    const prepare: Ground['prepare'] = (sim) => {
      sim.fates.set(ada, answers);
      sim.onWrite = () => {
        sim.reading.problem = { code: 'unavailable', text: 'down' };
      };
    };
    const { result } = await ran(promote(), { prepare });
    const text = 'the portal says that the update is done, but shows nothing';
    expect(result).toEqual({ result: 'unknown', problem: { code: 'contract', text } });
  });
});
