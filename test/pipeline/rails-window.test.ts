import { describe, expect, test } from 'vitest';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import type { ConsentDeclaration } from '../../engine/model/declaration.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { RailLimits } from '../../engine/model/harm.ts';
import { day, hour, second } from '../../engine/model/instant.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { readLinkOf } from '../../engine/observe/observe-all.ts';
import { applyPlan, makePlan } from '../../engine/pipeline.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { createMemoryProvider } from '../../providers/memory/index.ts';
import { account } from '../../providers/memory/kinds/account.ts';
import { createMemoryStore } from '../../providers/memory/store.ts';
import { desired, locate } from '../support/engine-builders.ts';
import { consentTo } from '../support/engine-world.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

const lease = { duration: 30 * second, requestTimeout: 30 * second };
const self = { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null };
const ledgerId = 'ledger-1';

const actor = { name: 'os:test', how: 'os' } as const;
const source = { engineVersion: '0.0.0', commit: null, clean: null };
const workspace = {
  name: 'acme',
  folder: 'acme',
  ledger: { id: ledgerId, store: 'file' as const, path: 'ledger' },
  timezone: 'UTC',
  planMaxAge: day,
  consents: [],
  manifestDigest: digestOf('manifests'),
  documents: 1,
};

const named = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `p${from + index}`);

/** So many people on one portal in memory, put there by a first run. */
async function inMemory(rails: RailLimits = {}, size = 100) {
  const deps = virtualDeps();
  const portal = portalDeclaration({ name: 'acme', provider: 'memory', rails });
  const provider = createMemoryProvider(createMemoryStore());
  const connection = provider.connect({ portal, credentials: {}, deps });
  const files = memoryLedgerFiles();
  await createLedger({ files, ledgerId, deps });
  const people = new Set(named(0, size));
  const declared = () => {
    const resources = [...people].map((name) => desired(name, { level: 'member' }));
    return [{ portal, kind: account, resources, requests: [] }];
  };
  const link = { connection, problem: null };
  const planNow = async (): Promise<Plan> => {
    const { state } = await readLedger({ files, ledgerId });
    const links = new Map([['acme', readLinkOf(link)]]);
    const common = { workspace: { ...workspace, portals: [portal] }, declared: declared(), providers: [provider] };
    const given = { ...common, links, ledger: state, scope: wholeScope, consents: [], source, locate };
    const { plan } = await makePlan({ ...given, keepUnchanged: false }, deps);
    if (plan === null) throw new Error('no plan');
    return plan;
  };
  const apply = async (plan: Plan, consents: readonly ConsentDeclaration[] = []): Promise<RunReport> => {
    const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
    const run = `run-${ledger.state().runs.length}`;
    const links = new Map([['acme', link]]);
    const work = { plan, run, declared: declared(), links, portals: 'live' as const, ledger, actor, consents };
    const report = await applyPlan({ ...work, recovered: [], onItem: () => undefined }, deps);
    await ledger.close();
    return report;
  };
  const run = async (): Promise<RunReport> => apply(await planNow());
  await run();
  return { deps, people, planNow, apply, run };
}

/** Takes that share of those who are left out of the manifests. */
function takeOut(people: Set<string>, share: number): void {
  const many = Math.floor(people.size * share);
  for (const name of [...people].slice(0, many)) people.delete(name);
}

describe('ten runs of 24 % are one of 93 %', () => {
  test('where a rail looks at each run alone, all ten go through', async () => {
    const world = await inMemory({ window: { runs: 1 }, minimumSize: 0 }, 300);
    for (let run = 0; run < 10; run += 1) {
      takeOut(world.people, 0.24);
      expect((await world.run()).ending).toBe('finished');
      await world.deps.sleep(hour);
    }
    expect(Math.round(100 * (1 - world.people.size / 300))).toBe(93);
  });

  test('over the window of ten the second one is stopped, with the numbers of both', async () => {
    const { people, run, planNow, apply } = await inMemory();
    takeOut(people, 0.24);
    expect(await run()).toMatchObject({ ending: 'finished', rails: [{ counted: 24, total: 100 }] });
    takeOut(people, 0.24);
    const plan = await planNow();
    const reason = expect.stringContaining('18 now and 24 in one earlier run since 2026-11-21: 42 accounts of 100');
    const earlier = { counted: 24, runs: 1 };
    const verdict = { rail: 'accounts', verdict: 'refused', counted: 42, total: 100, earlier, reason };
    expect(plan.rails).toMatchObject([verdict]);
    expect(await apply(plan)).toMatchObject({ ending: 'refused', exitCode: 4, rails: [verdict] });
  });

  test('and what was refused may be done when a week has passed', async () => {
    const { people, run, deps } = await inMemory();
    takeOut(people, 0.24);
    await run();
    takeOut(people, 0.1);
    expect((await run()).exitCode).toBe(4);
    await deps.sleep(7 * day + hour);
    expect(await run()).toMatchObject({ exitCode: 0, rails: [{ counted: 7, total: 76 }] });
  });
});

describe('what a run before did', () => {
  test('is not carried on where somebody consented to it', async () => {
    const { people, run, planNow, apply } = await inMemory();
    takeOut(people, 0.5);
    const plan = await planNow();
    const report = await apply(plan, [consentTo(plan, plan.recorded.at)]);
    expect(report).toMatchObject({ exitCode: 0, rails: [{ verdict: 'consented' }] });
    takeOut(people, 0.2);
    expect(await run()).toMatchObject({ exitCode: 0, rails: [{ counted: 10, total: 50 }] });
  });

  test('is harm no longer once it was given back', async () => {
    const { people, run } = await inMemory();
    takeOut(people, 0.24);
    await run();
    for (const name of named(0, 24)) people.add(name);
    expect((await run()).exitCode).toBe(0);
    takeOut(people, 0.24);
    expect(await run()).toMatchObject({ exitCode: 0, rails: [{ counted: 24, total: 100 }] });
  });

  test('stops nobody who harms nobody', async () => {
    const { people, run, planNow, apply } = await inMemory();
    takeOut(people, 0.9);
    const plan = await planNow();
    await apply(plan, [consentTo(plan, plan.recorded.at)]);
    people.add('new');
    expect(await run()).toMatchObject({ exitCode: 0, rails: [] });
  });

  test('counts at apply although the plan was made before it', async () => {
    const { people, run, planNow, apply } = await inMemory();
    for (const name of named(0, 20)) people.delete(name);
    const plan = await planNow();
    expect(plan.rails).toMatchObject([{ verdict: 'pass', counted: 20 }]);
    for (const name of named(0, 20)) people.add(name);
    for (const name of named(20, 40)) people.delete(name);
    expect((await run()).exitCode).toBe(0);
    expect(await apply(plan)).toMatchObject({ exitCode: 4, rails: [{ counted: 40, total: 100 }] });
  });
});
