import { describe, expect, it } from 'vitest';
import { day, instantOf, minute } from '../../engine/model/instant.ts';
import type { ReadResult } from '../../engine/model/provider.ts';
import type { Known } from '../../engine/model/resource.ts';
import { changesSince, foldChanges } from '../../providers/maas360/administrator-audit.ts';
import { createTenant } from '../../providers/maas360/tenant.ts';
import { Secret } from '../../engine/model/secret.ts';
import { lab, type Lab, type LabOptions, linkOf, personOf } from './lab.ts';

const account = 'NordicPartner';
const parent = account;
const links = [linkOf(account), linkOf('Acme', { type: 'trial', parent })];
const portal = (options: LabOptions = {}): Lab =>
  lab({ ...options, portal: { partnerLinks: links, people: [personOf('bo', { userName: 'bo.viewer' })] } });

const bo = { userName: 'bo.viewer', email: 'bo@nordic.example', account, roles: ['Help Desk'] };

function invited(one: Lab, kind: string, key: string, attributes: object): Known {
  const since = instantOf(one.deps.clock.now());
  const recorded = { attributes: { ...attributes }, since, evidence: { grade: 'indirect' as const, at: since } };
  return { address: { portal: 'nordic', kind, key }, id: null, presence: 'invited', recorded };
}

const logins = ({ evidence }: ReadResult) => evidence.map(({ key, fact, at }) => ({ key, fact, at }));

describe('a login', () => {
  it('is seen of an administrator who was invited, the latest one, and not of one who is in', async () => {
    const one = portal();
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    const known = invited(one, 'administrator', 'bo.viewer', bo);
    expect(logins(await one.reader.read('administrator', { known: [known] }))).toEqual([]);
    await one.deps.sleep(minute);
    await one.play('log-in', 'bo.viewer');
    await one.deps.sleep(minute);
    await one.play('log-in', 'bo.viewer');
    const at = instantOf(one.deps.clock.now());
    const read = await one.reader.read('administrator', { known: [known] });
    expect(logins(read)).toEqual([{ key: 'bo.viewer', fact: 'login', at }]);
    expect(read.resources).toMatchObject([{ presence: 'invited', invitation: { sentAt: known.recorded?.since } }]);
    const active = { ...known, presence: 'active' as const };
    expect(logins(await one.reader.read('administrator', { known: [active] }))).toEqual([]);
  });

  it('that failed is none', async () => {
    const one = portal();
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    const known = invited(one, 'administrator', 'bo.viewer', bo);
    await one.emulator.play('log-in', 'bo.viewer', { password: 'not it' });
    expect(one.emulator.state().logins).toHaveLength(1);
    expect(logins(await one.reader.read('administrator', { known: [known] }))).toEqual([]);
  });

  it('that cannot be read takes nothing away, and is told', async () => {
    const one = portal();
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    const known = invited(one, 'administrator', 'bo.viewer', bo);
    one.emulator.faults.inject({ operation: 'administratorLogins', fault: { effect: 'answer', status: 400 } });
    const read = await one.reader.read('administrator', { known: [known] });
    expect(read).toMatchObject({
      coverage: 'known-only',
      resources: [{ attributes: bo }],
      problem: { code: 'invalid' },
    });
  });
});

describe('the first administrator of an account', () => {
  const kind = 'primary-administrator';
  const after = { name: 'Acme', type: 'trial', parent, state: 'active', adminEmail: 'eva@nordic.example' };

  async function withAccount(): Promise<{ readonly one: Lab; readonly known: Known }> {
    const one = portal();
    await one.write('account', 'Acme', { after });
    const known = invited(one, kind, 'Acme', { account: 'Acme', email: 'eva@nordic.example' });
    await one.deps.sleep(minute);
    return { one, known };
  }

  it('is nothing to be sent: it comes with the account', async () => {
    const { one } = await withAccount();
    const sent = one.sent.length;
    const outcome = await one.write(kind, 'Acme', { verb: 'invite', after: { account: 'Acme' } });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { id: null, presence: 'invited' } });
    expect(one.sent).toHaveLength(sent);
  });

  it('is seen to log in under the user name that follows from the address', async () => {
    const { one, known } = await withAccount();
    await one.play('log-in', '30002001_eva');
    expect(logins(await one.reader.read(kind, { known: [known] }))).toMatchObject([{ key: 'Acme', fact: 'login' }]);
  });

  it('is seen to log in under the user name that the audit has with the address', async () => {
    const { one, known } = await withAccount();
    const state = one.emulator.state();
    for (const entry of [...state.audit, ...state.logins])
      if (entry.billingId === '30002001') Object.assign(entry, { userName: 'elsewise' });
    state.logins.push({ at: one.deps.clock.now(), billingId: '30002001', userName: 'elsewise', outcome: 'Successful' });
    expect(logins(await one.reader.read(kind, { known: [known] }))).toMatchObject([{ key: 'Acme', fact: 'login' }]);
  });

  it('is seen to log in under the user name that was told, and under no other', async () => {
    const { one, known } = await withAccount();
    await one.play('log-in', '30002001_eva');
    expect(logins(await one.reader.read(kind, { known: [{ ...known, id: 'eva.other' }] }))).toEqual([]);
    expect(logins(await one.reader.read(kind, { known: [{ ...known, id: '30002001_EVA' }] }))).toHaveLength(1);
  });

  it('of an account that nobody knows shows nothing', async () => {
    const one = portal();
    const known = invited(one, kind, 'Acme', { account: 'Acme' });
    expect(await one.reader.read(kind, { known: [known] })).toMatchObject({ evidence: [], problem: null });
  });
});

describe('the audit', () => {
  const address = { portal: 'nordic', kind: 'administrator', key: 'bo.viewer' };

  it('is read once for all administrators of an account', async () => {
    const one = portal();
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    const known = ['bo.viewer', '30001111_grace', '30001111_api'].map((key) => ({
      address: { ...address, key },
      id: null,
    }));
    const before = one.sent.length;
    await one.reader.read('administrator', { known });
    const asked = one.sent.slice(before).filter(({ url }) => url.includes('getAdminChangesAudit'));
    expect(asked).toHaveLength(1);
    const { searchParams } = new URL(asked[0]?.url ?? '');
    const to = Number(searchParams.get('toDate'));
    expect([to, to - Number(searchParams.get('fromDate'))]).toEqual([one.deps.clock.now(), 365 * day]);
  });

  it.each([
    ['text', 'collapsed'],
    ['absent', 'collapsed'],
    ['list', 'list'],
  ] as const)('is the same with none, one or many entries (%s, %s)', async (emptyLists, singleItems) => {
    const one = portal({ quirks: { emptyLists, singleItems } });
    const deps = one.deps;
    const credentials = { accessKey: new Secret('sandbox'), password: new Secret('sandbox') };
    const tenant = createTenant({ portal: one.portal, credentials, deps });
    const read = async () => (await changesSince(tenant, { billingId: '30001111', from: 0 })).length;
    const state = one.emulator.state();
    state.audit.length = 0;
    expect(await read()).toBe(0);
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    expect(await read()).toBe(1);
    const [entry] = state.audit;
    for (let nth = 1; nth < 600 && entry !== undefined; nth += 1) state.audit.push({ ...entry, at: entry.at - nth });
    expect(await read()).toBe(600);
    expect(one.sent.filter(({ url }) => url.includes('pageNumber=3'))).toHaveLength(1);
  });

  it('that never ends is not read for ever', async () => {
    const page = JSON.stringify({ adminChanges: { pageNumber: 1, adminChange: { updateDate: 1, administrator: {} } } });
    const one = portal({
      between: async (request, send) =>
        request.url.includes('Audit') ? { status: 200, headers: {}, body: page } : send(request),
    });
    await one.write('administrator', 'bo.viewer', { verb: 'invite', after: bo });
    const read = one.reader.read('administrator', { known: [{ address, id: null }] });
    await expect(read).rejects.toMatchObject({ code: 'contract' });
  });
});

describe('changes put on top of each other', () => {
  const none = { email: undefined, roles: undefined, isActive: undefined };
  const change = {
    at: 1,
    what: 'CHANGE',
    userName: 'bo',
    email: '',
    isActive: undefined,
    rolesAdded: [],
    rolesDeleted: [],
  };

  it('say nothing of roles that were there before, unless they are known', () => {
    const changes = [{ ...change, rolesAdded: ['B'] }];
    expect(foldChanges(none, changes)).toMatchObject({ roles: undefined, seenAt: 1 });
    expect(foldChanges({ ...none, roles: ['A'] }, changes)).toMatchObject({ roles: ['A', 'B'] });
  });

  it('begin anew with an adding, and with a deletion nothing is known any more', () => {
    const added = { ...change, at: 2, what: 'ADD', email: 'bo@x.example', isActive: true, rolesAdded: ['B'] };
    expect(foldChanges({ ...none, roles: ['A'] }, [added])).toMatchObject({
      roles: ['B'],
      email: 'bo@x.example',
      addedAt: 2,
    });
    expect(foldChanges({ ...none, roles: ['A'] }, [added, { ...change, what: 'DELETE' }])).toMatchObject({
      roles: undefined,
    });
  });
});
