import { describe, expect, test } from 'vitest';
import { hour } from '../../engine/model/instant.ts';
import { partnerArrives } from '../support/maas360-people.ts';
import { accountsOf, portal, storyLab, type StoryLab, waitedFor } from './support/story-lab.ts';

async function arrived(): Promise<StoryLab> {
  const lab = await storyLab();
  await partnerArrives({ ...lab, apply: lab.settle });
  return lab;
}

const owed = 'ibmid NordicPartner: eva@nordic.example: link an IBMid';

describe('the article, from nothing to the tile', { timeout: 120_000 }, () => {
  test('begins with a letter to support, and nothing else can be done', async () => {
    const lab = await storyLab();
    await lab.settle();
    expect(await waitedFor(lab)).toEqual([
      `4 objects: needs ${portal}/account/NordicPartner, which waits for a step by hand`,
      '8 objects: eva@nordic.example: get the credentials of nordic-maas360 (access-key)',
      'account NordicPartner: IBM MaaS360 support: have the business partner account made',
      `ibmid NordicPartner: needs ${portal}/primary-administrator/NordicPartner, which is held back itself`,
    ]);
    expect(accountsOf(lab)).toEqual([]);
  });

  test('ends with every gate closed but the IBMid that is owed', async () => {
    const lab = await arrived();
    expect(accountsOf(lab)).toEqual([
      'NordicPartner partner active',
      'AlpineFoods customer active below NordicPartner',
      'BirchLogistics trial active below NordicPartner',
      'FjordPartner partner active below NordicPartner',
    ]);
    expect(await waitedFor(lab)).toEqual([owed]);
    const roles = [...lab.emulator.state().administrators.values()].map((one) => {
      const held = one.roles.map(({ role }) => role.name).sort();
      return `${one.userName.replace(/^\d+/u, 'N')}: ${held.join(', ')}`;
    });
    expect(roles.sort()).toEqual([
      'N_dag: Partner Administrator, Service Administrator',
      'N_eva: Partner Administrator, Service Administrator',
      'N_eva: Service Administrator',
      'N_eva: Service Administrator',
      'bo.ek: Partner Viewer',
      'cy.berg: Help Desk',
      'nordic_rollcall: Partner Administrator, Service Administrator',
    ]);
  });

  test('is closed whole when the IBMid is linked after all', async () => {
    const lab = await arrived();
    await lab.play('link-ibmid', '30001111_eva', { ibmId: 'eva@nordic.example' });
    await lab.attest(`${portal}/ibmid/NordicPartner`, 'link-ibmid');
    await lab.settle();
    expect(await waitedFor(lab)).toEqual([]);
  });
});

describe('what comes afterwards', { timeout: 120_000 }, () => {
  test('a trial that ended before its day is extended to it, and converted when the manifest says so', async () => {
    const lab = await arrived();
    await lab.play('expire-account', '30001111_eva', { account: 'BirchLogistics' });
    const drifted = await lab.plan();
    expect(drifted.drift?.map(({ address, what }) => `${address.key} ${what}`)).toEqual(['BirchLogistics changed']);
    expect(drifted.changes.map(({ word, address }) => `${word} ${address.key}`)).toEqual(['extend BirchLogistics']);
    await lab.settle();
    expect(accountsOf(lab)).toContain('BirchLogistics trial active below NordicPartner');
    await lab.play('expire-account', '30001111_eva', { account: 'BirchLogistics' });
    lab.goOn('2-converted');
    const plan = await lab.plan();
    expect(plan.changes.map(({ word, consent }) => [word, consent])).toEqual([
      ['convert', ['10 licences of MaaS360 are committed to BirchLogistics']],
    ]);
    expect(await lab.apply(plan, { consent: false })).toMatchObject({ ending: 'refused', exitCode: 4 });
    await lab.settle();
    expect(accountsOf(lab)).toContain('BirchLogistics customer active below NordicPartner');
    expect(await waitedFor(lab)).toEqual([owed]);
  });

  test('a trial whose last day passes is over, as declared: nothing is extended by itself', async () => {
    const lab = await arrived();
    await lab.deps.sleep(Date.parse('2035-07-02T00:00:00Z') - lab.deps.clock.now());
    const plan = await lab.plan();
    expect(plan.changes.map(({ word, address }) => `${word} ${address.key}`)).not.toContain('extend BirchLogistics');
  });

  test('who leaves is removed by hand, in one sitting that the next read closes', async () => {
    const lab = await arrived();
    lab.goOn('3-leaver');
    await lab.settle();
    expect(await waitedFor(lab)).toEqual(expect.arrayContaining([expect.stringContaining('administrator cy.berg')]));
    await lab.deps.sleep(hour);
    await lab.play('delete-administrator', '30001111_eva', { administrator: 'cy.berg' });
    await lab.settle();
    expect(await waitedFor(lab)).toEqual([owed]);
    expect((await lab.ledger()).bindings.has(`User/cy@${portal}/administrator#AlpineFoods`)).toBe(false);
  });

  test('a customer whose document goes is expired, with consent, and is still there', async () => {
    const lab = await arrived();
    lab.edit('manifests/accounts.yaml', (text) => {
      return text
        .split('---\n')
        .filter((one) => !one.includes('name: alpine'))
        .join('---\n');
    });
    lab.remove('manifests/people/cy.yaml');
    const plan = await lab.plan();
    const expire = plan.changes.find(({ word }) => word === 'expire');
    expect(expire?.consent).toEqual(['expires AlpineFoods']);
    expect(expire?.consequences.map(({ text }) => text).join()).toContain('its devices stay managed');
    await lab.apply(plan);
    expect(accountsOf(lab)).toContain('AlpineFoods customer expired below NordicPartner');
  });
});
