import { describe, expect, test } from 'vitest';
import { contextOf } from '../../engine/apply/apply-context.ts';
import { objectionTo } from '../../engine/apply/objection.ts';
import { formatIdentity } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Binding } from '../../engine/model/ledger.ts';
import { bound, intent, ledgerWith, type LedgerParts } from '../support/engine-builders.ts';
import { create, invite, remove, update } from '../support/plan-builders.ts';
import { session } from './support/session.ts';

const ada = 'ada@acme.example';
const { address, identity } = create(ada);
const plannedAt = '2026-11-21T09:14:00.000Z';

/** What the ledger says against a change, when these things stand in it; it is 9 o'clock. */
async function said(change: Change, parts: LedgerParts = {}): Promise<string | undefined> {
  const { run, deps, ledger } = await session();
  const state = ledgerWith(parts);
  const given = { run, deps, ledger: { ...ledger, state: () => state }, sites: new Map(), plannedAt };
  return objectionTo(contextOf({ ...given, observations: [] }), change);
}

const hers = (more: Partial<Binding> = {}): Binding => bound('ada', {}, { identity, address, ...more });
const elsewhere = (more: Partial<Binding> = {}) => hers({ address: { ...address, key: 'old@acme.example' }, ...more });

/** A change of another verdict about ada. */
function as(verdict: Change['verdict'], more: object = {}): Change {
  return { ...update(ada), verdict, ...more } as Change;
}

describe('any change is held up', () => {
  test('where an earlier call has no known outcome', async () => {
    const openIntents = [{ seq: 3, at: plannedAt, ref: null, intent: intent('ada', { address }) }];
    expect(await said(create(ada), { openIntents })).toBe('an earlier call here has no known outcome yet');
    expect(await said(create('ben@acme.example'), { openIntents })).toBeUndefined();
  });

  test('once its time is over, but for a removal', async () => {
    const over = '2026-11-21T08:59:59.999Z';
    expect(await said(create(ada, { until: over }))).toBe(`its time was over at ${over}`);
    expect(await said(create(ada, { until: '2026-11-21T09:00:00.000Z' }))).toBeUndefined();
    expect(await said(remove(ada, { until: over }), { bindings: [hers()] })).toBeUndefined();
  });
});

describe('a new account is made', () => {
  test('unless it was made at this address meanwhile', async () => {
    expect(await said(create(ada), { bindings: [hers()] })).toBe('it was made since the plan');
    expect(await said(create(ada), { bindings: [elsewhere()] })).toBeUndefined();
  });

  test('by invitation unless one was sent, or sent and ended, meanwhile', async () => {
    const lapsed = (round: number) => new Map([[formatIdentity(identity), { round } as never]]);
    expect(await said(invite(ada), { bindings: [hers()] })).toBe('the invitation was sent since the plan');
    expect(await said(invite(ada), { bindings: [elsewhere()] })).toBeUndefined();
    expect(await said(invite(ada), { lapsed: lapsed(1) })).toBe('an invitation was sent and ended since the plan');
    expect(await said(invite(ada, { round: 2 }), { lapsed: lapsed(1) })).toBeUndefined();
    expect(await said(invite(ada, { round: 2 }))).toBe('an invitation was sent and ended since the plan');
  });
});

describe('what is owned is changed or removed', () => {
  const lost = 'it is no longer owned by this document';

  test.each([
    ['at its address', update(ada), hers(), undefined],
    ['not where nothing is owned', update(ada), null, lost],
    ['at another address under the same id', update(ada, { id: 'p-1' }), elsewhere({ id: 'p-1' }), undefined],
    ['not under another id', update(ada, { id: 'p-2' }), elsewhere({ id: 'p-1' }), lost],
    ['not where neither has an id', update(ada), elsewhere({ id: null }), lost],
    ['at the address from which it moves', update(ada, { formerKey: 'old@acme.example' }), elsewhere(), undefined],
    ['not at a third address', update(ada, { formerKey: 'third@acme.example' }), elsewhere(), lost],
    ['so is a removal', remove(ada), hers(), undefined],
    ['a removal of what is not owned is held up', remove(ada), elsewhere(), lost],
  ])('%s', async (_where, change, binding, objection) => {
    expect(await said(change, { bindings: binding === null ? [] : [binding] })).toBe(objection);
  });

  test('on request once, and only what is owned', async () => {
    const request = 'ada/reset/1';
    const spent = new Map([[request, 'done' as const]]);
    for (const verdict of ['reset', 'sync'] as const) {
      const change = as(verdict, { request });
      expect(await said(change, { bindings: [hers()] })).toBeUndefined();
      expect(await said(change, { bindings: [hers()], spent })).toBe('it was done since the plan, or may have been');
      expect(await said(change)).toBe(lost);
    }
  });
});

describe('what is let go', () => {
  const released = 'it was released since the plan';
  const release = (...fields: string[]) => as('release', { fields });

  test('as a whole must be owned still', async () => {
    expect(await said(release(), { bindings: [hers()] })).toBeUndefined();
    expect(await said(release())).toBe(released);
  });

  test('in part must be owned in one of these parts', async () => {
    const bindings = [hers({ attributes: { email: ada, role: 'member' } })];
    expect(await said(release('role', 'gone'), { bindings })).toBeUndefined();
    expect(await said(release('gone'), { bindings })).toBe(released);
    expect(await said(release('role'))).toBe(released);
  });
});

test('a mail goes once', async () => {
  const change = as('notify', { mail: { occasion: 'ada/welcome' } });
  expect(await said(change)).toBeUndefined();
  const spent = new Map([['ada/welcome', 'done' as const]]);
  expect(await said(change, { spent })).toBe('it was sent since the plan, or may have been');
});

describe('what is found is adopted', () => {
  const adopt = as('adopt', { id: 'p-1' });
  const other = { ...identity, name: 'lovelace' };
  const owned = (more: Partial<Binding>) => ({ bindings: [hers({ id: 'p-1', ...more })] });

  test('unless that was done since', async () => {
    expect(await said(adopt)).toBeUndefined();
    expect(await said(adopt, owned({}))).toBe('it was adopted since the plan');
    expect(await said(adopt, owned({ id: 'p-2' }))).toBeUndefined();
    expect(await said(as('take-over', { id: 'p-1' }), owned({}))).toBe('it was adopted since the plan');
  });

  test('from another document where the plan knew of that, not where it came in between', async () => {
    expect(await said(adopt, owned({ identity: other, since: plannedAt }))).toBeUndefined();
    const since = '2026-11-21T09:14:00.001Z';
    const text = `it has been managed for ${formatIdentity(other)} since ${since}`;
    expect(await said(adopt, owned({ identity: other, since }))).toBe(text);
  });
});
