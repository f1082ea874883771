import { isJsonObject, type JsonObject } from '../../../engine/model/json.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { scim } from '../../../providers/scim/index.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalGround, PortalRow, SimulatedPortal } from '../simulated-portal.ts';
import { createScimService, mostPerPage, scimToken } from './scim-service.ts';
import { addRow, isUsable, memberIdsIn, nameOf, removeRow, rowsOf, type ScimRow, textIn } from './scim-state.ts';

const name = 'scim';
const baseUrl = `https://${name}.test`;
/** The first means an account alone; the others are groups. */
const roles = ['account', 'crew', 'admins'] as const;

/** A SCIM server: accounts, and groups whose members are rows of their own to the oracles. */
export function scimPortal(ground: PortalGround): SimulatedPortal {
  const { chance } = ground;
  const etag = chance.happens(0.5);
  const traits = {
    bulk: chance.happens(0.4),
    etag,
    // Who can only write whole objects and ask for no version loses what others write between: nothing helps there.
    patch: !etag || chance.happens(0.8),
    filter: chance.happens(0.7),
    unique: chance.happens(0.7),
    bodies: chance.happens(0.5),
  };
  const removal = chance.happens(0.5) ? 'deactivate' : 'delete';
  // A group goes with whoever is in it: only a version tells that nobody came since it was read.
  const emptyGroups = etag && chance.happens(0.5) ? 'delete' : 'keep';
  const service = createScimService(ground, traits);
  const { state } = service;
  const declared = portalDeclaration({
    name,
    provider: 'scim',
    settings: { pageSize: mostPerPage, removal, emptyGroups, administratorGroups: ['admins'] },
    baseUrls: { default: baseUrl },
    credentials: { token: { env: 'SCIM_TOKEN' } },
  });
  const find = (type: ScimRow['type'], called: string): ScimRow | undefined =>
    rowsOf(state, type).find((row) => nameOf(row) === called);
  return {
    name,
    baseUrl,
    provider: scim,
    credentials: { token: new Secret(scimToken) },
    answer: service.answer,
    writes: ({ method }) => method !== 'GET',
    declaration: (people) => ({ ...declared, people: peopleOf(people, { portal: name, roles, resets: false }) }),
    settle: () => undefined,
    rows: () => [
      ...rowsOf(state, 'User').map(userRow),
      ...rowsOf(state, 'Group').flatMap((group) => [groupRow(group, emptyGroups), ...membersOf(group, state.rows)]),
    ],
    mails: () => [],
    overfull: () => undefined,
    put: (email, variant) => {
      const user = find('User', email) ?? addRow(state, 'User', { userName: email, displayName: 'by hand' });
      user.attributes = { ...user.attributes, active: true };
      user.version += 1;
      const role = roles[variant] ?? roles[0];
      if (role === 'account') return;
      const group = find('Group', role) ?? addRow(state, 'Group', { displayName: role });
      group.members.add(user.id);
      group.version += 1;
    },
    remove: ({ id }) => {
      const [groupOrUser = '', member] = id.split('#');
      const row = state.rows.get(groupOrUser);
      if (row === undefined) return;
      if (member === undefined || chance.happens(0.2)) return removeRow(state, row);
      row.members.delete(member);
      row.version += 1;
    },
    accept: async () => undefined,
    hideNew: service.hideNew,
    parts: ({ address, attributes }) => {
      const members = attributes['members'];
      return Array.isArray(members) ? members.map((member) => `${address.key}#${String(member)}`) : [];
    },
    sees,
  };
}

function userRow(row: ScimRow): PortalRow {
  const { id, attributes } = row;
  return { kind: 'user', id, key: nameOf(row), presence: 'active', attributes, isSpent: !isUsable(row) };
}

function groupRow(row: ScimRow, emptyGroups: 'keep' | 'delete'): PortalRow {
  const isSpent = emptyGroups === 'keep' && row.members.size === 0;
  return { kind: 'group', id: row.id, key: nameOf(row), presence: 'active', attributes: row.attributes, isSpent };
}

function membersOf(group: ScimRow, rows: ReadonlyMap<string, ScimRow>): PortalRow[] {
  return [...group.members].flatMap((id) => {
    const user = rows.get(id);
    if (user === undefined) return [];
    const key = `${nameOf(group)}#${nameOf(user)}`;
    const place = { kind: 'group', id: `${group.id}#${id}`, key };
    return [{ ...place, presence: 'active', attributes: {}, endsWith: `user#${id}` }];
  });
}

/** A member is seen only in the group. */
function sees({ id }: PortalRow, body: string): boolean {
  const [object = '', member] = id.split('#');
  if (!body.includes(object)) return false;
  const row = objectsIn(body).find((one) => textIn(one, 'id') === object);
  return row !== undefined && (member === undefined || memberIdsIn(row['members']).includes(member));
}

function objectsIn(body: string): readonly JsonObject[] {
  try {
    const told: unknown = JSON.parse(body);
    if (!isJsonObject(told)) return [];
    const { Resources: rows } = told;
    return Array.isArray(rows) ? rows.filter(isJsonObject) : [told];
  } catch {
    return [];
  }
}
