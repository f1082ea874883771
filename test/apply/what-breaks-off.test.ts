import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { second } from '../../engine/model/instant.ts';
import { LeaseLostError, type LedgerWriter } from '../../engine/model/ledger.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, desired } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';

const on = (...names: string[]) => ({ dependsOn: names.map((name) => formatAddress(addressOf(name))) });
const people = Array.from({ length: 10 }, (_, index) => desired(`p${index}`));
const promoted = people.map((one) => ({ ...one, attributes: { ...one.attributes, role: 'owner' } }));

/** A ledger that is lost for good: just before, or just after this is written. */
function losing(when: 'before' | 'after', type: LedgerEntry['type']) {
  return (ledger: LedgerWriter): LedgerWriter => {
    let isLost = false;
    const check = (): void => {
      if (isLost) throw new LeaseLostError('somebody else holds it');
    };
    const append = async (entry: LedgerEntry): Promise<number> => {
      isLost ||= when === 'before' && entry.type === type;
      check();
      const seq = await ledger.append(entry);
      isLost ||= when === 'after' && entry.type === type;
      return seq;
    };
    return { ...ledger, assertHeld: check, append };
  };
}

describe('who stands on several others', () => {
  test('waits for each of them', async () => {
    const world = await engineWorld();
    world.want(desired('a', {}, on('b', 'c')), desired('b'), desired('c'));
    world.sim.onWrite = ({ address }) => (address.key.startsWith('c') ? world.deps.sleep(second) : undefined);
    await world.converge();
    expect(world.sim.writes).toEqual(['create b', 'create c', 'create a']);
  });

  test('is given up once, although both have failed', async () => {
    const world = await engineWorld();
    world.want(desired('a', {}, on('b', 'c')), desired('b'), desired('c'));
    for (const name of ['b', 'c']) {
      world.sim.fates.set(`${name}@acme.example`, { fate: 'throws', error: new ProviderError('invalid', 'no') });
    }
    const told: string[] = [];
    await world.converge({ onItem: ({ address }) => void told.push(address.key) });
    expect(told.toSorted()).toEqual(['a@acme.example', 'b@acme.example', 'c@acme.example']);
  });
});

describe('what was not tried says why', () => {
  const reasons = ({ items }: Awaited<ReturnType<Awaited<ReturnType<typeof engineWorld>>['converge']>>) =>
    new Set(items.flatMap(({ result }) => (result.result === 'not-tried' ? [result.because] : [])));

  test('an interruption', async () => {
    const world = await engineWorld();
    world.want(...people);
    world.sim.onWrite = () => world.deps.interrupt();
    expect([...reasons(await world.converge())]).toEqual(['interrupted']);
  });

  test('a ledger that was lost on the way; then nothing more is asked of the portal', async () => {
    const world = await engineWorld();
    world.want(...people);
    await world.converge();
    world.want(...promoted);
    const plan = await world.plan();
    const { only } = world.sim.reads;
    const report = await world.apply(plan, { withLedger: losing('before', 'intent') });
    expect([...reasons(report)]).toEqual(['the ledger can no longer be written by this run']);
    expect(world.sim.reads.only - only).toBeLessThanOrEqual(4);
  });

  test('a circle', async () => {
    const world = await engineWorld();
    world.want(desired('a', {}, on('b')), desired('b', {}, on('a')));
    expect([...reasons(await world.converge())]).toEqual(['it stands on something that was not done']);
  });
});

describe('a defect of a kind', () => {
  test('after the call leaves open what came of it', async () => {
    let isBroken = false;
    const normalize = <Given>(attributes: Given): Given => {
      if (isBroken) throw new TypeError('x is undefined');
      return attributes;
    };
    const world = await engineWorld({ kinds: [kindWith({ normalize })] });
    world.want(desired('ada'));
    world.sim.onWrite = () => {
      isBroken = true;
    };
    const [item] = (await world.converge()).items;
    expect(item?.result).toMatchObject({ result: 'unknown', problem: { code: 'bug' } });
    expect((await world.ledger()).openIntents).toHaveLength(1);
  });

  test('before the call of a run that is ended just then is no failure: nothing was tried', async () => {
    let hasBegun = false;
    const isSpent = (): boolean => {
      if (!hasBegun) return false;
      world.deps.interrupt();
      throw new TypeError('x is undefined');
    };
    const world = await engineWorld({ kinds: [kindWith({ isSpent })] });
    world.want(desired('ada'));
    await world.converge();
    world.want();
    const withLedger = (ledger: LedgerWriter): LedgerWriter => {
      const append = (entry: LedgerEntry): Promise<number> => {
        hasBegun = true;
        return ledger.append(entry);
      };
      return { ...ledger, append };
    };
    expect((await world.apply(await world.plan(), { withLedger })).items[0]?.result).toEqual({
      result: 'not-tried',
      because: 'interrupted',
    });
  });
});

describe('a mail', () => {
  const mail = { occasion: 'ada/welcome', to: 'ada@acme.example', subject: 'Welcome', text: 'Hello', locale: 'en' };

  async function welcomed(withLedger: (ledger: LedgerWriter) => LedgerWriter) {
    const sent: string[] = [];
    const mailer = { send: async ({ to }: { readonly to: string }) => void sent.push(to) };
    const mails = (): readonly (typeof mail)[] => [mail];
    const world = await engineWorld({ kinds: [kindWith({ mails })], mailer });
    world.want(desired('ada'));
    return { sent, said: results(await world.apply(await world.plan(), { withLedger })) };
  }

  /** Leaves the entries about the account alone. */
  const forMail = (lose: (ledger: LedgerWriter) => LedgerWriter) => (ledger: LedgerWriter) => {
    const lost = lose(ledger);
    let isMail = false;
    const append = (entry: LedgerEntry): Promise<number> => {
      isMail ||= entry.type === 'intent' && entry.verdict === 'notify';
      return isMail ? lost.append(entry) : ledger.append(entry);
    };
    return { ...lost, append };
  };

  test('is not sent where the ledger is lost just after it was announced', async () => {
    const { sent, said } = await welcomed(forMail(losing('after', 'intent')));
    expect([sent, said]).toEqual([[], ['done create ada', 'not-tried notify ada']]);
  });

  test('that was sent just before the ledger was lost is not called untried', async () => {
    const { sent, said } = await welcomed(forMail(losing('before', 'done')));
    expect([sent, said]).toEqual([[mail.to], ['done create ada', 'unknown notify ada']]);
  });
});
