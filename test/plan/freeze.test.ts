import { describe, expect, test } from 'vitest';
import type { FreezeDeclaration } from '../../engine/model/declaration.ts';
import { day } from '../../engine/model/instant.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderRunReport } from '../../engine/render/run-report-text.ts';
import { renderStatusText } from '../../engine/render/status-text.ts';
import { desired, origin, verdicts } from '../support/engine-builders.ts';
import { account, byHand, grouped, kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';

const freeze: FreezeDeclaration = {
  from: '2026-11-20T00:00:00.000Z',
  until: '2026-11-24T00:00:00.000Z',
  why: 'year-end closing',
  portals: [],
  origin,
};
const freezes = [freeze];
const plain = { columns: 100, colour: false, show: new Set<string>() };
const gateOf = (plan: Plan) => plan.standing.flatMap((one) => (one.verdict === 'waiting' ? one.gate : []))[0];

/** Ada and Ben are there and owned; from now on Cleo is wanted in place of Ben. */
async function cleoForBen(kind = account) {
  const world = await engineWorld({ kinds: [kind] });
  world.want(desired('ada'), desired('ben'));
  await world.converge();
  world.want(desired('ada'), desired('cleo'));
  return world;
}

describe('in a freeze', () => {
  test('a removal waits for its end, and everything else goes on with 0', async () => {
    const world = await cleoForBen();
    const plan = await world.plan({ freezes });
    expect(verdicts(plan)).toEqual(['create cleo', 'unchanged ada', 'waiting ben']);
    expect(gateOf(plan)).toMatchObject({ step: 'freeze', until: freeze.until, since: freeze.from });
    const report = await world.apply(plan);
    expect(results(report)).toEqual(['done create cleo']);
    expect([report.exitCode, report.held, report.waiting]).toEqual([0, 1, 0]);
  });

  test('nothing is lost: the next plan after it removes, and so does one made ahead for that day', async () => {
    const world = await cleoForBen();
    await world.converge({ freezes });
    const ahead = await world.plan({ freezes, scope: { at: '2026-11-24T00:00:00.000Z' } });
    expect(verdicts(ahead)).toContain('delete ben');
    await world.later(4 * day);
    const plan = await world.plan({ freezes });
    expect(plan.freezes).toBeUndefined();
    expect(results(await world.apply(plan))).toEqual(['done delete ben']);
  });

  test('of other portals everything goes on', async () => {
    const world = await cleoForBen();
    const plan = await world.plan({ freezes: [{ ...freeze, portals: ['other'] }] });
    expect(verdicts(plan)).toContain('delete ben');
    expect(plan.freezes).toMatchObject([{ held: 0 }]);
  });

  test('of two that are on, the longer one holds', async () => {
    const world = await cleoForBen();
    const longer = { ...freeze, until: '2026-12-01T00:00:00.000Z' };
    const plan = await world.plan({ freezes: [freeze, longer, { ...longer, from: '2026-11-30T00:00:00.000Z' }] });
    expect(gateOf(plan)?.until).toBe(longer.until);
    expect(plan.freezes?.map(({ held }) => held)).toEqual([0, 1]);
  });

  test('an update that takes away is held, one that does not is done', async () => {
    const kind = kindWith({
      describe: ({ after }) => ({
        word: 'update',
        harms: after?.['role'] === 'reader' ? ['role-assignments'] : [],
        consequences: [],
        consent: [],
        requests: 1,
      }),
    });
    const world = await engineWorld({ kinds: [kind] });
    world.want(desired('ada'), desired('ben'));
    await world.converge();
    world.want(desired('ada', { role: 'reader' }), desired('ben', { role: 'writer' }));
    expect(verdicts(await world.plan({ freezes }))).toEqual(['update ben', 'waiting ada']);
  });

  test('a take-over is held', async () => {
    const world = await engineWorld({ kinds: [grouped] });
    world.want(desired('ada', { groups: ['b'] }));
    world.sim.put({ email: 'ada@acme.example', role: 'member', groups: ['a'] });
    expect(verdicts(await world.plan())).toEqual(['take-over ada']);
    expect(verdicts(await world.plan({ freezes }))).toEqual(['waiting ada']);
  });

  test('a destruction is held; an offboarding and a lockdown go on in spite of it, and say so', async () => {
    const world = await cleoForBen();
    const planned = async (mode: 'destroy' | 'offboard' | 'lockdown') => world.plan({ freezes, scope: { mode } });
    expect(verdicts(await planned('destroy'))).toEqual(['waiting ada', 'waiting ben']);
    for (const mode of ['offboard', 'lockdown'] as const) {
      const plan = await planned(mode);
      expect(verdicts(plan)).toContain('delete ben');
      expect(renderPlanText(plan, plain)).toContain(
        `this ${mode === 'offboard' ? 'offboarding' : mode} goes on in spite`,
      );
    }
  });
});

describe('steps by hand in a freeze', () => {
  async function benByHand() {
    const world = await engineWorld({ kinds: [byHand] });
    world.want(desired('ben'));
    await world.converge();
    const [step] = (await world.ledger()).openGates.values();
    await world.attest({ address: step!.address, step: 'invite-by-hand', set: {} });
    await world.attest({ address: step!.address, step: 'join', set: {} });
    world.want();
    return world;
  }

  test('nobody is asked to remove', async () => {
    const world = await benByHand();
    expect(verdicts(await world.plan())).toEqual(['manual ben']);
    const report = await world.converge({ freezes });
    expect([report.exitCode, report.asked, report.held]).toEqual([0, 0, 1]);
  });

  test('what was asked for before stays asked for, and comes back as it was', async () => {
    const world = await benByHand();
    await world.converge();
    const [asked] = (await world.ledger()).openGates.values();
    const plan = await world.plan({ freezes });
    expect(gateOf(plan)?.instructions.join(' ')).toContain('leave it until then');
    await world.apply(plan);
    await world.later(4 * day);
    const [again] = (await world.ledger()).openGates.values();
    expect(again).toEqual(asked);
    expect((await world.plan({ freezes })).standing).toMatchObject([{ verdict: 'manual', opened: asked?.opened }]);
  });
});

test('what a plan from before the freeze would remove is stale in it, and the rest of it is done', async () => {
  const world = await cleoForBen();
  const { plan, stale } = confirmPlan(await world.plan(), await world.plan({ freezes }));
  expect(plan.changes.map(({ verdict }) => verdict)).toEqual(['create']);
  expect(stale.map(({ result }) => result)).toEqual([
    { result: 'stale', text: 'a freeze holds it by now: delete after the freeze (year-end closing)' },
  ]);
  expect(renderPlanText(plan, plain)).toContain('1 removal held');
});

test('the first lines say it, in text, Markdown, status and report, also where nothing else is to do', async () => {
  const world = await cleoForBen();
  const said = 'Freeze until 2026-11-23 24:00 UTC (year-end closing): 1 removal held, everything else goes on.';
  const plan = await world.plan({ freezes });
  expect(renderPlanText(plan, { ...plain, columns: 200 }).split('\n')[1]).toBe(`  ! ${said}`);
  const report = await world.apply(plan);
  expect(renderRunReport(report, { ...plain, file: null })).toContain('1 removal held by a freeze');
  const after = await world.plan({ freezes });
  expect(renderPlanText(after, plain)).toContain(said);
  expect(renderPlanMarkdown(after)).toContain('1 removal held');
  const status = renderStatusText({ plan: after, unknown: [] }, { ...plain, columns: 200 });
  expect(status).toContain(said);
  expect(status).toContain('workspace acme: delete after the freeze (year-end closing)');
  expect(status).toContain('Nothing to type: the first apply after 2026-11-23 goes on with it.');
});
