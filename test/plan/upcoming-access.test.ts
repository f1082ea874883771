import { expect, test } from 'vitest';
import { wholeScope } from '../../engine/plan/scope.ts';
import { upcomingAccess } from '../../engine/plan/upcoming-access.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
const at = { file: 'people.yaml', line: 1, column: 1, length: 1 };
const locate = () => at;

function begins(person: string, from: string) {
  return { person, email: `${person}@acme.example`, role: 'Full access', from, origin };
}

const lab = portalDeclaration({
  provider: 'sim',
  upcoming: [begins('cy', '2027-02-01T00:00:00.000Z'), begins('bo', '2027-01-01T00:00:00.000Z')],
});

test('says who begins later, the soonest first', () => {
  expect(upcomingAccess([lab], { scope: wholeScope, locate })).toEqual([
    { portal: 'lab', who: 'bo@acme.example', role: 'Full access', from: '2027-01-01T00:00:00.000Z', at },
    { portal: 'lab', who: 'cy@acme.example', role: 'Full access', from: '2027-02-01T00:00:00.000Z', at },
  ]);
});

test('keeps the order of the manifests among those of one day, and puts each day after the one before', () => {
  const [first, second] = ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'] as const;
  const days = [begins('c', first), begins('b', second), begins('a', first), begins('d', second), begins('e', first)];
  const portal = { ...lab, upcoming: days };
  const found = upcomingAccess([portal], { scope: wholeScope, locate }).map(({ who }) => who[0]);
  expect(found).toEqual(['c', 'a', 'e', 'b', 'd']);
});

test.each([{ mode: 'destroy' as const }, { mode: 'lockdown' as const }, { target: ['lab'] }, { exclude: ['lab'] }])(
  'says nothing for a plan of less, %j',
  (less) => {
    expect(upcomingAccess([lab], { scope: { ...wholeScope, ...less }, locate })).toEqual([]);
  },
);

test('says nothing of a portal that retires', () => {
  expect(upcomingAccess([{ ...lab, retire: true }], { scope: wholeScope, locate })).toEqual([]);
});
