import { describe, expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { day, minute } from '../../engine/model/instant.ts';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import { crashingLedgerFiles } from '../support/crashing-ledger-files.ts';
import { addressOf, desired, identityOf, origin, verdicts } from '../support/engine-builders.ts';
import { engineWorld, type EngineWorld } from '../support/engine-world.ts';
import { kindWith } from '../support/engine-kinds.ts';

const mails: string[] = [];
const kind = kindWith({
  arrives: 'invite',
  keyChange: 'replace',
  exclusive: ['groups'],
  visibilityDelay: minute,
  mails: ({ identity }) => [
    { occasion: `${identity.name}/welcome`, to: identity.name, subject: 'Hello', text: 'Hi', locale: 'en' },
  ],
});

/** One of everything: invite, update, adopt, take-over, delete, withdraw, release, reset, mail, and a changed key. */
async function everything(files: LedgerFiles): Promise<EngineWorld> {
  mails.length = 0;
  const world = await engineWorld({ kinds: [kind], files, mailer: { send: async ({ to }) => void mails.push(to) } });
  const names = ['upd', 'del', 'wdr', 'rel', 'rst', 'key'];
  world.want(...names.map((name) => desired(name, name === 'rel' ? { note: 'x' } : {})));
  await world.converge();
  for (const name of ['upd', 'del', 'rel', 'rst']) world.sim.accept(`${name}@acme.example`);
  world.sim.put({ email: 'ado@acme.example', role: 'member' });
  world.sim.put({ email: 'tak@acme.example', role: 'member', groups: ['old'] });
  await world.converge();
  await world.later(day);
  const request: DesiredRequest = {
    address: addressOf('rst'),
    verb: 'reset',
    occasion: 'rst/lost',
    id: 'lost',
    origin,
  };
  const key = desired('key.new', {}, { identity: identityOf('key'), formerKeys: ['key@acme.example'] });
  const others = [
    desired('new'),
    desired('upd', { role: 'owner' }),
    desired('ado'),
    desired('tak', { groups: ['new'] }),
  ];
  world.wanted.set('acme/account', {
    resources: [...others, desired('rel'), desired('rst'), key],
    requests: [request],
  });
  mails.length = 0;
  world.sim.writes.length = 0;
  return world;
}

/** Applies with consent, at least once and at most so often, until nothing is to do but wait. */
async function settle(world: EngineWorld, most = 5): Promise<string[]> {
  for (let tries = 0; tries < most; tries += 1) {
    const planned = await world.plan();
    if (tries > 0 && planned.changes.length === 0) return verdicts(planned);
    await world.apply(planned, { consent: true });
  }
  return verdicts(await world.plan());
}

async function undisturbed(): Promise<{ readonly records: number; readonly end: string[]; readonly writes: string[] }> {
  const crash = crashingLedgerFiles();
  const world = await everything(crash.files);
  crash.left = 1_000_000;
  const planned = await world.plan();
  await world.apply(planned, { consent: true });
  const records = 1_000_000 - crash.left;
  return { records, end: await settle(world), writes: [...world.sim.writes].sort() };
}

describe('a program that is killed at any record of an apply', async () => {
  const calm = await undisturbed();

  test('does one of everything where nothing happens', () => {
    expect(calm.writes).toEqual([
      'delete del',
      'delete key',
      'delete wdr',
      'invite key.new',
      'invite new',
      'reset rst',
      'take-over tak',
      'update upd',
    ]);
    expect(calm.records).toBeGreaterThan(20);
  });

  test.each(Array.from({ length: calm.records }, (_, index) => index))(
    'after %i records: nothing is done twice, and all is done in the end',
    async (count) => {
      const crash = crashingLedgerFiles();
      const world = await everything(crash.files);
      const planned = await world.plan();
      crash.left = count;
      await world.apply(planned, { consent: true }).catch(() => undefined);
      crash.left = Number.POSITIVE_INFINITY;
      const end = await settle(world);
      const isReset = (line: string): boolean => line === 'blocked rst';
      // Whether a reset or a mail was done cannot be looked up: it is never repeated, and said to be unknown.
      const unsaid = [...(await world.ledger()).unknownMails.values()].map(({ address }) => {
        return `waiting ${address.key.split('@')[0]}`;
      });
      expect(end.filter((line) => !line.startsWith('blocked')).sort()).toEqual([...calm.end, ...unsaid].sort());
      expect(end.filter((line) => line.startsWith('blocked')).length).toBeLessThanOrEqual(3);
      const writes = [...world.sim.writes].sort();
      expect(new Set(writes).size).toBe(writes.length);
      expect(end.some(isReset) ? [...new Set([...writes, 'reset rst'])].sort() : writes).toEqual(calm.writes);
      expect(new Set(mails).size).toBe(mails.length);
      expect((await world.ledger()).openIntents).toEqual([]);
    },
  );
});
