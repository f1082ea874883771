import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../engine/model/json.ts';
import { moveOf } from '../../../providers/maas360/kinds/account-states.ts';
import { described, gateText } from './partner.ts';

const found: Readonly<Record<string, JsonObject>> = {
  partner: { type: 'partner', state: 'active' },
  'expired partner': { type: 'partner', state: 'expired' },
  customer: { type: 'customer', state: 'active', committedLicenses: 50 },
  'expired customer': { type: 'customer', state: 'expired' },
  trial: { type: 'trial', state: 'active', endsOn: '2026-12-31' },
  'expired trial': { type: 'trial', state: 'expired' },
  deleting: { type: 'trial', state: 'deleting' },
};

const wanted: Readonly<Record<string, JsonObject>> = {
  partner: { type: 'partner', state: 'active' },
  customer: { type: 'customer', state: 'active', committedLicenses: 50 },
  trial: { type: 'trial', state: 'active', endsOn: '2027-01-31' },
  'ended trial': { type: 'trial', state: 'expired' },
};

/** What each pair comes to: the call, or what stands against it. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  partner: { partner: 'none', customer: 'other-type', trial: 'other-type', 'ended trial': 'other-type' },
  'expired partner': {
    partner: 'expired-partner',
    customer: 'other-type',
    trial: 'other-type',
    'ended trial': 'other-type',
  },
  customer: { partner: 'other-type', customer: 'none', trial: 'expire-first', 'ended trial': 'still-a-customer' },
  'expired customer': {
    partner: 'other-type',
    customer: 'extend, then convert',
    trial: 'extend',
    'ended trial': 'ended-as-customer',
  },
  trial: { partner: 'other-type', customer: 'convert', trial: 'extend', 'ended trial': 'expire' },
  'expired trial': { partner: 'other-type', customer: 'convert', trial: 'extend', 'ended trial': 'none' },
  deleting: {
    partner: 'being-deleted',
    customer: 'being-deleted',
    trial: 'being-deleted',
    'ended trial': 'being-deleted',
  },
};

const pairs = Object.entries(table).flatMap(([from, row]) =>
  Object.entries(row).map(([to, expected]): [string, string, string] => [from, to, expected]),
);

function said(from: JsonObject, to: JsonObject): string {
  const move = moveOf(from, to);
  if (move.move === 'none') return 'none';
  if (move.move === 'by-hand') return move.obstacle;
  return move.afterwards === undefined ? move.call : `${move.call}, then ${move.afterwards}`;
}

describe('every pair of what an account is and is to be', () => {
  test('is in the table', () => {
    expect(pairs).toHaveLength(Object.keys(found).length * Object.keys(wanted).length);
  });

  test.each(pairs)('%s → %s: %s', (from, to, expected) => {
    expect(said(found[from] ?? {}, wanted[to] ?? {})).toBe(expected);
  });

  test.each(pairs)('%s → %s, as a change: %s', (from, to, expected) => {
    const before = { name: 'Fjord', parent: 'NordicPartner', ...found[from] };
    const { word, manual, requests } = described('account', 'update', { before, after: { ...before, ...wanted[to] } });
    if (expected === 'none') expect([word, manual, requests]).toEqual(['record', undefined, 0]);
    else if (/^[a-z]+, then [a-z]+$/.test(expected))
      expect([word, manual, requests]).toEqual([expected.replace(', then', ' and'), undefined, 5]);
    else if (/^[a-z]+$/.test(expected)) expect([word, manual, requests]).toEqual([expected, undefined, 3]);
    else {
      expect([word, requests]).toEqual(['settle', 0]);
      expect(manual?.because).toMatch(/\w/);
      expect(manual?.gate.instructions.length).toBeGreaterThan(0);
    }
  });
});

describe('the last day of a trial', () => {
  const trial = (endsOn?: string): JsonObject => ({
    type: 'trial',
    state: 'active',
    ...(endsOn === undefined ? {} : { endsOn }),
  });

  test.each([
    ['later', trial('2026-12-31'), trial('2027-01-01'), 'extend'],
    ['the same', trial('2026-12-31'), trial('2026-12-31'), 'none'],
    ['earlier', trial('2026-12-31'), trial('2026-12-30'), 'shorten'],
    ['not shown', trial(), trial('2026-12-31'), 'unknown-end'],
    ['not declared', trial('2026-12-31'), trial(), 'none'],
    ['not declared, of an expired one', { type: 'trial', state: 'expired' }, trial(), 'no-end'],
    ['not declared, of an expired customer', { type: 'customer', state: 'expired' }, trial(), 'no-end'],
  ])('%s', (_, from, to, expected) => expect(said(from, to)).toBe(expected));
});

test.each([
  ['a trial', { type: 'trial', state: 'active' }],
  ['an expired trial', { type: 'trial', state: 'expired' }],
  ['an expired customer', { type: 'customer', state: 'expired' }],
])('%s does not become a customer without a number of licences', (_, from) => {
  expect(said(from, { type: 'customer', state: 'active' })).toBe('no-licences');
});

test('a type that nobody mentions is as it was found', () => {
  const trial = { type: 'trial', state: 'active', endsOn: '2026-12-01' };
  expect(moveOf(trial, { state: 'expired' })).toEqual({ move: 'call', call: 'expire' });
  expect(moveOf(trial, { endsOn: '2026-12-31' })).toEqual({ move: 'call', call: 'extend' });
});

test('what is no state of an account asks for nothing', () => {
  expect(moveOf({}, { type: 'trial', state: 'active' })).toEqual({ move: 'none' });
  expect(moveOf({ type: 'sandbox' }, { type: 'customer' })).toEqual({ move: 'none' });
});

describe('what each obstacle says', () => {
  const settle = (from: JsonObject, to: JsonObject): string => {
    const before = { name: 'Fjord', parent: 'NordicPartner', ...from };
    return gateText(described('account', 'update', { before, after: { ...before, ...to } }));
  };

  test('an active customer that is to be a trial is expired first, at the Accounts page', () => {
    const text = settle(found['customer'] ?? {}, wanted['trial'] ?? {});
    expect(text).toContain('expire-customer · administrator eva@nordic.example · read');
    expect(text).toContain('Account Management tile > Accounts page: find Fjord');
    expect(text).toContain('Options icon on the right side of the account name > Expire');
    expect(text).toContain('access right Account Actions Control');
    expect(text).toContain('asks the primary administrator, eva@nordic.example');
  });

  test('a trial is not shortened: when it will be expired, and what to write instead', () => {
    const text = settle(found['trial'] ?? {}, { ...wanted['trial'], endsOn: '2026-12-01' });
    expect(text).toContain('it ends on 2026-12-31 there, on 2026-12-01 here');
    expect(text).toContain('Or write until: 2026-12-31');
    expect(text).not.toContain('Log in');
  });

  test('an end that nobody shows is looked up, and only a word closes it', () => {
    const text = settle({ type: 'trial', state: 'active' }, wanted['trial'] ?? {});
    expect(text).toContain('set-end · administrator eva@nordic.example · attest');
    expect(text).toContain('the days that are missing until 2027-01-31');
  });

  test('a deletion and an expired partner are for support, in words to copy', () => {
    expect(settle(found['deleting'] ?? {}, wanted['trial'] ?? {})).toContain(
      'ask-deletion · support IBM MaaS360 support · read',
    );
    expect(settle(found['expired partner'] ?? {}, wanted['partner'] ?? {})).toContain('Text to send: "Account Fjord: ');
  });

  test('another type names both, and that it is inferred', () => {
    const text = settle(found['partner'] ?? {}, wanted['customer'] ?? {});
    expect(text).toContain('MaaS360 shows a partner, the manifest a customer');
    expect(text).toContain('(inferred)');
  });
});
