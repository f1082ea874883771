import { expect, test } from 'vitest';
import type { ChangeDraft } from '../../../engine/model/provider.ts';
import { described, kindOf } from './partner.ts';

const customer = { type: 'customer', name: 'Fjord', parent: 'NordicPartner', committedLicenses: 5, state: 'active' };
const login = { account: 'Fjord', email: 'bo@nordic.example', roles: ['Help Desk'] };
const role = { role: 'Partner Viewer', account: 'NordicPartner', copyOf: 'Partner Administrator' };

type Attributes = ChangeDraft['before'];

test.each<readonly [string, string, ChangeDraft['verb'], Attributes, Attributes, readonly string[]]>([
  [
    'an administrator’s removal, roles and all',
    'administrator',
    'delete',
    login,
    null,
    ['accounts', 'role-assignments'],
  ],
  ['a role that is removed', 'role', 'delete', role, null, ['role-assignments']],
  ['rights of a role that are chosen again', 'role', 'update', role, role, ['role-assignments']],
  ['a role that is made', 'role', 'create', null, role, []],
  ['sub-partners switched off', 'sub-partner-right', 'delete', { allowed: true }, null, ['partner-links']],
  ['sub-partners switched on', 'sub-partner-right', 'create', null, { allowed: true }, []],
  ['an account that moves', 'account', 'update', customer, { ...customer, parent: 'Sund' }, ['partner-links']],
  ['licences that support changes', 'account', 'update', customer, { ...customer, committedLicenses: 9 }, ['orders']],
  ['a customer expired by hand', 'account', 'update', customer, { ...customer, type: 'trial' }, ['partner-links']],
  ['a new name', 'account', 'update', customer, { ...customer, name: 'Fjell' }, []],
])('%s is counted as what it takes', (_, kind, verb, before, after, harms) => {
  const drafted = { ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) };
  expect(described(kind, verb, drafted).harms).toEqual(harms);
});

test('primary administrators are part of what roles are a percentage of', () => {
  expect(kindOf('primary-administrator').holds).toEqual(['accounts', 'role-assignments']);
});
