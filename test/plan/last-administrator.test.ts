import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Observation } from '../../engine/model/observation.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import { ibmConnections } from '../../providers/ibm-connections/index.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { scim } from '../../providers/scim/index.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { webex } from '../../providers/webex/index.ts';
import { portalOf } from '../support/rail-lab.ts';

function dormant(observation: Observation): Observation {
  const lies = { because: "kept in IBM's trash", backWith: [] };
  const rows = [...observation.resources].map(([key, row]) => [key, { ...row, dormant: lies }] as const);
  return { ...observation, resources: new Map(rows) };
}

const reasons = (rails: readonly RailVerdict[]): string[] => rails.map(({ reason }) => reason);

describe('IBM Connections: who lies in the trash administers nothing', () => {
  const lab = portalOf(ibmConnections);
  const key = (name: string): string => `${name}@acme.example/CustomerAdministrator`;
  const rows = (name: string) => ({ [key(name)]: { email: `${name}@acme.example`, role: 'CustomerAdministrator' } });
  const ada = lab.seen('role', rows('ada'));
  const ben = dormant(lab.seen('role', rows('ben')));

  test('the last one in use is not removed because of one in the trash', () => {
    const rails = lab.rails([lab.removed('role', key('ada'))], ada, ben);
    expect(rails).toMatchObject([{ rail: 'last-administrator', verdict: 'refused', who: [key('ada')] }]);
    expect(lab.rails([lab.removed('role', key('ada'))], ada, lab.seen('role', rows('ben')))).toEqual([]);
  });

  test('one in the trash can be taken away, also where nobody else administers', () => {
    expect(lab.rails([lab.removed('role', key('ben'))], ben)).toEqual([]);
  });
});

describe('MaaS360: each account keeps one, whatever kind of administrator it is', () => {
  const lab = portalOf(maas360);
  const admin = (account: string, more: JsonObject = {}): JsonObject => {
    return { userName: 'x', email: 'x@acme.example', account, roles: ['Service Administrator'], ...more };
  };
  const primary = lab.seen('primary-administrator', { Nordic: { account: 'Nordic', email: 'eva@acme.example' } });

  test('one of an account does not stand for another account', () => {
    const both = lab.seen('administrator', { ann: admin('Nordic'), bob: admin('Sued') });
    const rails = lab.rails([lab.removedByHand('administrator', 'bob')], both);
    expect(rails).toMatchObject([{ rail: 'last-administrator', verdict: 'refused', counted: 1, who: ['bob'] }]);
    expect(reasons(rails)).toEqual(['no administrator in use would be left on the account Sued of lab']);
  });

  test('its primary administrator counts with the others', () => {
    const ann = lab.seen('administrator', { ann: admin('Nordic') });
    expect(lab.rails([lab.removedByHand('administrator', 'ann')], ann, primary)).toEqual([]);
    expect(lab.rails([lab.removedByHand('administrator', 'ann')], ann)).toHaveLength(1);
  });

  test('two accounts that lose theirs are two refusals', () => {
    const both = lab.seen('administrator', { ann: admin('Nordic'), bob: admin('Sued') });
    const gone = [lab.removedByHand('administrator', 'ann'), lab.removedByHand('administrator', 'bob')];
    expect(lab.rails(gone, both)).toHaveLength(2);
  });

  test('who loses the role, is moved to another account or was deactivated before is none of it', () => {
    const ann = lab.seen('administrator', { ann: admin('Nordic') });
    expect(lab.rails([lab.changedByHand('administrator', 'ann', { roles: ['Help Desk'] })], ann)).toHaveLength(1);
    expect(lab.rails([lab.changedByHand('administrator', 'ann', { account: 'Sued' })], ann)).toHaveLength(1);
    expect(lab.rails([lab.changedByHand('administrator', 'ann', { email: 'a@acme.example' })], ann)).toEqual([]);
    const asleep = lab.seen('administrator', { ann: admin('Nordic'), bob: admin('Nordic', { active: false }) });
    expect(lab.rails([lab.removedByHand('administrator', 'ann')], asleep)).toHaveLength(1);
  });

  test('an account that goes itself needs nobody', () => {
    const bob = lab.seen('administrator', { bob: admin('Sued') });
    const gone = [lab.removedByHand('administrator', 'bob'), lab.removedByHand('account', 'Sued')];
    const account = lab.seen('account', { Sued: { name: 'Sued' } });
    expect(lab.rails(gone, bob, account)).toEqual([]);
    const kept = [lab.removedByHand('administrator', 'bob'), lab.changedByHand('account', 'Sued', { name: 'Sued' })];
    expect(lab.rails(kept, bob, account)).toHaveLength(1);
  });
});

describe('Webex: the role, and the person who holds it', () => {
  const lab = portalOf(webex);
  const full = (name: string): JsonObject => ({ email: `${name}@acme.example`, role: 'id_full_admin' });
  const roles = lab.seen('role', { 'ada@acme.example/id_full_admin': full('ada') });
  const users = lab.seen('user', { 'ada@acme.example': { email: 'ada@acme.example' } });

  test('neither may go', () => {
    expect(lab.rails([lab.removed('role', 'ada@acme.example/id_full_admin')], roles, users)).toHaveLength(1);
    const rails = lab.rails([lab.removed('user', 'ada@acme.example')], roles, users);
    expect(reasons(rails)).toEqual(['no administrator in use would be left on lab']);
    expect(rails[0]?.who).toEqual(['ada@acme.example/id_full_admin']);
  });

  test('both may where another has it', () => {
    const two = lab.seen('role', { 'ada@acme.example/x': full('ada'), 'ben@acme.example/x': full('ben') });
    expect(lab.rails([lab.removed('user', 'ada@acme.example')], two, users)).toEqual([]);
  });
});

describe('Webex Connect: Full access and Owner are one', () => {
  const lab = portalOf(webexConnect, { mode: 'adapter' });
  const mates = lab.seen('teammate', {
    'ada@acme.example': { email: 'ada@acme.example', role: 'Full access' },
    'owner@acme.example': { email: 'owner@acme.example', role: 'Owner' },
    'cy@acme.example': { email: 'cy@acme.example', role: 'Limited access' },
  });
  const demoted = (name: string) => lab.changed('teammate', `${name}@acme.example`, { role: 'Limited access' });

  test('one of them is enough, none is not', () => {
    expect(lab.rails([demoted('ada')], mates)).toEqual([]);
    expect(lab.rails([demoted('owner')], mates)).toEqual([]);
    expect(lab.rails([demoted('ada'), demoted('owner')], mates)).toMatchObject([{ counted: 2, total: 2 }]);
  });

  test('an invitation that nobody accepted yet is nobody', () => {
    const [one, pending] = [
      lab.seen('teammate', { 'ada@acme.example': { email: 'ada@acme.example', role: 'Full access' } }),
      lab.seen('teammate', { 'ben@acme.example': { email: 'ben@acme.example', role: 'Full access' } }, 'invited'),
    ];
    expect(lab.rails([demoted('ada')], one, pending)).toHaveLength(1);
  });
});

describe('SCIM: groups that administer', () => {
  const lab = portalOf(scim, { administratorGroups: ['admins', 'owners'] });
  const group = (name: string, ...members: string[]): JsonObject => ({ name, members });
  const users = lab.seen('user', { 'ada@acme.example': { email: 'ada@acme.example' } });

  test('keep a member, one of them all together', () => {
    const admins = lab.seen('group', { admins: group('admins', 'ada@acme.example', 'ben@acme.example') });
    expect(lab.rails([lab.changed('group', 'admins', { members: ['ben@acme.example'] })], admins)).toEqual([]);
    expect(lab.rails([lab.changed('group', 'admins', { members: [] })], admins)).toHaveLength(1);
    const two = lab.seen('group', {
      admins: group('admins', 'ada@acme.example'),
      owners: group('owners', 'cy@acme.example'),
    });
    expect(lab.rails([lab.removed('group', 'admins')], two)).toEqual([]);
    expect(lab.rails([lab.removed('group', 'admins'), lab.removed('group', 'owners')], two)).toHaveLength(1);
  });

  test('are empty when the accounts of all who are in them go', () => {
    const gone = [lab.removed('user', 'ada@acme.example')];
    expect(lab.rails(gone, users, lab.seen('group', { admins: group('admins', 'ada@acme.example') }))).toHaveLength(1);
    const two = group('admins', 'ada@acme.example', 'ben@acme.example');
    expect(lab.rails(gone, users, lab.seen('group', { admins: two }))).toEqual([]);
  });

  test('other groups may be empty', () => {
    const team = lab.seen('group', { team: group('team', 'ada@acme.example') });
    expect(lab.rails([lab.changed('group', 'team', { members: [] })], team)).toEqual([]);
  });
});

test('IBM Connections: the administrator role, and the subscriber who has it', () => {
  const lab = portalOf(ibmConnections);
  const role = { email: 'ada@acme.example', role: 'CustomerAdministrator' };
  const roles = lab.seen('role', { 'ada@acme.example/CustomerAdministrator': role });
  const person = { email: 'ada@acme.example', state: 'ACTIVE' };
  const subscribers = lab.seen('subscriber', { 'ada@acme.example': person });
  expect(lab.rails([lab.removed('role', 'ada@acme.example/CustomerAdministrator')], roles)).toHaveLength(1);
  expect(lab.rails([lab.removed('subscriber', 'ada@acme.example')], roles, subscribers)).toHaveLength(1);
  expect(lab.rails([lab.removed('role', 'ada@acme.example/AppDeveloper')], roles, subscribers)).toEqual([]);
});
