import { describe, expect, test } from 'vitest';
import {
  change,
  expectStop,
  held,
  northwind,
  settled,
  storyLab,
  teammates,
  undone,
  words,
  writes,
} from './support/story-lab.ts';

const leaving = (text: string): string => text.replace('on: 2035-03-31', 'on: 2026-11-19');
const staying = (text: string): string => text.replace('on: 2026-11-19', 'on: 2035-03-31');
const partner = 'atlas-portal.partner.salesadmin';
const grantOfHal = /^ {2}access:\n.*\n/mu;

describe('when everybody is in', { timeout: 120_000 }, () => {
  test('seats that run out are counted, and who would have none is named before anything is written', async () => {
    const lab = await settled();
    for (const who of ['finn', 'gil'])
      lab.edit(`people/${who}.yaml`, (text) => text.replace('standard-agent', 'premium-agent'));
    lab.edit('people/ben.yaml', (text) => text.replace('[messaging]', '[messaging, premium-agent]'));
    const plan = await lab.plan();
    const [short, ...more] = plan.rails.filter(({ rail }) => rail === 'seats-short');
    expect(more).toEqual([]);
    expect(short).toMatchObject({
      verdict: 'refused',
      reason: 'Contact Center Premium Agent: needs 3, 2 free, 1 short',
      who: ['ben', 'finn', 'gil'].map((name) => `${name}@acme.example/Contact Center Premium Agent`),
    });
    lab.hub.journal.clear();
    expect((await lab.apply(plan)).ending).toBe('refused');
    expect(writes(lab)).toEqual([]);
  });

  test('more seats that were bought by hand let the same plan pass', async () => {
    const lab = await settled();
    for (const who of ['ada', 'ben', 'hal']) {
      lab.edit(
        `people/${who}.yaml`,
        (text) => `${text.replace('  licenses: [messaging]\n', '')}  licenses: [premium-agent]\n`,
      );
    }
    expect((await lab.apply(await lab.plan())).ending).toBe('refused');
    const bought = await lab.hub.play('buy', 'Contact Center Premium Agent', { units: 1 });
    expect(bought.played).toBe(true);
    expect(undone(await lab.converge())).toEqual([]);
    expect(held(lab, 'hal')).toContain('Contact Center Premium Agent');
    expect(await expectStop(lab)).toEqual([]);
  });

  test('a leaver loses the licence, then cannot sign in any more; the seat is free', async () => {
    const lab = await settled();
    expect(await change(lab, 'people/gil.yaml', leaving)).toEqual([
      'take licence away license-assignment gil@acme.example/Contact Center Standard Agent',
      'deactivate user gil@acme.example',
    ]);
    expect(writes(lab)).toEqual(['licenses.assign', 'users.patch']);
    expect(held(lab, 'gil')).toBe('Inactive:  |  | ');
    expect(await expectStop(lab)).toEqual([]);
    await lab.deps.sleep(31 * 86_400_000);
    expect(await expectStop(lab)).toEqual([]);
    expect(held(lab, 'gil')).toBeUndefined();
  });

  test('who comes back within the 30 days is the same user again', async () => {
    const lab = await settled();
    await change(lab, 'people/gil.yaml', leaving);
    const [id] = [...lab.hub.state().users.values()].filter(
      ({ attributes }) => attributes['userName'] === 'gil@acme.example',
    );
    await change(lab, 'people/gil.yaml', staying);
    expect(held(lab, 'gil')).toBe('Active:  | Contact Center Standard Agent | ');
    expect([...lab.hub.state().users.values()]).toContain(id);
    expect(await expectStop(lab)).toEqual([]);
  });

  test('a partner administrator is given another customer, and loses one alone', async () => {
    const other = '5c1d9d1e-0000-4000-8000-0000000000c2';
    const customers = [northwind, other].map((orgId) => ({ orgId, name: orgId }));
    const lab = await settled({ customers });
    const grant = `    - { portal: acme-hub, role: Partner Administrator, account: ${other} }\n`;
    const planned = await change(lab, 'people/hal.yaml', (text) => `${text}${grant}`);
    expect(planned).toEqual([`assign customer partner-admin hal@acme.example/${other}`]);
    expect(held(lab, 'hal')).toBe(`Active: ${partner} |  | ${northwind}, ${other}`);
    expect(await change(lab, 'people/hal.yaml', (text) => text.replace(grant, ''))).toEqual([
      `unassign customer partner-admin hal@acme.example/${other}`,
    ]);
    expect(held(lab, 'hal')).toBe(`Active: ${partner} |  | ${northwind}`);
    expect(await expectStop(lab)).toEqual([]);
  });

  test('and with the last customer the role is revoked', async () => {
    const lab = await settled();
    const keeping = (text: string): string => text.replace(grantOfHal, '  licenses: [messaging]\n');
    expect(await change(lab, 'people/hal.yaml', keeping)).toEqual([
      'give licence license-assignment hal@acme.example/Advanced Messaging',
      `unassign customer partner-admin hal@acme.example/${northwind}`,
      `take role away role hal@acme.example/${partner}`,
    ]);
    expect(writes(lab)).toEqual(expect.arrayContaining(['partners.unassign', 'partners.revoke']));
    expect(held(lab, 'hal')).toBe('Active:  | Advanced Messaging | ');
    expect(await expectStop(lab)).toEqual([]);
  });

  test('an administrator who loses the role stays Owner in Webex Connect, as the plan said', async () => {
    const lab = await settled();
    lab.edit('people/ben.yaml', (text) => text.replace('  roles: [contact-center-admin]\n', ''));
    const plan = await lab.plan();
    expect(words(plan)).toEqual(['take role away role ben@acme.example/cjp.admin']);
    expect(plan.changes[0]?.consequences.map(({ kind }) => kind)).toEqual(['removal', 'keeps']);
    expect(undone(await lab.apply(plan))).toEqual([]);
    expect(teammates(lab)).toContain('ben@acme.example Owner ACTIVE');
    expect(await expectStop(lab)).toEqual([]);
  });

  test('somebody with another address is the same user, with licences and roles', async () => {
    const lab = await settled();
    const renamed = (text: string): string =>
      text.replace('email: cy@acme.example', 'email: cyrus@acme.example\n  formerEmails: [cy@acme.example]');
    const premium = [...lab.hub.state().pools.entries()].find(
      ([, { name }]) => name === 'Contact Center Premium Agent',
    );
    // All are in use: the licence moves with its holder.
    premium![1].units = lab.hub.state().holders.get(premium![0])!.size;
    const planned = await change(lab, 'people/cy.yaml', renamed);
    expect(planned).toContain('change address user cyrus@acme.example');
    await lab.converge();
    expect(held(lab, 'cyrus')).toBe('Active: cjp.supervisor | Contact Center Premium Agent | ');
    expect(held(lab, 'cy')).toBeUndefined();
    expect(await expectStop(lab)).toEqual([]);
  });

  test('who is declared on both portals in contradiction is refused, with both places', async () => {
    const lab = await storyLab();
    lab.edit('people/ada.yaml', (text) => `${text}  access: [{ portal: acme-connect, role: Limited access }]\n`);
    await expect(lab.plan()).rejects.toThrow(/contradicting-portals.*people\/ada\.yaml/su);
    lab.edit('people/ada.yaml', (text) => text.replace('role: Limited access', 'role: Owner'));
    expect((await lab.plan()).changes.map(({ address }) => address.portal)).toContain('acme-connect');
  });
});
