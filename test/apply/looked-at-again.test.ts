import { describe, expect, test } from 'vitest';
import { changeGraph } from '../../engine/apply/change-graph.ts';
import { contextOf } from '../../engine/apply/apply-context.ts';
import { type Freshness, freshness } from '../../engine/apply/freshness.ts';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change, UpdateChange } from '../../engine/model/change.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { addressOf, identityOf, portal } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { create, remove, update } from '../support/plan-builders.ts';
import { simPortal } from '../support/sim-portal.ts';
import { session } from './support/session.ts';

const ada = 'ada@acme.example';
const place = { address: addressOf('ada'), identity: identityOf('ada') };
const member = { email: ada, role: 'member' };
const owner = { email: ada, role: 'owner' };
const promoted = [{ field: 'role', before: 'member', after: 'owner' }];
const promote = (more: object = {}): Change =>
  update(ada, { ...place, id: 'p-1', before: member, after: owner, fields: promoted, ...more });
const dismiss = (more: object = {}): Change => remove(ada, { ...place, id: 'p-1', before: member, ...more });
const on = { dependsOn: [formatAddress(addressOf('ben'))] };

interface Ground {
  readonly kind?: ResourceKind;
  readonly isDown?: boolean;
  readonly seen?: Partial<ObservedResource>;
}

/** Looks at ada again just before a change, where these attributes stand now; null for nothing. */
async function again(change: Change, row: typeof member | null, { kind = account, isDown, seen }: Ground = {}) {
  const { run, deps, ledger } = await session();
  const sim = simPortal({ name: 'acme', kinds: [kind], clock: deps.clock });
  if (row !== null) sim.put(row, seen);
  if (isDown === true) sim.reading.problem = { code: 'unavailable', text: 'down' };
  const site = { declared: { portal, kind, resources: [], requests: [] }, connection: sim.connection, problem: null };
  const given = { run, deps, ledger, sites: new Map([['acme/account', site]]), plannedAt: '2026-11-21T09:00:00.000Z' };
  return freshness(contextOf({ ...given, observations: [] }), site, change);
}

const text = (found: Freshness): string => (found.state === 'stale' ? found.text : found.state);

describe('what is looked at just before it is touched', () => {
  test('is still as it was planned', async () => {
    expect(await again(promote(), member)).toMatchObject({ state: 'fresh', observed: { id: 'p-1' } });
    expect(await again(dismiss(), member)).toMatchObject({ state: 'fresh' });
  });

  test('could not be read again', async () => {
    for (const change of [promote(), dismiss()]) {
      expect(text(await again(change, member, { isDown: true }))).toBe('it could not be read again');
    }
  });

  test('is gone: nothing is left to remove, and nothing left to change', async () => {
    expect(await again(dismiss(), null)).toEqual({ state: 'gone' });
    expect(text(await again(promote(), null))).toBe('it is no longer there');
    // Nobody ever owned it: nothing says that it is new.
    expect(await again(dismiss({ identity: null }), null)).toEqual({ state: 'gone' });
  });

  test('is spent: nothing is left to remove, but something to change', async () => {
    const kind = kindWith({ isSpent: ({ role }) => role === 'member' });
    expect(await again(dismiss(), member, { kind })).toEqual({ state: 'gone' });
    expect(await again(promote(), member, { kind })).toMatchObject({ state: 'fresh' });
  });

  test('is another object; where no id is known on one side nobody can say so', async () => {
    const another = { seen: { id: 'p-9' } };
    expect(text(await again(promote(), member, another))).toBe(`another object has the key ${ada} by now`);
    expect(text(await again(promote({ id: null }), member, another))).toBe('fresh');
    expect(text(await again(promote(), member, { seen: { id: null } }))).toBe('fresh');
  });

  test('is only invited now, or was invited then', async () => {
    const invited = { seen: { presence: 'invited' as const } };
    expect(text(await again(promote(), member, invited))).toBe('it is only invited now');
    const was = { presence: 'invited' };
    expect(text(await again(promote(was), member))).toBe('the invitation was accepted since the plan');
    expect(text(await again(promote(was), member, invited))).toBe('fresh');
  });

  test('is looked for under the key that it had', async () => {
    const old = { email: 'old@acme.example', role: 'member' };
    const moving = promote({ id: null, formerKey: old.email, before: old, fields: [] });
    expect(text(await again(moving, old))).toBe('fresh');
    expect(text(await again(moving, member))).toBe('it is no longer there');
  });
});

describe('what stands as approved already', () => {
  const differs = 'role is "owner" by now, the plan saw "member"';

  test('may have been brought about by what the change stands on', async () => {
    expect(text(await again(promote(on), owner))).toBe('fresh');
    expect(text(await again(promote({ ...on, id: null }), owner, { seen: { id: 'p-9' } }))).toBe('fresh');
    expect(text(await again(promote(on), owner, { seen: { id: null } }))).toBe('fresh');
  });

  test('was not, where the change stands on nothing, or is no update', async () => {
    expect(text(await again(promote(), owner))).toBe(differs);
    expect(text(await again(dismiss(on), owner))).toBe(differs);
  });

  test('was not, where it is another object, another presence or only in part so', async () => {
    expect(text(await again(promote(on), owner, { seen: { id: 'p-9' } }))).toMatch(/^another object/);
    expect(text(await again(promote(on), owner, { seen: { presence: 'invited' } }))).toBe('it is only invited now');
    expect(text(await again(promote(on), { ...owner, role: 'guest' }))).toBe(differs.replace('owner', 'guest'));
  });
});

test('what the portal never gives back is not compared with what the plan knew of it', async () => {
  const pin = { field: 'pin', before: '1', after: '2' };
  const secret = promote({ before: { ...member, pin: '1' }, fields: [...promoted, pin] });
  const kind = kindWith({ writeOnlyFields: ['pin'] });
  expect(text(await again(secret, member, { kind }))).toBe('fresh');
  expect(text(await again(secret, member))).toBe('pin is null by now, the plan saw "1"');
});

test('a sync is only of who has come in, also where a reset is of who was invited', async () => {
  const kind = kindWith({ resetsInvited: true });
  const { presence: _, ...rest } = promote() as UpdateChange;
  const sync = { ...rest, verdict: 'sync' } as unknown as Change;
  expect(text(await again(sync, member, { kind }))).toBe('fresh');
  const invited = { seen: { presence: 'invited' as const } };
  expect(text(await again(sync, member, { kind, ...invited }))).toBe('it is only invited now');
});

test('a new one is looked for in the reads of the start; a kind that was not read says nothing', async () => {
  expect(text(await again(create(ada, place), null))).toBe('whether it is there could not be read');
});

test('a release and a mail are about nothing that stands at the portal', async () => {
  for (const verdict of ['release', 'notify'] as const) {
    const change = { ...promote(), verdict } as unknown as Change;
    expect(await again(change, member)).toEqual({ state: 'fresh', observed: null });
  }
});

test('a reset and a sync are about the account, whatever its attributes are', async () => {
  for (const verdict of ['reset', 'sync'] as const) {
    const change = { ...promote(), verdict } as unknown as Change;
    expect(text(await again(change, { ...member, role: 'guest' }))).toBe('fresh');
    expect(text(await again(change, null))).toBe('it is no longer there');
  }
});

describe('what stands on a change waits for it', () => {
  const child = create('child@acme.example', { dependsOn: [formatAddress(place.address)] });
  const as = (verdict: Change['verdict']) => ({ ...promote(), verdict }) as unknown as Change;

  test.each(['create', 'invite', 'update', 'adopt', 'take-over', 'delete'] as const)('for %s', (verdict) => {
    expect(changeGraph([as(verdict), child])).toMatchObject({ waitsFor: [0, 1], dependants: [[1], []] });
  });

  test.each(['release', 'notify', 'reset', 'sync'] as const)('but not for %s, which makes nothing', (verdict) => {
    expect(changeGraph([as(verdict), child])).toMatchObject({ waitsFor: [0, 0], dependants: [[], []] });
  });
});
