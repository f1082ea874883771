import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { warnLockdowns } from '../../engine/plan/lockdown-rail.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderRunReport } from '../../engine/render/run-report-text.ts';
import { addressOf, desired, origin, verdicts } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { gate } from '../support/plan-builders.ts';
import { type EngineWorld, engineWorld, results } from '../support/engine-world.ts';

const lockdown = { scope: { mode: 'lockdown' as const } };
const sweep = { mode: 'lockdown' as const, why: 'the admin key leaked', portals: ['acme'] };
const plain = { columns: 200, colour: false, show: new Set<string>(), file: null };
const remains = (plan: Plan) =>
  (plan.remains ?? []).map(({ because, what }) => `${because} ${what?.split('@')[0] ?? ''}`);

const team = kindWith({
  kind: 'team',
  dependsOnKinds: ['account'],
  names: ({ members }) => (members as string[]).map((name) => formatAddress(addressOf(name))),
});
const seat = kindWith({
  kind: 'seat',
  dependsOnKinds: ['account', 'pool'],
});
const pool = kindWith({ kind: 'pool' });
const bundle = kindWith({
  kind: 'bundle',
  whenUndeclared: () => 'release',
});

function thing(kind: string, name: string, more: { owner?: string; members?: string[] } = {}) {
  const { owner, members = [] } = more;
  const document = owner === undefined ? { document: 'Role', name } : { document: 'User', name: owner };
  return {
    address: { portal: 'acme', kind, key: name },
    identity: { ...document, portal: 'acme', kind },
    attributes: { email: name, members },
    origin,
    dependsOn: [],
    formerKeys: [],
  };
}

async function owning(world: EngineWorld, ...people: string[]): Promise<EngineWorld> {
  world.want(...people.map((name) => desired(name)));
  const report = await world.converge();
  expect(report.exitCode).toBe(0);
  return world;
}

describe('a lockdown', () => {
  test('removes what Rollcall owns, but for the protected and its own account', async () => {
    const guarded = { protected: ['ADA@acme.example'], account: 'ben@acme.example' };
    const world = await engineWorld({ portals: [{}] });
    await owning(world, 'ada', 'ben', 'cleo');
    world.portals[0] = { ...world.portals[0]!, ...guarded };
    world.sim.put({ email: 'dan@acme.example', role: 'member' });
    const plan = await world.plan(lockdown);
    expect(verdicts(plan)).toEqual(['delete cleo', 'unchanged ada', 'unchanged ben', 'unmanaged dan']);
    expect(plan.changes[0]?.ends).toEqual({ because: 'lockdown' });
    expect(remains(plan).slice(0, 3)).toEqual([
      'protected account ada',
      'own-account account ben',
      'unmanaged account dan',
    ]);
    expect(plan.rails.filter(({ verdict }) => verdict === 'refused').map(({ rail }) => rail)).not.toContain(
      'protected',
    );
  });

  test('leaves what carries those who stay: their seat, its pool, and a group in which they are', async () => {
    const world = await engineWorld({ kinds: [account, team, seat, pool, bundle] });
    world.wanted.set('acme/team', { resources: [thing('team', 'red', { members: ['ada'] }), thing('team', 'blue')] });
    world.wanted.set('acme/seat', {
      resources: [thing('seat', 'seat-1', { owner: 'ada' }), thing('seat', 'seat-2', { owner: 'cleo' })],
    });
    world.wanted.set('acme/pool', { resources: [thing('pool', 'seats')] });
    world.wanted.set('acme/bundle', { resources: [thing('bundle', 'contract')] });
    await owning(world, 'ada', 'cleo');
    world.portals[0] = { ...world.portals[0]!, protected: ['ada@acme.example'] };
    const plan = await world.plan(lockdown);
    expect(verdicts(plan)).toEqual([
      'delete cleo',
      'delete seat-2',
      'delete blue',
      'unchanged ada',
      'unchanged contract',
      'unchanged seats',
      'unchanged seat-1',
      'unchanged red',
    ]);
    expect(remains(plan)).toContain('kept bundle contract');
    expect(remains(plan)).toContain('carries-protected pool seats');
  });

  test('of one portal leaves the others', async () => {
    const world = await engineWorld({ portals: [{}, { name: 'other', protected: ['zoe@acme.example'] }] });
    await owning(world, 'ada');
    const plan = await world.plan({ scope: { mode: 'lockdown', target: ['other'] } });
    expect(plan.changes).toEqual([]);
    expect(plan.remains).toEqual([]);
  });

  test('what it takes goes through the rails: too many need a consent', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const world = await owning(await engineWorld(), ...many);
    const plan = await world.plan(lockdown);
    expect(plan.rails.some(({ verdict }) => verdict === 'refused')).toBe(true);
    const refused = await world.apply(plan, { sweep });
    expect(refused.exitCode).toBe(4);
    expect((await world.ledger()).lockdowns.size).toBe(0);
  });

  test('says what is not taken back, in the plan and at the end', async () => {
    const world = await owning(await engineWorld(), 'ada', 'ben');
    world.sim.put({ email: 'dan@acme.example', role: 'member' });
    const plan = await world.plan(lockdown);
    const sentence = "account dan@acme.example on acme: not Rollcall's: remove it at the portal";
    expect(renderPlanText(plan, plain)).toContain(sentence);
    expect(renderPlanText(plan, plain)).toContain(
      'lockdown: everything that Rollcall owns goes, but what is protected',
    );
    expect(renderPlanMarkdown(plan)).toContain('**Not taken back by this**');
    const report = await world.apply(plan, { sweep, consent: true });
    const text = renderRunReport(report, plain);
    expect(text).toContain('Lockdown, because: the admin key leaked.');
    expect(text).toContain(sentence);
    expect(text).toContain('an apply gives it again only with a consent');
    expect(report).toMatchObject({ sweep, exitCode: 0 });
  });
});

describe('after a lockdown', () => {
  async function lockedDown(): Promise<EngineWorld> {
    const world = await owning(await engineWorld(), 'ada', 'ben');
    await world.apply(await world.plan(lockdown), { sweep, consent: true });
    return world;
  }

  test('a plan that gives is refused, and says who, when and why', async () => {
    const world = await lockedDown();
    const plan = await world.plan();
    expect(verdicts(plan)).toEqual(['create ada', 'create ben']);
    const rail = plan.rails.find((one) => one.rail === 'lockdown');
    expect(rail).toMatchObject({ verdict: 'refused', who: ['ada@acme.example', 'ben@acme.example'] });
    expect(rail?.reason).toContain('by os:test ("the admin key leaked")');
    expect((await world.apply(plan)).exitCode).toBe(4);
    const text = renderPlanText(plan, plain);
    expect(text).toContain('Take out of the manifests what must not come back');
    expect(text).toContain(`rollcall apply --consent ${plan.changeDigest}`);
    expect(warnLockdowns(await world.ledger())).toMatchObject([{ code: 'locked-down', severity: 'warning' }]);
  });

  test('one with a consent gives, and from then on it is as ever', async () => {
    const world = await lockedDown();
    expect(results(await world.converge({ consent: true }))).toEqual(['done create ada', 'done create ben']);
    expect(warnLockdowns(await world.ledger())).toEqual([]);
    world.want(desired('ada'), desired('ben'), desired('cleo'));
    expect(results(await world.converge())).toEqual(['done create cleo']);
  });

  test('a question about a call of before it gives nothing, and is not counted', async () => {
    const world = await engineWorld({ kinds: [kindWith({ reads: 'by-key' })] });
    await owning(world, 'ben');
    const key = 'ada@acme.example';
    world.want(desired('ada'), desired('ben'));
    const giving = await world.plan();
    world.sim.fates.set(key, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer came.') });
    world.sim.onWrite = () => void world.sim.reading.unidentified.set(key, { ...gate(), step: 'tell-id' });
    await world.apply(giving);
    await world.apply(await world.plan(lockdown), { sweep, consent: true });
    world.want(desired('ada'));
    const plan = await world.plan();
    expect(verdicts(plan)).toEqual(['manual ada']);
    expect(plan.rails).toEqual([]);
    expect((await world.apply(plan, { consent: true })).exitCode).toBe(0);
    expect((await world.ledger()).lockdowns.size).toBe(1);
  });

  test('plans that only take away, and those of other portals, pass', async () => {
    const world = await lockedDown();
    world.want();
    expect((await world.converge()).exitCode).toBe(0);
    expect((await world.ledger()).lockdowns.size).toBe(1);
    world.want(desired('ada'));
    const elsewhere = await world.plan({ scope: { target: ['other'] } });
    expect(elsewhere.rails).toEqual([]);
  });
});

test('a plan of a lockdown has another digest than a destruction', async () => {
  const world = await owning(await engineWorld(), 'ada');
  const destroy = await world.plan({ scope: { mode: 'destroy' } });
  expect((await world.plan(lockdown)).changeDigest).not.toBe(destroy.changeDigest);
});
