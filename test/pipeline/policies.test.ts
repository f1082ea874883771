import { expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { formatAddress } from '../../engine/model/address.ts';
import { day } from '../../engine/model/instant.ts';
import type { Json } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { parsePlan, serializePlan } from '../../engine/plan/plan-file.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { checkOf } from '../../engine/manifest/validator.ts';
import { addressOf, desired, verdicts } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';
import { entriesOfType } from '../support/ledger-lines.ts';
import { policy } from '../policy/policies.ts';

const fewAdministrators = policy({
  name: 'few',
  each: 'portal',
  rule: 'portal.grants.filter(g, g.privileged).size() <= 1',
  message: 'Too many administrators.',
});

const admin = { role: 'administrator' };
const ada = formatAddress(addressOf('ada'));

function problemsOf(value: Json): string[] {
  return checkOf(packagedSchema('plan'), { fillDefaults: false })(value).map(({ summary }) => summary);
}

test('a plan that breaks a rule is refused before its first write, and the ledger names the policy', async () => {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ files });
  world.rules.push(fewAdministrators);
  world.want(desired('ada', admin), desired('ben', admin));
  const plan = await world.plan();
  expect(plan.policies).toMatchObject([{ policy: 'few', verdict: 'refused', who: 'acme', severity: 'error' }]);
  const report = await world.apply(plan, { consent: true });
  expect(report).toMatchObject({ ending: 'refused', exitCode: 4, policies: [{ policy: 'few' }] });
  expect(world.sim.writes).toEqual([]);
  const because = ['policy few on acme: Too many administrators.'];
  expect(await entriesOfType(files, 'run-refused')).toMatchObject([{ exitCode: 4, because }]);
  expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
});

test('a rule of severity warn is only said', async () => {
  const world = await engineWorld();
  world.rules.push({ ...fewAdministrators, severity: 'warn' });
  world.want(desired('ada', admin), desired('ben', admin));
  expect(await world.converge()).toMatchObject({ ending: 'finished', policies: [{ verdict: 'warned' }] });
  expect(world.sim.writes).toHaveLength(2);
});

test('what cannot be evaluated stops the plan as well', async () => {
  const world = await engineWorld();
  world.rules.push(policy({ each: 'grant', rule: 'grant.until > now' }));
  world.want(desired('ada'));
  expect(await world.converge()).toMatchObject({ ending: 'refused', policies: [{ verdict: 'broken', who: ada }] });
});

test('whoever gave it counts: what nobody declares breaks the rule too, now and on the fresh read', async () => {
  const world = await engineWorld();
  world.rules.push(fewAdministrators);
  world.want(desired('ada', admin));
  const plan = await world.plan();
  expect(plan.policies).toBeUndefined();
  world.sim.put({ email: 'mallory@acme.example', role: 'administrator' });
  expect(await world.apply(plan)).toMatchObject({ ending: 'refused', exitCode: 4 });
  expect(world.sim.writes).toEqual([]);
  expect((await world.plan()).policies).toHaveLength(1);
});

test('an exception lets it pass and is in the plan; when it ends, the rule holds again', async () => {
  const world = await engineWorld();
  const until = new Date(world.deps.clock.now() + day).toISOString();
  const exception = { for: 'acme', until, why: 'a handover', mitigation: 'is watched' };
  world.rules.push({ ...fewAdministrators, exceptions: [exception] });
  world.want(desired('ada', admin), desired('ben', admin));
  expect(await world.converge()).toMatchObject({ ending: 'finished', policies: [{ verdict: 'excepted', exception }] });
  await world.later(2 * day);
  expect((await world.plan()).policies).toMatchObject([{ verdict: 'refused', exception }]);
});

test('a removal by the plan itself mends what was wrong', async () => {
  const world = await engineWorld();
  world.want(...['ada', 'ben', 'cy', 'dia', 'eli'].map((name) => desired(name, name < 'c' ? admin : {})));
  await world.converge();
  world.rules.push(fewAdministrators);
  expect((await world.plan()).policies).toHaveLength(1);
  world.want(...['ada', 'cy', 'dia', 'eli'].map((name) => desired(name, name < 'c' ? admin : {})));
  const plan = await world.plan();
  expect(plan.policies).toBeUndefined();
  expect(verdicts(plan)).toContain('delete ben');
});

test('verdicts are in the digest, and survive the plan file', async () => {
  const world = await engineWorld();
  world.want(desired('ada', admin), desired('ben', admin));
  const free = await world.plan();
  world.rules.push(fewAdministrators);
  const refused = await world.plan();
  expect(refused.changeDigest).not.toBe(free.changeDigest);
  expect((await world.plan()).changeDigest).toBe(refused.changeDigest);
  world.rules[0] = { ...fewAdministrators, rule: 'portal.grants.filter(g, g.privileged).size() < 2' };
  expect((await world.plan()).changeDigest).not.toBe(refused.changeDigest);
  const read = parsePlan(serializePlan(refused), problemsOf);
  expect(read.diagnostic).toBeNull();
  expect(read.plan?.policies).toEqual(refused.policies);
  const silenced = parsePlan(serializePlan({ ...refused, policies: [] }), problemsOf);
  expect(silenced.diagnostic?.code).toBe('plan-edited');
  expect(confirmPlan(free, refused).plan.policies).toEqual(refused.policies);
  expect(confirmPlan(refused, free).plan.policies).toBeUndefined();
});

test.each(['lockdown', 'offboard'] as const)('what takes access away at once is not held up: %s', async (mode) => {
  const world = await engineWorld();
  world.want(desired('ada', admin), desired('ben', admin));
  await world.converge();
  world.rules.push(policy({ each: 'portal', rule: 'portal.grants.size() > 100' }));
  expect((await world.plan()).policies).toMatchObject([{ severity: 'error', verdict: 'refused' }]);
  const plan = await world.plan({ scope: { mode, ...(mode === 'offboard' ? { person: 'ada' } : {}) } });
  expect(plan.policies).toMatchObject([{ severity: 'warn', verdict: 'warned' }]);
});

test('a plan that only takes away is not held up by what was wrong before, but by what it breaks', async () => {
  const world = await engineWorld();
  const three = desired('ada', admin);
  world.want(three, desired('ben', admin), desired('cleo'));
  await world.converge();
  world.rules.push(fewAdministrators);
  world.want(three, desired('ben', admin));
  const plan = await world.plan();
  expect(verdicts(plan)).toContain('delete cleo');
  expect(plan.policies).toMatchObject([{ policy: 'few', verdict: 'warned', severity: 'warn' }]);
  world.rules.push(policy({ each: 'portal', rule: 'portal.grants.exists(g, g.role == "member")' }));
  expect((await world.plan()).policies).toMatchObject([{ verdict: 'warned' }, { verdict: 'refused' }]);
  world.want(three, desired('ben', admin), desired('dia'));
  expect((await world.plan()).policies).toMatchObject([{ policy: 'few', verdict: 'refused' }]);
});

test('the ledger keeps what a consent and what an exception let pass', async () => {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ files });
  const twelve = Array.from({ length: 12 }, (_, index) => desired(`p${index}`));
  const until = '2099-01-01T00:00:00.000Z';
  const exception = { for: 'acme', until, why: 'a handover', mitigation: 'is watched' };
  world.rules.push({ ...fewAdministrators, exceptions: [exception] });
  const both = [desired('ada', admin), desired('ben', admin)];
  world.want(...both, ...twelve);
  await world.converge();
  world.want(...both);
  await world.apply(await world.plan(), { consent: true });
  const started = await entriesOfType(files, 'run-started');
  const excepted = `policy few for acme: excepted until ${until}, why: a handover; instead: is watched`;
  const rail = 'accounts on acme: 12 accounts of 14, the rail is 25 %';
  expect(started.map((one) => one['letPass'])).toEqual([[excepted], [rail, excepted]]);
});
