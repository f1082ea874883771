import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { day, instantOf } from '../../engine/model/instant.ts';
import { addressOf, at, desired, identityOf, verdicts } from '../support/engine-builders.ts';
import { consentTo, engineWorld, results } from '../support/engine-world.ts';
import { account, invitee, kindWith } from '../support/engine-kinds.ts';

const three = [desired('ada'), desired('ben'), desired('cy')];

async function owning(more: Parameters<typeof engineWorld>[0] = {}) {
  const world = await engineWorld(more);
  world.want(...three);
  await world.converge();
  return world;
}

describe('a portal that leaves the manifests', () => {
  test('while something is owned there is an error that says how to go on', async () => {
    const world = await owning();
    world.portals.length = 0;
    expect(await world.tryPlan()).toMatchObject({
      plan: null,
      diagnostics: [
        { code: 'portal-removed', cure: 'Put the Portal acme back with "retire: true", apply, and then remove it.' },
      ],
    });
  });

  test('may go once it has retired', async () => {
    const world = await owning();
    world.portals[0] = { ...world.portals[0]!, retire: true };
    expect(results(await world.converge())).toEqual(['done delete ada', 'done delete ben', 'done delete cy']);
    expect(verdicts(await world.plan())).toEqual([]);
    world.portals.length = 0;
    expect((await world.tryPlan()).diagnostics).toEqual([]);
  });

  test('is no different from a kind of it that is gone', async () => {
    const kinds = [account, kindWith({ kind: 'seat' })];
    const world = await owning({ kinds });
    kinds.shift();
    expect(await world.tryPlan()).toMatchObject({
      plan: null,
      diagnostics: [
        { code: 'kind-removed', detail: 'acme/account: 3 owned, ada@acme.example, ben@acme.example, cy@acme.example.' },
      ],
    });
  });

  test('with no users is valid, and goes through the rails', async () => {
    const world = await engineWorld();
    world.want(...Array.from({ length: 12 }, (_, index) => desired(`p${index}`)));
    await world.converge();
    world.want();
    expect(await world.converge()).toMatchObject({
      ending: 'refused',
      exitCode: 4,
      rails: [{ rail: 'accounts', verdict: 'refused' }],
    });
    expect(world.sim.writes).toHaveLength(12);
  });
});

describe('what a plan is for', () => {
  test('the end of all takes what is owned, and nothing else', async () => {
    const world = await owning();
    world.sim.put({ email: 'zoe@acme.example', role: 'member' });
    const scope = { mode: 'destroy' } as const;
    expect(results(await world.converge({ scope }))).toEqual(['done delete ada', 'done delete ben', 'done delete cy']);
    expect([...world.sim.rows.keys()]).toEqual(['account/zoe@acme.example']);
  });

  test('a look alone changes nothing, and lets apply record what moved', async () => {
    const world = await owning({ kinds: [invitee] });
    world.sim.accept('ada@acme.example');
    world.want(desired('ada'), desired('ben'), desired('dia'));
    const planned = await world.plan({ scope: { mode: 'refresh-only' } });
    expect(planned.changes).toEqual([]);
    const writes = [...world.sim.writes];
    expect(await world.apply(planned)).toMatchObject({ items: [], exitCode: 0 });
    expect(world.sim.writes).toEqual(writes);
    const { bindings } = await world.ledger();
    expect([...bindings.values()].map(({ presence }) => presence)).toEqual(['active', 'invited', 'invited']);
  });

  test('a target alone is done, and what stands on something left out waits', async () => {
    const world = await engineWorld();
    const on = { dependsOn: [formatAddress(addressOf('ada'))] };
    world.want(desired('ada'), desired('ben', {}, on), desired('cy'));
    const ben = formatAddress(addressOf('ben'));
    const planned = await world.plan({ scope: { target: [ben, formatAddress(addressOf('cy'))] } });
    expect(verdicts(planned)).toEqual(['create cy', 'blocked ben']);
    expect(planned.standing).toMatchObject([
      { by: 'needs acme/account/ada@acme.example, which is left out of this plan' },
    ]);
  });

  test('another moment is judged as of then, and dated as read now', async () => {
    const world = await owning({ kinds: [invitee] });
    const then = instantOf(Date.parse(at) + 8 * day);
    const planned = await world.plan({ scope: { at: then } });
    expect(planned.standing).toMatchObject([
      { verdict: 'waiting', overdue: true, evidence: { at } },
      { overdue: true },
      { overdue: true },
    ]);
    expect(await world.apply(planned)).toMatchObject({ ending: 'refused', exitCode: 6 });
  });
});

describe('a plan', () => {
  test('writes nothing, at no portal and not in the ledger', async () => {
    const world = await engineWorld();
    world.want(...three);
    const before = await world.ledger();
    await world.plan();
    await world.plan();
    expect([world.sim.writes, (await world.ledger()).seq]).toEqual([[], before.seq]);
  });

  test('made twice is the same, but for when and how long', async () => {
    const world = await engineWorld();
    world.want(...three);
    const one = await world.plan();
    await world.later(1000);
    const two = await world.plan();
    expect(two.changeDigest).toBe(one.changeDigest);
    expect(one.recorded).toMatchObject({
      at,
      expiresAt: instantOf(Date.parse(at) + day),
      documents: 1,
      consents: [],
      ledger: { id: 'ledger-1' },
    });
  });

  test('counts all, and keeps who asked and what was read', async () => {
    const world = await owning();
    world.sim.put({ email: 'zoe@acme.example', role: 'member' });
    world.want(desired('ada'), desired('ben', { role: 'owner' }), desired('dia'));
    const { counts, reads, portals } = await world.plan();
    expect(counts).toEqual({
      changes: { create: 1, delete: 1, update: 1 },
      unchanged: 1,
      waiting: 0,
      overdue: 0,
      manual: 0,
      blocked: 0,
      unmanaged: 1,
    });
    expect(reads).toMatchObject([{ portal: 'acme', kind: 'account', coverage: 'complete', rows: 4 }]);
    expect(portals).toMatchObject([{ name: 'acme', requests: 3 }]);
  });
});

describe('consents', () => {
  test('of the command and of the plan both count, and the one that was used is recorded', async () => {
    const world = await owning();
    world.portals[0] = { ...world.portals[0]!, rails: { accounts: { count: 0 } } };
    world.want(desired('ada'), desired('ben'));
    const draft = await world.plan();
    const declared = consentTo(draft, at);
    const planned = await world.plan({
      consents: [declared, { ...declared, name: 'foreign', changeDigest: 'sha256:0' }],
    });
    expect(planned.rails).toMatchObject([{ verdict: 'consented' }]);
    expect(results(await world.apply(planned))).toEqual(['done delete cy']);
    expect((await world.ledger()).runs.at(-1)).toMatchObject({ changeDigest: draft.changeDigest, exitCode: 0 });
  });

  test('are for one run: to do the very same again takes another', async () => {
    const describe = (draft: { readonly verb: string }) => ({
      ...{ word: draft.verb, consequences: [], consent: [], requests: 1 },
      harms: draft.verb === 'create' ? (['orders'] as const) : [],
    });
    const world = await engineWorld({ kinds: [kindWith({ describe })] });
    world.want(desired('ada'));
    const draft = await world.plan();
    const consents = [consentTo(draft, at)];
    expect(results(await world.apply(await world.plan({ consents })))).toEqual(['done create ada']);
    world.sim.rows.clear();
    const again = await world.plan({ consents });
    expect([again.changeDigest, again.rails]).toMatchObject([draft.changeDigest, [{ verdict: 'refused' }]]);
    const another = await world.plan({ consents: [{ ...consentTo(draft, at), name: 'another' }] });
    expect(another.rails).toMatchObject([{ verdict: 'consented' }]);
  });

  test('that expired between plan and apply count no more', async () => {
    const world = await owning();
    world.portals[0] = { ...world.portals[0]!, rails: { accounts: { count: 0 } } };
    world.want(desired('ada'), desired('ben'));
    const draft = await world.plan();
    const planned = await world.plan({ consents: [consentTo(draft, at)] });
    await world.later(day / 2);
    expect(await world.apply(planned)).toMatchObject({ ending: 'refused', exitCode: 4 });
  });
});

test('rails judge again on what is there when the plan is applied', async () => {
  const world = await engineWorld();
  world.want(...Array.from({ length: 40 }, (_, index) => desired(`p${index}`)));
  await world.converge();
  world.want(...Array.from({ length: 30 }, (_, index) => desired(`p${index}`)));
  const planned = await world.plan();
  expect(planned.rails).toMatchObject([{ verdict: 'pass', counted: 10, total: 40 }]);
  for (let index = 0; index < 5; index += 1) world.sim.rows.delete(`account/p${index}@acme.example`);
  expect(await world.apply(planned)).toMatchObject({
    exitCode: 4,
    rails: [{ verdict: 'refused', counted: 10, total: 35 }],
  });
});

test('a changed key of somebody in use is one linked pair: the new one is accepted before the old one goes', async () => {
  const world = await owning({ kinds: [invitee] });
  for (const { address } of three) world.sim.accept(address.key);
  await world.converge();
  const king = desired('king', {}, { identity: identityOf('ada'), formerKeys: ['ada@acme.example'] });
  world.want(king, desired('ben'), desired('cy'));
  expect(results(await world.converge())).toEqual(['done invite king']);
  expect(verdicts(await world.plan())).toEqual(['blocked ada', 'unchanged ben', 'unchanged cy', 'waiting king']);
  world.sim.accept('king@acme.example');
  expect(results(await world.converge())).toEqual(['done delete ada']);
  expect(verdicts(await world.plan())).toEqual(['unchanged ben', 'unchanged cy', 'unchanged king']);
});
