import { describe, expect, test } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import { offboardScope } from '../../engine/plan/offboard-scope.ts';
import { addressOf, bound, desired, gateFor, identityOf, ledgerWith, portal } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderRunReport } from '../../engine/render/run-report-text.ts';

const declared = (...resources: ReturnType<typeof desired>[]) => [{ portal, kind: account, resources, requests: [] }];
const ada = desired('ada');
const ben = desired('ben');
const nothing = ledgerWith();

function targets(
  before: readonly DeclaredKind[] = declared(ada, ben),
  after: readonly DeclaredKind[] = declared(ben),
  ledger = nothing,
): readonly string[] {
  return offboardScope({ person: 'ada', before, after, ledger }).target;
}

test('what is declared no more, or otherwise, is in it, and nobody else', () => {
  expect(targets()).toEqual(['acme/account/ada@acme.example']);
  const group = (members: string[]) => desired('group', { members });
  expect(targets(declared(ada, group(['ada', 'ben'])), declared(group(['ben'])))).toEqual([
    'acme/account/ada@acme.example',
    'acme/account/group@acme.example',
  ]);
});

test('what is owned or asked for in their name is in it, wherever no document gives it', () => {
  const old = bound('ada', {}, { address: addressOf('ada.old') });
  const ledger = ledgerWith({ bindings: [old, bound('ben')], openGates: [gateFor('ada')] });
  expect(targets(declared(ben), declared(ben), ledger)).toEqual([
    'acme/account/ada.old@acme.example',
    'acme/account/ada@acme.example',
  ]);
});

test('what another document of that name owns is not, and the addresses stand in one order', () => {
  const role = bound('zed', {}, { identity: { ...identityOf('ada'), document: 'Role' } });
  expect(targets(declared(), declared(), ledgerWith({ bindings: [role] }))).toEqual(['User/ada']);
  const two = (names: string[]) =>
    names.map((name) => bound(name, {}, { identity: { ...identityOf('ada'), part: name } }));
  const sorted = ['acme/account/a@acme.example', 'acme/account/b@acme.example'];
  expect(targets(declared(), declared(), ledgerWith({ bindings: two(['b', 'a']) }))).toEqual(sorted);
  const scope = offboardScope({ person: 'ada', before: [], after: [], ledger: nothing });
  expect(scope).toEqual({ target: ['User/ada'], exclude: [], at: null, mode: 'offboard', person: 'ada' });
});

test('what is declared only without them is, but for contracts', () => {
  expect(targets(declared(), declared(ben))).toEqual(['acme/account/ben@acme.example']);
  const license = { document: 'License', name: 'suite', portal: 'acme', kind: 'account' };
  expect(targets(declared(), declared(desired('suite', {}, { identity: license })))).toEqual(['User/ada']);
});

test('a group that names them in the ledger is in it, also where the manifests have taken them out already', () => {
  const group = kindWith({
    kind: 'group',
    names: ({ members }) => (Array.isArray(members) ? members.map((one) => `acme/account/${one}@acme.example`) : []),
  });
  const place = { address: addressOf('team', 'group'), identity: identityOf('team', 'group') };
  const ledger = ledgerWith({ bindings: [bound('ada'), bound('team', { members: ['ada', 'ben'] }, place)] });
  const after = [...declared(ben), { portal, kind: group, resources: [], requests: [] }];
  expect(targets(after, after, ledger)).toEqual(['acme/account/ada@acme.example', 'acme/group/team@acme.example']);
});

test('contracts that shrink with them are not: that is money, for another plan', () => {
  const identity = { document: 'License', name: 'suite', portal: 'acme', kind: 'account' };
  const contract = (seats: number) => desired('suite', { seats }, { identity });
  expect(targets(declared(contract(2)), declared(contract(1)))).toEqual(['User/ada']);
});

test('of somebody who has nothing, it is nothing, and not everything', async () => {
  const world = await engineWorld();
  world.want(ben);
  await world.converge();
  world.want();
  const scope = offboardScope({ person: 'ada', before: [], after: [], ledger: await world.ledger() });
  const plan = await world.plan({ scope, emails: new Set(['ben@acme.example']) });
  expect(plan.changes).toEqual([]);
  const text = renderPlanText(plan, { columns: 300, colour: false, show: new Set() });
  expect(text).toContain('(offboarding of ada: everything of theirs goes, whatever the manifests say)');
});

test('a portal that nobody can read yet is named, also where nothing is to do', async () => {
  const world = await engineWorld();
  world.pending.set('acme', 'access-key');
  const plan = await world.plan({ scope: { mode: 'offboard', person: 'ada', target: ['User/ada'] } });
  const text = renderPlanText(plan, { columns: 300, colour: false, show: new Set() });
  expect(text).toContain('acme: account was not read, for its credentials wait for access-key');
});

test('an offboarding touches one person, is in the digest, and says what it leaves', async () => {
  const world = await engineWorld({ portals: [{}, { name: 'other' }] });
  world.want(ada, ben);
  await world.converge();
  world.sims.get('other')!.put({ email: 'ada@acme.example', role: 'member' });
  world.want();
  const ledger = await world.ledger();
  const scope = offboardScope({ person: 'ada', before: declared(ada), after: declared(), ledger });
  const plan = await world.plan({ scope, emails: new Set(['ada@acme.example']) });
  expect(plan.changes.map(({ address }) => address.key)).toEqual(['ada@acme.example']);
  expect(plan.remains).toContainEqual({
    because: 'unmanaged',
    portal: 'other',
    what: 'account ada@acme.example',
    text: "not Rollcall's: remove it at the portal",
  });
  expect((await world.plan({ scope: { ...scope, person: 'eve' } })).changeDigest).not.toBe(plan.changeDigest);
  const sweep = { mode: 'offboard' as const, why: 'theft', person: 'ada', email: 'ada@acme.example' };
  const report = await world.apply(plan, { sweep });
  expect(results(report)).toEqual(['done delete ada']);
  expect((await world.ledger()).offboarded.get('ada')).toMatchObject({ why: 'theft', who: 'os:test' });
  const text = renderRunReport(report, { columns: 200, colour: false, file: null });
  expect(text).toContain('Offboarding of ada@acme.example, because: theft.');
  expect(text).toContain('Whether open sessions and tokens end with the account is not documented.');
});

describe('who is protected on a portal', () => {
  const scope = {
    mode: 'offboard' as const,
    person: 'ada',
    target: ['acme/account/ada@acme.example', 'beta/account/ada@acme.example'],
  };

  async function onTwoPortals(guard: Partial<PortalDeclaration>) {
    const world = await engineWorld({ portals: [{}, { name: 'beta' }] });
    world.want(ada);
    const address = { ...ada.address, portal: 'beta' };
    const there = { ...ada, address, identity: { ...ada.identity, portal: 'beta' } };
    world.wanted.set('beta/account', { resources: [there] });
    await world.converge();
    world.portals[0] = { ...world.portals[0]!, ...guard };
    world.wanted.clear();
    return world;
  }

  test('stays there, which is said, and goes from all others', async () => {
    const world = await onTwoPortals({ protected: ['ADA@acme.example'] });
    const plan = await world.plan({ scope });
    expect(plan.rails.filter(({ verdict }) => verdict === 'refused')).toEqual([]);
    expect(plan.remains).toContainEqual({
      because: 'protected',
      portal: 'acme',
      what: 'account ada@acme.example',
      text: 'stays: the Portal protects it. Take it out of protected, and offboard once more',
    });
    expect(renderPlanText(plan, { columns: 300, colour: false, show: new Set() })).toContain('the Portal protects it');
    const report = await world.apply(plan, { sweep: { mode: 'offboard', person: 'ada', why: 'theft' } });
    expect(report.items.map(({ address }) => address.portal)).toEqual(['beta']);
    expect((await world.ledger()).offboarded.has('ada')).toBe(true);
    expect([...(await world.ledger()).bindings.values()].map(({ address }) => address.portal)).toEqual(['acme']);
  });

  test('and so does the account that Rollcall works with', async () => {
    const world = await onTwoPortals({ account: 'ada@acme.example' });
    const plan = await world.plan({ scope });
    expect(plan.changes.map(({ address }) => address.portal)).toEqual(['beta']);
    expect(plan.remains).toContainEqual(expect.objectContaining({ because: 'own-account', portal: 'acme' }));
  });

  test('is refused in every other plan', async () => {
    const world = await onTwoPortals({ protected: ['ada@acme.example'] });
    const plan = await world.plan();
    expect(plan.rails).toContainEqual(expect.objectContaining({ rail: 'protected', verdict: 'refused' }));
  });
});
