import { instantOf } from '../../../../engine/model/instant.ts';
import { inactiveLifetime, stateOf, userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { textIn } from '../json-parts.ts';
import { consumedUnits, heldBy } from '../licences/holding.ts';
import { waitsForActivation } from '../lifecycle.ts';
import { roleById } from '../roles.ts';
import { managedOrgs, roleIds } from '../scim/attributes.ts';
import { pathOf } from './hub-page.tsx';

/** More are not shown at once. */
const mostRows = 200;

export function UsersTable({ hub }: { hub: ControlHub }) {
  const users = [...hub.users.values()];
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Email</th>
            <th>Status</th>
            <th>Roles</th>
            <th>Licenses</th>
          </tr>
        </thead>
        <tbody>
          {users.slice(0, mostRows).map((user) => (
            <UserRow hub={hub} user={user} />
          ))}
        </tbody>
      </table>
      {users.length > mostRows ? <p>{`The first ${mostRows} of ${users.length}.`}</p> : null}
    </>
  );
}

function UserRow({ hub, user }: { hub: ControlHub; user: HubUser }) {
  const roles = roleIds(user.attributes).map((id) => roleById(id)?.name ?? id);
  const customers = managedOrgs(user.attributes).map((id) => customerName(hub, id));
  const licences = heldBy(hub, user).map((id) => hub.pools.get(id)?.name ?? id);
  return (
    <tr>
      <td>{textIn(user.attributes['displayName'])}</td>
      <td data-label="Email">{userNameOf(user)}</td>
      <td data-label="Status">
        {stateOf(user)}
        {user.inactiveSince === null ? null : (
          <span class="soft">{` (deleted on ${instantOf(user.inactiveSince + inactiveLifetime).slice(0, 10)})`}</span>
        )}
        {waitsForActivation(user) ? (
          <form method="post" action={pathOf(hub, `/users/${user.id}/resend`)}>
            <button type="submit" class="plain" aria-label={`Resend the activation mail to ${userNameOf(user)}`}>
              Resend
            </button>
          </form>
        ) : null}
      </td>
      <td data-label="Roles">{[...roles, ...customers.map((name) => `manages ${name}`)].join(', ')}</td>
      <td data-label="Licenses">{licences.join(', ')}</td>
    </tr>
  );
}

function customerName({ settings }: ControlHub, id: string): string {
  return settings.customers.find(({ orgId }) => orgId === id)?.name ?? id;
}

export function LicencesTable({ hub }: { hub: ControlHub }) {
  return (
    <table>
      <thead>
        <tr>
          <th>License</th>
          <th>Assigned</th>
          <th>Bought</th>
        </tr>
      </thead>
      <tbody>
        {[...hub.pools].map(([id, { name, units }]) => (
          <tr>
            <td>{name}</td>
            <td data-label="Assigned">{consumedUnits(hub, id)}</td>
            <td data-label="Bought">{units === 'free' ? 'free' : units}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
