import { describe, expect, test } from 'vitest';
import { storyLab } from './support/story-lab.ts';
import {
  ada,
  attestWords,
  behindTheWire,
  ben,
  cy,
  everybody,
  expectStop,
  passwordFor,
  undone,
  words,
  writes,
} from './support/story-views.ts';

describe('the article, from nothing to the first login', { timeout: 120_000 }, () => {
  test('is planned with its price, and refused without a consent', async () => {
    const lab = await storyLab();
    const plan = await lab.plan();
    const money = plan.changes.flatMap(({ address, consequences }) => {
      return consequences.filter(({ kind }) => kind === 'money').map(({ text }) => `${address.key} ${text}`);
    });
    expect(money.sort()).toEqual([
      'IBM-CONN-DOCS is ordered: 2 × IBM Docs Cloud for 1 year, estimated at EUR 5.50 for the first billing period',
      'IBM-CONN-S2 is ordered: 5 × IBM Connections Cloud S2 for 1 year, ends with its term, ' +
        'estimated at EUR 41.00 for the first billing period',
    ]);
    expect(await lab.apply(plan, { consent: false })).toMatchObject({ ending: 'refused', exitCode: 4 });
    expect(behindTheWire(lab)).toMatchObject({ orders: [], users: [], passwordMails: [] });
    expect(lab.emulator.journal.counts().writes).toBe(0);
  });

  test('leads from the order to the seats and the mails in one apply', async () => {
    const lab = await storyLab();
    expect(undone(await lab.converge())).toEqual([]);
    expect(behindTheWire(lab)).toEqual({
      orders: ['sales completed', 'change completed'],
      bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
      users: [...everybody],
      assigned: [...everybody],
      subscribers: everybody.map((who) => `${who} ACTIVE`),
      seats: [
        `${ada} D0NPULL ASSIGNED`,
        `${ada} D0QBKLL ASSIGNED`,
        `${ben} D0NPULL ASSIGNED`,
        `${cy} D0NPULL ASSIGNED`,
        `${cy} D0QBKLL ASSIGNED`,
      ],
      passwordMails: [...everybody],
    });
    expect(lab.mails.map(({ to }) => to).sort()).toEqual([...everybody]);
    const done = writes(lab);
    const last = (operation: string) => done.lastIndexOf(operation);
    expect(last('purchase: place an order')).toBeLessThan(done.indexOf('panel: assign the service'));
    expect(last('service: entitle a subscriber')).toBeLessThan(last("panel: reset a user's password"));
  });

  test('what our mail says is what the article has the customer say', async () => {
    const lab = await storyLab();
    await lab.converge();
    const mail = lab.mails.find(({ to }) => to === ada);
    expect(mail?.subject).toBe('Your access to IBM Connections Cloud S2, IBM Docs Cloud');
    for (const said of [
      'https://mycp.cloud.example',
      ada,
      'Set Password',
      'Sync',
      'must be from myCP',
      '8 characters',
    ]) {
      expect(mail?.text).toContain(said);
    }
    expect(mail?.text).toContain('https://apps.na.collabserv.com');
  });

  test('goes on by what each person does, each step named by status, and stands still in between', async () => {
    const lab = await storyLab();
    await lab.converge();
    const stops: [string, string, string, string | null][] = [
      ['set-mycp-password', 'Set a password for myCP', 'mycp-password', 'a login to myCP'],
      [
        'set-ibm-password',
        'Set Password for IBM Connections Cloud in myCP',
        'ibm-password',
        'a password that waits for Sync',
      ],
      ['sync', 'Press Sync in myCP', 'sync', 'a finished sync'],
      ['first-login', 'Log in to IBM Connections for the first time, from myCP', 'first-login', null],
    ];
    for (const [step, title, gate, fact] of stops) {
      const waiting = (await expectStop(lab)).filter((row) => !row.includes('lost-phone'));
      expect(waiting).toEqual(
        everybody.map((who) => {
          const closes = fact === null ? '' : `closes with ${fact} that the portal shows, or `;
          return `${who}: ${title} → ${closes}${attestWords(who, gate)}`;
        }),
      );
      for (const who of everybody) await lab.play(step, who, passwordFor(step as 'sync'));
      if (fact !== null) await lab.converge();
    }
    // No interface shows a login at IBM, so that it is still waited for.
    expect((await expectStop(lab)).filter((row) => row.includes('first-login'))).toHaveLength(3);
    for (const who of everybody) await lab.attest(who, 'first-login');
    expect(words(await lab.plan())).toEqual([`reset the password credentials ${ben}`]);
    expect(undone(await lab.converge())).toEqual([]);
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, ben, cy]);
    expect(await expectStop(lab)).toEqual([]);
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, ben, cy]);
  });
});
