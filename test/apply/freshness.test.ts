import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { day, hour, minute } from '../../engine/model/instant.ts';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import { addressOf, desired, identityOf, keyOf, origin, portal, verdicts } from '../support/engine-builders.ts';
import { engineWorld, type EngineWorld, results } from '../support/engine-world.ts';
import { invitee, kindWith } from '../support/engine-kinds.ts';

const ada = 'ada@acme.example';
const row = { email: ada, role: 'member' };

/** Plans, lets something happen, and applies what was planned. */
async function meanwhile(
  world: EngineWorld,
  happens: () => unknown,
): Promise<{ readonly said: string[]; readonly exitCode: number; readonly text: string }> {
  const planned = await world.plan();
  await happens();
  const writes = world.sim.writes.length;
  const report = await world.apply(planned);
  const [item] = report.items;
  const text = item?.result.result === 'stale' ? item.result.text : '';
  expect(world.sim.writes.length - writes).toBe(report.items.filter(({ result }) => result.result === 'done').length);
  return { said: results(report), exitCode: report.exitCode, text };
}

async function owning(more: Parameters<typeof engineWorld>[0] = {}) {
  const world = await engineWorld(more);
  world.want(desired('ada'));
  await world.converge();
  return world;
}

describe('what stands at the portal by now', () => {
  test('a new one came up: it is not made twice, and not adopted behind the plan', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    const found = await meanwhile(world, () => world.sim.put(row));
    expect(found).toMatchObject({
      said: ['stale create ada'],
      exitCode: 6,
      text: 'it is there by now; plan again to adopt it',
    });
  });

  test('an attribute changed under the plan', async () => {
    const world = await owning();
    world.want(desired('ada', { role: 'owner' }));
    const found = await meanwhile(world, () => world.sim.put({ ...row, role: 'guest' }, { id: 'p-1' }));
    expect(found.text).toBe('role is "guest" by now, the plan saw "member"');
  });

  test('an attribute that was not there when the plan gave it anew', async () => {
    const world = await owning();
    world.want(desired('ada', { note: 'new' }));
    const found = await meanwhile(world, () => world.sim.put({ ...row, note: 'by hand' }, { id: 'p-1' }));
    expect(found.text).toBe('note is "by hand" by now, the plan saw null');
  });

  test('an attribute that the plan does not speak of is nobody’s business', async () => {
    const world = await owning();
    world.want(desired('ada', { role: 'owner' }));
    const found = await meanwhile(world, () => world.sim.put({ ...row, note: 'by hand' }, { id: 'p-1' }));
    expect(found.said).toEqual(['done update ada']);
  });

  test('an update that stands on another one may find itself brought about by it', async () => {
    const world = await engineWorld();
    const dependsOn = [formatAddress(addressOf('ada'))];
    world.want(desired('ada'), desired('ben', { role: 'member' }, { dependsOn }));
    await world.converge();
    world.want(desired('ada', { role: 'owner' }), desired('ben', { role: 'owner' }, { dependsOn }));
    const planned = await world.plan();
    world.sim.put({ email: 'ben@acme.example', role: 'owner' }, { id: 'p-2' });
    expect(results(await world.apply(planned))).toEqual(['done update ada', 'done update ben']);
  });

  test('what the portal never gives back is not compared', async () => {
    const world = await owning({ kinds: [kindWith({ writeOnlyFields: ['pin'] })] });
    world.want(desired('ada', { pin: '1' }));
    expect((await meanwhile(world, () => undefined)).said).toEqual(['done update ada']);
  });

  test('the object is gone: an update is stale', async () => {
    const world = await owning();
    world.want(desired('ada', { role: 'owner' }));
    const found = await meanwhile(world, () => world.sim.rows.clear());
    expect(found.said).toEqual(['stale update ada']);
  });

  test('the object is gone: a removal has nothing left to do', async () => {
    const world = await owning();
    world.want();
    const planned = await world.plan();
    world.sim.rows.clear();
    expect(results(await world.apply(planned))).toEqual(['done delete ada']);
    expect([world.sim.writes, (await world.ledger()).bindings.size]).toEqual([['create ada'], 0]);
  });

  test('a new object that another list does not show yet is not taken for gone, and stays owned', async () => {
    const world = await owning({ kinds: [kindWith({ visibilityDelay: minute })] });
    world.want();
    const shown = new Map(world.sim.rows);
    const found = await meanwhile(world, () => world.sim.rows.clear());
    expect(found.said).toEqual(['stale delete ada']);
    expect(found.text).toBe('it is new, and not every list of the portal shows it yet; plan again in some minutes');
    for (const [name, one] of shown) world.sim.rows.set(name, one);
    await world.later(6 * minute);
    const planned = await world.plan();
    expect(verdicts(planned)).toEqual(['delete ada']);
    world.sim.rows.clear();
    expect(results(await world.apply(planned))).toEqual(['done delete ada']);
  });

  test('another object has the key: nobody approved its removal', async () => {
    const world = await owning();
    world.want();
    const found = await meanwhile(world, () => world.sim.put(row, { id: 'p-other' }));
    expect(found.text).toMatch(/no longer owned|another object/);
  });

  test('another object has the key since a moment ago: what is touched is looked at just before', async () => {
    const { limits } = portal;
    const world = await engineWorld({ portals: [{ limits: { ...limits, concurrency: 1 } }] });
    world.want(desired('ada'), desired('ben'));
    await world.converge();
    world.want();
    world.sim.onWrite = () => world.sim.put({ email: 'ben@acme.example', role: 'member' }, { id: 'p-other' });
    const report = await world.converge();
    expect(results(report)).toEqual(['done delete ada', 'stale delete ben']);
    expect(report.items[1]?.result).toMatchObject({ text: 'another object has the key ben@acme.example by now' });
  });

  test('an invitation was accepted: withdrawing it would remove an account', async () => {
    const world = await owning({ kinds: [invitee] });
    world.want();
    const found = await meanwhile(world, () => world.sim.accept(ada));
    expect(found.text).toBe('the invitation was accepted since the plan');
  });

  test('the portal is down by now: nothing is sent to it', async () => {
    const world = await owning();
    world.want(desired('ada', { role: 'owner' }), desired('ben'));
    const found = await meanwhile(world, () => {
      world.sim.reading.problem = { code: 'unavailable', text: 'down' };
    });
    expect(found).toMatchObject({ said: ['failed update ada', 'failed create ben'], exitCode: 1 });
  });

  test('half the portal is read by now: what was not seen is not made', async () => {
    const world = await owning();
    world.want(desired('ada'), desired('ben'));
    const found = await meanwhile(world, () => {
      world.sim.reading.coverage = 'partial';
    });
    expect(found.text).toBe('whether it is there could not be read');
  });
});

describe('what the ledger says by now', () => {
  test('a plan that is applied twice does nothing the second time', async () => {
    const request: DesiredRequest = {
      address: addressOf('ben'),
      verb: 'reset',
      occasion: 'ben/lost',
      id: 'lost',
      origin,
    };
    const world = await owning();
    world.sim.put({ email: 'cy@acme.example', role: 'member' });
    world.sim.put({ email: 'dia@acme.example', role: 'guest' });
    world.want(desired('ada'), desired('ben'));
    await world.converge();
    const resources = [desired('ben', { role: 'owner' }), desired('cy'), desired('dia'), desired('eva')];
    world.wanted.set('acme/account', { resources, requests: [request] });
    const planned = await world.plan();
    expect(new Set(results(await world.apply(planned)).map((line) => line.split(' ')[0]))).toEqual(new Set(['done']));
    const calls = world.sim.writes.length;
    const again = await world.apply(planned);
    expect(world.sim.writes.length).toBe(calls);
    expect(results(again)).toEqual([
      'done delete ada',
      'not-tried reset ben',
      'stale update ben',
      'stale adopt cy',
      'stale adopt dia',
      'stale create eva',
    ]);
    expect(verdicts(await world.plan()).every((line) => line.startsWith('unchanged'))).toBe(true);
  });

  test('a reset of a plan that is applied twice is done once', async () => {
    const request: DesiredRequest = {
      address: addressOf('ada'),
      verb: 'reset',
      occasion: 'ada/lost',
      id: 'lost',
      origin,
    };
    const world = await owning();
    world.wanted.set('acme/account', { resources: [desired('ada')], requests: [request] });
    const planned = await world.plan();
    expect(results(await world.apply(planned))).toEqual(['done reset ada']);
    expect(results(await world.apply(planned))).toEqual(['stale reset ada']);
    expect(verdicts(await world.plan())).toEqual(['unchanged ada']);
  });

  test('a reset for who is still to come in is stale when they have come', async () => {
    const request: DesiredRequest = { address: addressOf('ada'), verb: 'reset', occasion: 'ada/1', id: '1', origin };
    const world = await owning({ kinds: [kindWith({ arrives: 'invite', resetsInvited: true })] });
    world.wanted.set('acme/account', { resources: [desired('ada')], requests: [request] });
    const planned = await world.plan();
    expect(planned.changes.map(({ verdict }) => verdict)).toEqual(['reset']);
    const found = await meanwhile(world, () => world.sim.accept(ada));
    expect(found.text).toBe('the invitation was accepted since the plan');
  });

  test('and is done as long as they have not', async () => {
    const request: DesiredRequest = { address: addressOf('ada'), verb: 'reset', occasion: 'ada/1', id: '1', origin };
    const world = await owning({ kinds: [kindWith({ arrives: 'invite', resetsInvited: true })] });
    world.wanted.set('acme/account', { resources: [desired('ada')], requests: [request] });
    expect(results(await world.converge())).toEqual(['done reset ada']);
  });

  test('a mail of a plan that is applied twice goes once', async () => {
    const mails: string[] = [];
    const mail = { occasion: 'ada/welcome', to: ada, subject: 'Welcome', text: 'Hello', locale: 'en' };
    const kinds = [kindWith({ mails: () => [mail] })];
    const world = await engineWorld({ kinds, mailer: { send: async ({ to }) => void mails.push(to) } });
    world.want(desired('ada'));
    const planned = await world.plan();
    expect(results(await world.apply(planned))).toEqual(['done create ada', 'done notify ada']);
    await world.apply(planned);
    expect(mails).toEqual([ada]);
  });

  test('an invitation that was withdrawn at the portal is not sent again by the same plan', async () => {
    const world = await engineWorld({ kinds: [invitee] });
    world.want(desired('ada'));
    const planned = await world.plan();
    await world.apply(planned);
    world.sim.rows.clear();
    await world.later(hour);
    expect((await world.apply(planned)).items[0]?.result).toEqual({
      result: 'stale',
      text: 'an invitation was sent and ended since the plan',
    });
  });

  test('a removal of what another document has by now is stale', async () => {
    const world = await owning();
    world.want();
    const planned = await world.plan();
    world.want(desired('ada', {}, { identity: identityOf('lovelace') }));
    await world.converge();
    const report = await world.apply(planned);
    expect(report.items[0]?.result).toEqual({ result: 'stale', text: 'it is no longer owned by this document' });
    expect((await world.ledger()).bindings.has(keyOf('lovelace'))).toBe(true);
  });

  test('an adoption does not take what another document was given since', async () => {
    const world = await engineWorld();
    world.sim.put(row);
    world.want(desired('ada'));
    const planned = await world.plan();
    world.want(desired('ada', {}, { identity: identityOf('lovelace') }));
    await world.later(1);
    await world.converge();
    expect(results(await world.apply(planned))).toEqual(['stale adopt ada']);
  });

  test('a grant whose time is over is not given any more', async () => {
    const world = await engineWorld();
    const until = '2026-11-21T10:00:00.000Z';
    world.want(desired('ada', {}, { until }));
    const planned = await world.plan();
    await world.later(2 * hour);
    expect((await world.apply(planned)).items[0]?.result).toEqual({
      result: 'stale',
      text: `its time was over at ${until}`,
    });
  });

  test('a plan that has expired is wholly stale, and nothing is read or written for it', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    const planned = await world.plan();
    await world.later(day);
    const { full } = world.sim.reads;
    const report = await world.apply(planned);
    expect(report).toMatchObject({ ending: 'refused', exitCode: 6 });
    expect([world.sim.writes, world.sim.reads.full, (await world.ledger()).runs]).toEqual([[], full, []]);
  });
});
