import { describe, expect, it } from 'vitest';
import { minute } from '../../engine/model/instant.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { steps } from '../../providers/maas360/emulator/play.ts';
import { operations } from '../../providers/maas360/parameters.ts';
import { authRequest, auth2, customer, json, lab, made, partner, robot, trial } from './support/lab.ts';
import type { Row } from './support/lab.ts';

const eva = `${partner}_eva`;

describe('what is there from the start', () => {
  it('is the partner that the settings name, its owner, and the administrator of the credentials', () => {
    const { emulator, account, person, world } = lab();
    expect([...emulator.state().accounts.keys()]).toEqual([partner]);
    expect(account('Nordic')).toMatchObject({ type: 'partner', parent: null, subPartnersAllowed: false });
    expect(person(eva)).toMatchObject({ isPrimary: true, isPasswordTemporary: false, ibmId: { how: 'skipped' } });
    expect(person(robot)).toMatchObject({ isPrimary: false, isScriptOnly: true });
    expect(world.inbox.count()).toBe(0);
  });

  it('takes its name from the declared partner at the top, and has words of its own for the rest', () => {
    const link = { type: 'partner', name: 'top', account: 'NordicTop', with: { trialDays: 120 } } as never;
    const below = { type: 'partner', name: 'low', account: 'Low', parent: 'NordicTop' } as never;
    const portal = {
      name: 'm',
      contacts: {},
      settings: { billingId: '60000001', appId: 'x' },
      partnerLinks: [below, link],
    };
    const { account, person } = lab({ portal, accountName: undefined as never });
    expect(account('NordicTop')).toMatchObject({ trialDays: 120, maximumTrialDays: 120 });
    expect(account('NordicTop').accessKeys).toMatchObject([{ key: 'sandbox', appId: 'x' }]);
    expect(person('60000001_owner').email).toBe('owner@m.example');
    expect(person('60000001_api').isScriptOnly).toBe(true);
    expect(
      lab({ portal: { ...portal, partnerLinks: [] }, accountName: undefined as never }).account('Partner'),
    ).toBeDefined();
  });

  it('is nothing where there is no billing id yet; new ids begin with the digit of the instance', async () => {
    const empty = lab({ portal: { name: 'm', contacts: {}, settings: {} } });
    expect(empty.emulator.people(10)).toEqual({ total: 0, states: {}, rows: [] });
    await empty.play('support-creates-partner', 'kim@sud.example', { accountName: 'Sud' });
    expect(empty.account('Sud').billingId).toMatch(/^3/u);
    const six = lab({ portal: { name: 'm', contacts: {}, settings: { billingId: '60000001' } } });
    await six.play('support-creates-partner', 'kim@sud.example', { accountName: 'Sud' });
    expect(six.account('Sud').billingId).toMatch(/^6/u);
  });

  it('comes back by a reset, without tokens, journal and faults', async () => {
    const one = lab();
    await made(one, customer('Acme'));
    one.emulator.faults.inject({ fault: { effect: 'busy' } });
    one.emulator.expireTokens();
    one.emulator.reset();
    expect([...one.emulator.state().accounts.keys()]).toEqual([partner]);
    expect(one.emulator.journal.entries()).toEqual([]);
    expect(one.emulator.faults.active()).toEqual([]);
    expect((await one.call('getPartnerConfig')).body).toMatchObject({ authResponse: { errorCode: 1009 } });
  });
});

describe('the sandbox', () => {
  it('has the portal under its name, and says of whom something is waited for', async () => {
    const one = lab();
    await made(one, trial('Acme'));
    const { app } = createSandbox({ world: one.world, emulators: [one.emulator] });
    const start = await (await app.fetch(new Request('http://127.0.0.1:4747/'), {})).text();
    for (const text of ['IBM MaaS360', 'login with the temporary password']) expect(start).toContain(text);
    const init = { method: 'POST', headers: json, body: authRequest() };
    const token = await app.fetch(new Request(`http://127.0.0.1:4747/nordic${auth2}`, init), {});
    expect(await token.json()).toMatchObject({ authResponse: { errorCode: 0 } });
  });

  it('counts people by what they are, those first of whom something is waited for', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    await one.call('createAdministrator', { userName: 'bo', emailAddress: 'bo@nordic.example', roles: 'Read-Only' });
    await one.play('deactivate', eva, { administrator: 'bo' });
    const { total, states, rows } = one.emulator.people(2);
    expect([total, states]).toEqual([4, { primary: 2, 'script-only': 1, inactive: 1 }]);
    expect(rows).toEqual([
      {
        who: `${id}_it`,
        state: 'primary, Acme',
        waitingFor: 'login with the temporary password',
        link: 'http://127.0.0.1:4747/nordic/login',
      },
      { who: eva, state: 'primary, Nordic', waitingFor: '' },
    ]);
  });
});

describe('operations', () => {
  it('are called as in the table, and written down with whether they write', async () => {
    const one = lab();
    const names = one.emulator.operations;
    for (const name of Object.keys(operations)) expect(names).toContain(name);
    expect(new Set(names).size).toBe(names.length);
    await made(one, customer('Acme'));
    await one.call('createCustomer', customer('Acme'));
    await one.call('getPartnerConfig');
    const { journal } = one.emulator;
    expect(journal.counts()).toEqual({
      reads: 2,
      writes: 2,
      landed: 1,
      operations: { 'authenticate 2.0': 1, createCustomer: 2, getPartnerConfig: 1 },
    });
    for (const { operation } of journal.entries()) expect(names).toContain(operation);
  });

  it('can fail: the answer to a create is lost, and the name is taken', async () => {
    const one = lab();
    one.emulator.faults.inject({ operation: 'createCustomer', fault: { effect: 'cut', acting: 'after' } });
    await one.call('createCustomer', customer('Acme'));
    expect((await one.call('checkAccountName', { accountName: 'Acme' })).body).toEqual({
      accountNameAvailability: { available: false },
    });
    one.emulator.faults.inject({ operation: 'createCustomer', fault: { effect: 'cut', acting: 'before' } });
    await one.call('createCustomer', customer('Beta'));
    expect(one.emulator.state().accounts.size).toBe(2);
  });

  it('can be too fast, or fail on one page', async () => {
    const one = lab();
    one.emulator.faults.inject({ operation: 'getPartnerConfig', fault: { effect: 'busy' } });
    expect((await one.call('getPartnerConfig')).headers.get('x-api-limit')).not.toBeNull();
    const fault = { effect: 'answer', status: 500 } as const;
    one.emulator.faults.inject({ operation: 'administratorChanges', page: 2, fault });
    const page = (pageNumber: number) => one.call('administratorChanges', { fromDate: 0, toDate: 1, pageNumber });
    expect([(await page(1)).status, (await page(2)).status, (await page(2)).status]).toEqual([200, 500, 200]);
  });

  it('can miss what is new for a while', async () => {
    const one = lab();
    one.world.advance(minute);
    one.emulator.faults.inject({ fault: { effect: 'invisible', milliseconds: minute } });
    const id = await made(one, customer('Acme'));
    await one.call('createAdministrator', { userName: 'bo', emailAddress: 'bo@nordic.example', roles: 'Read-Only' });
    const reads = async () => {
      const dates = { fromDate: 0, toDate: one.world.now() };
      const available = ({ body }: { readonly body: Row }) =>
        Object.values(body).map((row) => (row as Row)['available']);
      return [
        (await one.call('getCustomerConfig', {}, id)).status,
        ...available(await one.call('checkAccountName', { accountName: 'Acme' })),
        ...available(await one.call('checkAdministrator', { userName: 'bo' })),
        (await one.call('administratorChanges', dates)).body['adminChanges'] === '',
      ];
    };
    expect(await reads()).toEqual([503, true, true, true]);
    one.world.advance(minute);
    expect(await reads()).toEqual([200, false, false, false]);
  });
});

describe('playing', () => {
  it('names all steps where one is not known', async () => {
    const { play } = lab();
    const said = await play('join', 'eva@nordic.example');
    for (const step of steps) expect(said).toContain(step);
    expect(await play('toString', 'eva@nordic.example')).toContain('There is no step toString here');
  });

  it('takes an address, or says which user name is meant where there are several', async () => {
    const one = lab();
    expect(await one.play('log-in', 'EVA@nordic.example', { password: 'sandbox' })).toBe('');
    const id = await made(one, trial('Acme', { adminEmailAddress: 'eva@nordic.example' }));
    expect(await one.play('log-in', 'eva@nordic.example')).toContain(`is several administrators`);
    expect(await one.play('log-in', 'eva@nordic.example')).toContain(`${eva}, ${id}_eva`);
    expect(await one.play('log-in', 'eva@nordic.example', { ownAccount: 'Acme' })).toBe('');
    expect(await one.play('log-in', 'eva@nordic.example', { userName: `${id}_eva` })).toBe('');
  });
});
