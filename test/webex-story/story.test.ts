import { describe, expect, test } from 'vitest';
import {
  everybody,
  expectStop,
  held,
  names,
  northwind,
  storyLab,
  teammates,
  undone,
  words,
  writes,
} from './support/story-lab.ts';

const owner = 'grace@acme.example Owner ACTIVE';

describe('a contact center, from the manifests to the first sign-in', { timeout: 120_000 }, () => {
  test('users, licences, roles and a customer are made in one run, before anybody has come in', async () => {
    const lab = await storyLab();
    const plan = await lab.plan();
    expect(plan.rails.filter(({ verdict }) => verdict === 'refused').map(({ rail }) => rail)).toEqual(['consent']);
    expect(undone(await lab.apply(plan))).toEqual([]);
    expect(names.map((who) => held(lab, who))).toEqual([
      'Not Verified: cjp.admin | Advanced Messaging | ',
      'Not Verified: cjp.admin | Advanced Messaging | ',
      'Not Verified: cjp.supervisor | Contact Center Premium Agent | ',
      'Not Verified:  | Contact Center Premium Agent | ',
      'Not Verified:  | Contact Center Premium Agent | ',
      'Not Verified:  | Contact Center Standard Agent | ',
      'Not Verified:  | Contact Center Standard Agent | ',
      `Not Verified: atlas-portal.partner.salesadmin |  | ${northwind}`,
    ]);
    expect(writes(lab).sort()).toEqual([
      ...Array(7).fill('licenses.assign'),
      'partners.assign',
      ...Array(8).fill('users.create'),
      ...Array(4).fill('users.patch'),
    ]);
    expect(await expectStop(lab)).toEqual(everybody.map((who) => `${who}: Verify the e-mail address`));
  });

  test('without the consent to two Owners of Webex Connect nothing is written', async () => {
    const lab = await storyLab();
    const report = await lab.apply(await lab.plan(), { consent: false });
    expect([report.ending, writes(lab)]).toEqual(['refused', []]);
  });

  test('role sync brings the administrators into Webex Connect, and nobody else', async () => {
    const lab = await storyLab();
    await lab.converge();
    expect(teammates(lab)).toEqual(['ada@acme.example Owner ACTIVE', 'ben@acme.example Owner ACTIVE', owner]);
  });

  test('each person is waited for step by step, as Control Hub calls the states', async () => {
    const lab = await storyLab();
    await lab.converge();
    const ada = 'ada@acme.example';
    await lab.play('verify', ada);
    expect((await expectStop(lab))[0]).toBe(`${ada}: Sign in for the first time`);
    await lab.play('password', ada);
    expect(await expectStop(lab)).toEqual(everybody.slice(1).map((who) => `${who}: Verify the e-mail address`));
    expect(held(lab, 'ada')).toMatch(/^Active: cjp.admin/u);
  });

  test('who has not come in is sent the mail again by a request, once; so is everybody', async () => {
    const lab = await storyLab();
    await lab.converge();
    await lab.deps.sleep(25 * 3_600_000);
    const before = lab.world.inbox.list({}, 1_000).length;
    const ask = '  requests: [{ do: reset, on: acme-hub, id: once-more }]\n';
    lab.edit('people/dia.yaml', (text) => `${text}${ask}`);
    expect(words(await lab.plan())).toEqual(['send activation mails again user dia@acme.example']);
    lab.hub.journal.clear();
    expect(undone(await lab.converge())).toEqual([]);
    expect(writes(lab)).toEqual(['activation.start']);
    expect(lab.world.inbox.list({}, 1_000).length - before).toBe(everybody.length);
    expect(await expectStop(lab)).toHaveLength(everybody.length);
  });

  test('a second request within a day is done, though nobody is mailed twice', async () => {
    const lab = await storyLab();
    await lab.converge();
    lab.edit('people/dia.yaml', (text) => `${text}  requests: [{ do: reset, on: acme-hub, id: at-once }]\n`);
    const before = lab.world.inbox.list({}, 1_000).length;
    expect(undone(await lab.converge())).toEqual([]);
    expect(lab.world.inbox.list({}, 1_000)).toHaveLength(before);
    expect(await expectStop(lab)).toHaveLength(everybody.length);
  });

  test('where roles are only for who has verified, they follow, and the rest is done', async () => {
    const lab = await storyLab({ quirks: { rolesBeforeVerified: 'refused' } });
    const failed = undone(await lab.converge());
    expect(failed.filter((text) => text.startsWith('role')).length).toBe(4);
    expect(held(lab, 'cy')).toBe('Not Verified:  | Contact Center Premium Agent | ');
    for (const who of everybody) await lab.play('join', who);
    expect(undone(await lab.converge())).toEqual([]);
    expect(held(lab, 'cy')).toBe('Active: cjp.supervisor | Contact Center Premium Agent | ');
    expect(await expectStop(lab)).toEqual([]);
  });
});
