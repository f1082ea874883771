import { describe, expect, test } from 'vitest';
import { firstLooks } from '../../engine/render/first-look.ts';
import { storyLab, type StoryLab } from './support/story-lab.ts';
import {
  ada,
  behindTheWire,
  ben,
  cy,
  everybody,
  everybodyArrives,
  expectStop,
  undone,
  words,
  writes,
} from './support/story-views.ts';

/** Everybody is in, and Ben's reset is done. */
async function settled(): Promise<StoryLab> {
  const lab = await storyLab();
  await lab.converge();
  await everybodyArrives({ lab });
  await lab.converge();
  lab.emulator.journal.clear();
  return lab;
}

async function change(lab: StoryLab, file: string, edit: (text: string) => string): Promise<string[]> {
  lab.edit(file, edit);
  lab.emulator.journal.clear();
  const plan = await lab.plan();
  expect(undone(await lab.apply(plan))).toEqual([]);
  return words(plan);
}

const leaving = (text: string) => text.replace('on: 2035-03-31', 'on: 2026-11-19');
const staying = (text: string) => text.replace('on: 2026-11-19', 'on: 2035-03-31');

describe('when everybody is in', { timeout: 120_000 }, () => {
  test('a leaver gives the seats back, the add-on first, and goes to the trash', async () => {
    const lab = await settled();
    const held = [...lab.emulator.service.state().seats.values()].filter(({ subscriber }) => subscriber.email === cy);
    const seatOf = (part: string) => held.find(({ subscription }) => subscription.partNumber === part)?.id;
    const planned = await change(lab, 'people/cy.yaml', leaving);
    expect(planned.filter((text) => text.endsWith(cy) || text.includes(`${cy}/`)).sort()).toEqual([
      `forget credentials ${cy}`,
      `move to the trash subscriber ${cy}`,
      `remove panel-user ${cy}`,
      `revoke seat ${cy}/D0NPULL`,
      `revoke seat ${cy}/D0QBKLL`,
      `unassign service-assignment ${cy}`,
    ]);
    const revoked = lab.emulator.journal.entries().filter(({ operation }) => operation === 'service: revoke a seat');
    const seats = revoked.map(({ path }) => Number(/seat\/(\d+)/.exec(path)?.[1]));
    expect(seats).toEqual([seatOf('D0QBKLL'), seatOf('D0NPULL')]);
    expect(writes(lab).filter((operation) => !operation.startsWith('purchase'))).toEqual([
      'service: revoke a seat',
      'service: revoke a seat',
      'service: delete a subscriber',
      'panel: unassign the service',
      'panel: remove a user',
    ]);
    expect(behindTheWire(lab)).toMatchObject({
      bought: ['5 D0NPULL ACTIVE', '1 D0QBKLL ACTIVE'],
      users: [ada, ben],
      assigned: [ada, ben],
      subscribers: [`${ada} ACTIVE`, `${ben} ACTIVE`, `${cy} SOFT_DELETED`],
    });
    expect(behindTheWire(lab).seats.filter((seat) => seat.startsWith(cy))).toEqual([]);
    expect(await expectStop(lab)).toEqual([]);
  });

  test('who comes back is restored from the trash, and asked for a password again', async () => {
    const lab = await settled();
    await change(lab, 'people/cy.yaml', leaving);
    lab.emulator.service.state().byEmail.get(cy)!.roles.add('CustomerAdministrator');
    lab.edit('people/cy.yaml', staying);
    // Nobody gave the role by Rollcall, and IBM gives it back: who approves the restore has read so.
    const text = "gets back CustomerAdministrator, kept in IBM's trash";
    expect(firstLooks(await lab.plan())).toContainEqual(
      expect.objectContaining({ kind: 'privilege', text, who: [cy] }) as unknown,
    );
    const planned = await change(lab, 'people/cy.yaml', staying);
    expect(planned).toContain(`create or restore subscriber ${cy}`);
    expect(writes(lab)).toContain('service: restore a subscriber');
    expect(behindTheWire(lab)).toMatchObject({
      bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
      subscribers: everybody.map((who) => `${who} ACTIVE`),
      passwordMails: [ada, ben, ben, cy, cy],
    });
    expect(await expectStop(lab)).toEqual([expect.stringMatching(`^${cy}: Set a password for myCP`)]);
  });

  test('a reset is done once for its id, and again only under another', async () => {
    const lab = await settled();
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, ben, cy]);
    expect(await change(lab, 'people/ben.yaml', (text) => text.replace('lost-phone', 'lost-again'))).toEqual([
      `reset the password credentials ${ben}`,
    ]);
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, ben, ben, cy]);
    await expectStop(lab);
    await change(lab, 'people/ben.yaml', (text) => text.replace('lost-again', 'lost-phone'));
    expect(behindTheWire(lab).passwordMails).toEqual([ada, ben, ben, ben, cy]);
  });

  test('seats go up and down by one order each, and IBM follows', async () => {
    const lab = await settled();
    for (const [from, to] of [
      [5, 8],
      [8, 4],
    ]) {
      const edit = (text: string) => text.replace(`seats: ${from}`, `seats: ${to}`);
      expect(await change(lab, 'licenses.yaml', edit)).toEqual([
        'await service-subscription D0NPULL',
        'resize subscription IBM-CONN-S2',
      ]);
      expect(writes(lab)).toEqual(['purchase: place an order']);
      expect(behindTheWire(lab).bought).toEqual([`${to} D0NPULL ACTIVE`, '2 D0QBKLL ACTIVE']);
      await expectStop(lab);
    }
  });

  test('who is suspended keeps the seats, and is active again after it', async () => {
    const lab = await settled();
    const access = '  access: [{ portal: acme-connections, role: User, with: { suspended: true } }]\n';
    expect(await change(lab, 'people/ada.yaml', (text) => text + access)).toEqual([`suspend subscriber ${ada}`]);
    expect(behindTheWire(lab).subscribers).toContain(`${ada} SUSPENDED`);
    expect(behindTheWire(lab).seats).toContain(`${ada} D0QBKLL ASSIGNED`);
    await expectStop(lab);
    const back = (text: string) => text.replace('suspended: true', 'suspended: false');
    expect(await change(lab, 'people/ada.yaml', back)).toEqual([`unsuspend subscriber ${ada}`]);
    expect(behindTheWire(lab).subscribers).toContain(`${ada} ACTIVE`);
    await expectStop(lab);
  });

  test('a portal that retires ends what people hold, and leaves what was bought to the customer', async () => {
    const lab = await settled();
    await change(lab, 'portal.yaml', (text) => `${text}  retire: true\n`);
    expect(behindTheWire(lab)).toMatchObject({
      bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
      users: [],
      assigned: [],
      subscribers: everybody.map((who) => `${who} SOFT_DELETED`),
      seats: [],
    });
    expect(lab.emulator.panel().directory.users.size).toBe(1);
    expect(await expectStop(lab)).toEqual([]);
    expect((await lab.ledger()).bindings.size).toBe(0);
  });
});
