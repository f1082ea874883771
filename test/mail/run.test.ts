import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { LedgerWriter } from '../../engine/model/ledger.ts';
import type { OwedMail } from '../../engine/model/mail.ts';
import { desired } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { type EngineWorld, engineWorld, results } from '../support/engine-world.ts';
import { mailerTo } from './support/mailing.ts';
import { type MailServerOptions, mailServer, type TestMailServer } from './support/mail-server.ts';

const kind = kindWith({
  mails: ({ identity, address }): readonly OwedMail[] => [
    {
      occasion: `onboarding/acme/${identity.name}`,
      to: address.key,
      subject: 'Your access',
      text: 'You can begin.\n',
      locale: 'en',
    },
  ],
});

const mail = {
  server: { host: '127.0.0.1', port: 25, security: 'none' },
  login: null,
  from: { name: 'ACME IT', address: 'it@acme.example' },
} as const;

interface Mailing {
  readonly world: EngineWorld;
  readonly server: TestMailServer;
}

/** The engine on a virtual clock, with the real mailer and a real mail server. */
async function mailing(options: MailServerOptions = {}, people: readonly string[] = ['ada']): Promise<Mailing> {
  const server = await mailServer(options);
  const mailer = mailerTo(server);
  const world: EngineWorld = await engineWorld({
    kinds: [kind],
    portals: [{ mail }],
    mailer: { send: (one) => world.deps.time.holdDuring(mailer.send(one, 'lab')) },
  });
  world.want(...people.map((name) => desired(name)));
  return { world, server };
}

describe('an apply that mails', () => {
  test('sends what the plan shows, in the name of the customer, once', async () => {
    const { world, server } = await mailing({}, ['ada', 'ben']);
    const plan = await world.plan();
    const planned = plan.changes.filter(({ verdict }) => verdict === 'notify');
    expect(planned).toMatchObject([
      { mail: { from: mail.from }, consequences: [{ text: 'gets the mail "Your access" from it@acme.example' }] },
      { mail: { from: mail.from } },
    ]);
    await world.apply(plan);
    await world.converge();
    expect(server.arrived.map(({ envelope }) => envelope.to[0]).sort()).toEqual([
      'ada@acme.example',
      'ben@acme.example',
    ]);
    expect(server.arrived[0]?.from).toEqual(mail.from);
    expect((await world.plan()).changes).toEqual([]);
  });

  test('tries again at the next apply what was surely not taken', async () => {
    const refused = { at: 'data', code: 451, words: 'later' } as const;
    const { world, server } = await mailing({ answers: [refused, 'take'] });
    expect(results(await world.converge())).toEqual(['done create ada', 'failed notify ada']);
    expect(results(await world.converge())).toEqual(['done notify ada']);
    const [first, second] = server.arrived;
    expect(second?.messageId).toBe(first?.messageId);
  });

  test('never sends again by itself what may have been taken, and says so', async () => {
    const { world, server } = await mailing({ answers: ['die', 'take'] });
    expect(results(await world.converge())).toEqual(['done create ada', 'unknown notify ada']);
    await world.converge();
    expect(server.arrived).toHaveLength(1);
    const { changes, standing } = await world.plan();
    expect(changes).toEqual([]);
    expect(standing.filter(({ verdict }) => verdict === 'waiting')).toMatchObject([
      { gate: { title: 'say whether the mail "Your access" came', step: 'mail:onboarding/acme/ada' } },
    ]);
    expect([...(await world.ledger()).spent]).toEqual([['onboarding/acme/ada', 'unknown']]);
  });

  /** Such a mail had no end: every later apply ended with 5. */
  test.each([
    ['came', 'yes', [], 1],
    ['did not come', 'no', ['done notify ada'], 2],
  ] as const)('ends with 0 meanwhile, and is over once somebody says that it %s', async (_, came, then, arrived) => {
    const { world, server } = await mailing({ answers: ['die', 'take'] });
    expect((await world.converge()).exitCode).toBe(5);
    expect(await world.converge()).toMatchObject({ exitCode: 0, waiting: 1 });
    const [mailed] = (await world.ledger()).unknownMails.values();
    await world.attest({ address: mailed!.address, step: 'mail:onboarding/acme/ada', set: { came } });
    expect(results(await world.converge())).toEqual(then);
    expect(await world.converge()).toMatchObject({ exitCode: 0, waiting: 0, items: [] });
    expect(server.arrived).toHaveLength(arrived);
    expect(new Set(server.arrived.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('waits for nobody any more once the person is gone whose mail had no answer', async () => {
    const { world } = await mailing({ answers: ['die', 'take'] });
    expect((await world.converge()).waiting).toBe(1);
    world.want();
    expect(results(await world.converge())).toEqual(['done delete ada']);
    expect(await world.converge()).toMatchObject({ exitCode: 0, waiting: 0 });
  });

  test('that ended between the handing over and its record leaves it unknown, and it goes once', async () => {
    const { world, server } = await mailing();
    // As after kill -9: the server has the mail, and nothing more is written of it.
    const dying = (ledger: LedgerWriter): LedgerWriter => ({
      ...ledger,
      append: async (entry) => {
        if (server.arrived.length > 0 && entry.type === 'done') throw new Error('killed');
        return await ledger.append(entry);
      },
    });
    await world.apply(await world.plan(), { withLedger: dying });
    expect((await world.ledger()).openIntents).toMatchObject([{ intent: { verdict: 'notify' } }]);
    const report = await world.converge();
    expect(report.recovered).toMatchObject([{ verdict: 'notify', result: { result: 'unknown' } }]);
    await world.converge();
    expect(server.arrived).toHaveLength(1);
    const { openIntents, spent } = await world.ledger();
    expect([openIntents, [...spent.values()]]).toEqual([[], ['unknown']]);
  });

  test('that is interrupted during a mail finishes it and records it', async () => {
    const { world, server } = await mailing({ answers: ['wait', 'take'] });
    const arrived = server.next();
    const applied = world.apply(await world.plan());
    await arrived;
    world.deps.interrupt();
    server.release();
    expect(results(await applied)).toEqual(['done create ada', 'done notify ada']);
    expect([...(await world.ledger()).spent]).toEqual([['onboarding/acme/ada', 'done']]);
  });

  test('holds handed over, and no more than that, in its ledger', async () => {
    const { world } = await mailing();
    const [change] = (await world.plan()).changes.filter(({ verdict }) => verdict === 'notify');
    expect(change?.dependsOn).toEqual([formatAddress(change?.address ?? { portal: '', kind: '', key: '' })]);
    const report = await world.converge();
    expect(JSON.stringify(report)).not.toContain('delivered');
  });
});
