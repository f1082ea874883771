import { describe, expect, test } from 'vitest';
import { statusRows } from '../../engine/render/status-rows.ts';
import { minute, second } from '../../engine/model/instant.ts';
import { storyLab, type StoryLab } from './support/story-lab.ts';
import {
  ada,
  behindTheWire,
  ben,
  cy,
  everybodyArrives,
  expectStop,
  undone,
  words,
  writes,
} from './support/story-views.ts';

const down = { times: 'always', fault: { effect: 'answer', status: 503 } } as const;
const lost = { effect: 'cut', acting: 'after' } as const;

/** One change for each plane: a new name in the panel, a role at IBM, a seat more at the marketplace. */
async function changing(): Promise<StoryLab> {
  const lab = await storyLab();
  await lab.converge();
  await everybodyArrives({ lab });
  await lab.converge();
  lab.edit('people/ada.yaml', (text) => text.replace('Lovelace', 'King'));
  lab.edit('people/ben.yaml', (text) => `${text}  access: [{ portal: acme-connections, role: AppDeveloper }]\n`);
  lab.edit('licenses.yaml', (text) => text.replace('seats: 5', 'seats: 6'));
  lab.emulator.journal.clear();
  return lab;
}

describe('a plane that is down', { timeout: 120_000 }, () => {
  test.each([
    ['purchase', ['panel: change a user', 'service: assign a role']],
    ['panel', ['purchase: place an order', 'service: assign a role']],
    ['service', ['panel: change a user', 'purchase: place an order']],
  ])('%s blocks its own kinds, and the others go on', async (plane, others) => {
    const lab = await changing();
    lab.emulator.faults.inject({ plane, ...down });
    const report = await lab.converge();
    expect(report).toMatchObject({ ending: 'finished', exitCode: 5 });
    expect(undone(report)).toEqual([]);
    expect(writes(lab).sort()).toEqual(others);
    lab.emulator.faults.clear();
    await lab.converge();
    expect(new Set(writes(lab))).toEqual(
      new Set(['panel: change a user', 'purchase: place an order', 'service: assign a role']),
    );
    expect(await expectStop(lab)).toEqual([]);
    expect(behindTheWire(lab).bought).toContain('6 D0NPULL ACTIVE');
  });

  test('from the start, still lets the others begin', async () => {
    const lab = await storyLab();
    lab.emulator.faults.inject({ plane: 'service', ...down });
    await lab.converge();
    expect(behindTheWire(lab)).toMatchObject({ users: [ada, ben, cy], assigned: [], passwordMails: [] });
    lab.emulator.faults.clear();
    for (let round = 0; round < 2; round += 1) await lab.converge();
    expect(behindTheWire(lab)).toMatchObject({
      orders: ['sales completed', 'change completed'],
      assigned: [ada, ben, cy],
    });
    expect(await expectStop(lab)).toHaveLength(4);
  });
});

describe('a token that ends in the middle of an apply', { timeout: 120_000 }, () => {
  test('is renewed on every plane that gives one, and nothing is done twice', async () => {
    const lab = await storyLab();
    let last = 0;
    lab.world.whenTimePasses((now) => {
      if (now - last < 2 * second) return;
      last = now;
      lab.emulator.expireTokens();
    });
    expect(undone(await lab.converge())).toEqual([]);
    const refused = lab.emulator.journal.entries().filter(({ status }) => status === 401);
    expect(new Set(refused.map(({ operation }) => operation.split(':')[0]))).toEqual(new Set(['purchase', 'panel']));
    expect(behindTheWire(lab)).toMatchObject({
      orders: ['sales completed', 'change completed'],
      users: [ada, ben, cy],
    });
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, cy]);
  });
});

describe('an answer that is lost', { timeout: 120_000 }, () => {
  test.each([
    ['purchase: place an order', 2],
    ['panel: make a user', 3],
    ['panel: assign the service', 3],
    ['service: entitle a subscriber', 5],
  ])('%s is looked up, and never sent twice', async (operation, times) => {
    const lab = await storyLab({ service: { quirks: { firstPostRedirects: false } } });
    lab.emulator.faults.inject({ operation, fault: lost });
    expect(undone(await lab.converge())).toEqual([]);
    expect(writes(lab).filter((one) => one === operation)).toHaveLength(times);
    expect(behindTheWire(lab)).toMatchObject({
      orders: ['sales completed', 'change completed'],
      bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
      users: [ada, ben, cy],
      assigned: [ada, ben, cy],
      passwordMails: [ada, ben, cy],
    });
    expect(behindTheWire(lab).seats).toHaveLength(5);
    await expectStop(lab);
  });

  test('a password mail cannot be looked up: it is unknown, not sent again, and somebody is asked to look', async () => {
    const lab = await storyLab();
    lab.emulator.faults.inject({ operation: "panel: reset a user's password", fault: lost });
    const [who] = undone(await lab.converge()).filter((text) => text.endsWith('unknown'));
    const email = /credentials (\S+):/.exec(who ?? '')?.[1] ?? '';
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, cy]);
    const rows = await expectStop(lab);
    expect(rows).toContainEqual(
      `${email}: grace@acme.example: see whether the send password mail was done → ` +
        `rollcall attest acme-connections/credentials/${email} --step confirm --evidence TICKET`,
    );
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, cy]);
  });

  test('a mail server that takes the mail and dies: it is not handed over again, and said to be unknown', async () => {
    const taken: string[] = [];
    const lab = await storyLab({
      send: async ({ to }) => {
        taken.push(to);
        if (to === ben) throw new Error('the connection was closed');
      },
    });
    expect(undone(await lab.converge())).toEqual([`credentials ${ben}: unknown`]);
    await expectStop(lab);
    expect(taken.sort()).toEqual([ada, ben, cy]);
    expect((await lab.ledger()).spent.get('onboarding/acme-connections/ben')).toBe('unknown');
  });
});

describe('a subscription that takes its time', { timeout: 120_000 }, () => {
  test('of six minutes is waited for', async () => {
    const lab = await storyLab({ times: { activation: 6 * minute } });
    expect(undone(await lab.converge())).toEqual([]);
    expect(lab.deps.clock.monotonic()).toBeGreaterThan(12 * minute);
    expect(await expectStop(lab)).toHaveLength(4);
  });

  test('of more than the portal is given is left waiting, and a later apply goes on', async () => {
    const lab = await storyLab({ times: { activation: 15 * minute } });
    const first = await lab.converge();
    expect(first.items.filter(({ result }) => result.result === 'waiting').length).toBeGreaterThan(10);
    expect(undone(first).filter((text) => !text.endsWith('waiting'))).toEqual([]);
    expect(behindTheWire(lab)).toMatchObject({ orders: ['sales completed'], assigned: [], passwordMails: [] });
    expect(statusRows(await lab.plan()).map(({ who }) => who)).toContain('subscription IBM-CONN-S2');
    for (let round = 0; round < 4; round += 1) {
      await lab.deps.sleep(20 * minute);
      await lab.converge();
    }
    expect(behindTheWire(lab)).toMatchObject({
      orders: ['sales completed', 'change completed'],
      bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
      passwordMails: [ada, ben, cy],
    });
    expect(await expectStop(lab)).toHaveLength(4);
  });
});

describe('seats that are short', { timeout: 120_000 }, () => {
  test('refuse the plan, and name the people', async () => {
    const lab = await storyLab();
    lab.edit('licenses.yaml', (text) => text.replace('seats: 5', 'seats: 2'));
    const plan = await lab.plan();
    expect(plan.rails.find(({ rail }) => rail === 'seats-short')).toMatchObject({
      verdict: 'refused',
      reason: 'D0NPULL: needs 3, 2 free, 1 short',
      who: [`${ada}/D0NPULL`, `${ben}/D0NPULL`, `${cy}/D0NPULL`],
    });
    expect(await lab.apply(plan)).toMatchObject({ ending: 'refused', exitCode: 4 });
    expect(lab.emulator.journal.counts().writes).toBe(0);
  });

  test('since the plan was made refuse before the first write', async () => {
    const lab = await storyLab();
    lab.edit('people/cy.yaml', (text) => text.replace('2035-03-31', '2026-11-19'));
    await lab.converge();
    lab.edit('people/cy.yaml', (text) => text.replace('2026-11-19', '2035-03-31'));
    const plan = await lab.plan();
    expect(words(plan)).toContain(`entitle seat ${cy}/D0NPULL`);
    for (const subscription of lab.emulator.service.state().subscriptions.values())
      subscription.taken = subscription.seats;
    lab.emulator.journal.clear();
    const report = await lab.apply(plan);
    expect(report).toMatchObject({ ending: 'refused', exitCode: 4 });
    expect(report.rails.find(({ rail }) => rail === 'seats-short')).toMatchObject({
      verdict: 'refused',
      who: [`${cy}/D0NPULL`],
    });
    expect(lab.emulator.journal.counts().writes).toBe(0);
  });
});
