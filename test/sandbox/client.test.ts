import { describe, expect, it } from 'vitest';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { sandboxClient } from '../../providers/kit/sandbox/client.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { drivenWorld } from './support/driven-world.ts';
import { toyEmulator } from './support/toy-emulator.ts';
import { origin, visitor } from './support/visitor.ts';

function connected() {
  const world = drivenWorld();
  const toy = toyEmulator('one', world);
  const sandbox = createSandbox({ world, emulators: [toy] });
  const portal = emulatorInProcess(sandbox.app);
  const never = () => new Promise<never>(() => undefined);
  const client = sandboxClient(origin, inProcessTransport({ portal, sleep: never }));
  return { world, toy, client, person: visitor(sandbox.app) };
}

describe('the client of the control plane', () => {
  it('lists the portals', async () => {
    const { client } = connected();
    expect(await client.portals()).toEqual([
      {
        portal: 'one',
        provider: 'toy',
        title: 'Toy',
        operations: ['thing.read', 'thing.write'],
        people: { total: 1, states: { active: 1 } },
      },
    ]);
    expect(await client.people('one')).toMatchObject({ total: 1, rows: [{ who: 'tom' }] });
    expect(await client.people('one', 1)).toMatchObject({ total: 1 });
  });

  it('reads the inbox, by receiver, portal and number', async () => {
    const { client, world } = connected();
    for (const [to, portal] of [
      ['a+x@acme.example', 'one'],
      ['b@acme.example', 'one'],
      ['a+x@acme.example', 'two'],
    ] as const) {
      world.inbox.deliver({ at: world.instant(), portal, to, subject: `to ${to} from ${portal}`, text: '', links: [] });
    }
    expect(await client.inbox()).toHaveLength(3);
    expect(await client.inbox({ to: 'A+x@acme.example' })).toHaveLength(2);
    expect(await client.inbox({ to: 'a+x@acme.example', portal: 'two' })).toHaveLength(1);
    expect(await client.inbox({ limit: 1 })).toMatchObject([{ subject: 'to a+x@acme.example from two' }]);
  });

  it('reads the clock and moves it', async () => {
    const { client } = connected();
    expect(await client.clock()).toEqual({ now: '2026-11-21T09:00:00.000Z', ahead: 0 });
    expect(await client.advance(60_000)).toEqual({ now: '2026-11-21T09:01:00.000Z', ahead: 60_000 });
    await expect(client.advance(-1)).rejects.toThrow('advance must be milliseconds, from 0');
  });

  it('plays a person, and a refusal of the form is a result', async () => {
    const { client, toy } = connected();
    expect(await client.join('one', 'ada+x/y@acme.example', { name: 'Ada' })).toEqual({ played: true });
    expect(await client.play('one', 'tom', { step: 'login', answers: {} })).toEqual({ played: true });
    expect(toy.played).toEqual([
      { step: 'join', email: 'ada+x/y@acme.example', answers: { name: 'Ada' } },
      { step: 'login', email: 'tom', answers: {} },
    ]);
    const refused = await client.join('one', 'stranger@acme.example', {});
    expect(refused).toEqual({ played: false, problems: [{ field: 'email', text: 'unknown' }] });
  });

  it('switches faults on, lists and clears them', async () => {
    const { client, person } = connected();
    const rule = { operation: 'thing.read', nth: 2, fault: { effect: 'answer', status: 503 } } as const;
    const id = await client.inject('one', rule);
    expect(await client.faults('one')).toEqual([{ id, rule, struck: 0 }]);
    expect((await person.get('/one/thing')).status).toBe(200);
    expect((await person.get('/one/thing')).status).toBe(503);
    await client.inject('one', rule);
    await client.clearFaults('one');
    expect(await client.faults('one')).toEqual([]);
  });

  it('counts operations, and starts counting anew', async () => {
    const { client, person } = connected();
    await person.get('/one/thing');
    const { counts, entries } = await client.journal('one');
    expect(counts).toEqual({ reads: 1, writes: 0, landed: 0, operations: { 'thing.read': 1 } });
    expect(entries).toMatchObject([
      { number: 1, operation: 'thing.read', path: '/one/thing', status: 200, acted: true },
    ]);
    await client.clearJournal('one');
    expect((await client.journal('one')).counts.reads).toBe(0);
  });

  it('resets a portal', async () => {
    const { client, toy } = connected();
    await client.reset('one');
    expect(toy.resets).toBe(1);
  });

  it('says which portal is unknown', async () => {
    const { client } = connected();
    await expect(client.people('other')).rejects.toThrow(
      'GET /portals/other/people?limit=100: no portal other in this sandbox',
    );
  });

  it('says when something else answers', async () => {
    for (const body of ['<html>', '7', 'null']) {
      const stranger = { send: async () => ({ status: 200, headers: {}, body }) };
      await expect(sandboxClient(origin, stranger).clock()).rejects.toThrow('what answered is not a Rollcall sandbox');
    }
  });
});
