import { expect, test } from 'vitest';
import { described, texts } from './saying.ts';
import { hub, kindOf } from './wire.ts';

const user = { email: 'ada@acme.example', active: true };

test('who has not come in yet loses an account and an invitation', () => {
  const removal = { verb: 'delete', before: user } as const;
  expect(described('user', { ...removal, presence: 'active' }).harms).toEqual(['accounts']);
  expect(described('user', { ...removal, presence: 'invited' }).harms).toEqual(['accounts', 'withdrawn-invitations']);
  expect(kindOf('user', hub()).holds).toEqual(['accounts', 'withdrawn-invitations']);
});

test('licences that a person is asked to buy are orders like any other', () => {
  const address = { portal: 'acme-hub', kind: 'license', key: 'CC Agent' };
  const buy = described('license', { verb: 'create', address, after: { part: 'CC Agent', units: 5 } });
  expect([buy.harms, buy.consent, texts(buy)]).toEqual([
    ['orders'],
    ['buys 5 units of CC Agent'],
    ['money: is to be bought: 5 units of CC Agent'],
  ]);
  const before = { part: 'CC Agent', units: 5 };
  const resize = described('license', { verb: 'update', address, before, after: { ...before, units: 9 } });
  expect([resize.harms, resize.consent]).toEqual([['orders'], ['resizes to 9 units of CC Agent']]);
});
