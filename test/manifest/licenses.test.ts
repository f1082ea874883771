import { describe, expect, test } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { type Files, load, portal, said } from './workspace-folder.ts';

/** A License document on the portal `lab`. */
function license(name: string, spec = ''): string {
  return `apiVersion: rollcall/v1
kind: License
metadata: { name: ${name} }
spec:
  portal: lab
${spec}`;
}

/** A User document that has nothing but licences. */
function holder(name: string, licenses: string, more = ''): string {
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${name}@acme.example
  licenses: ${licenses}
${more}`;
}

async function labOf(files: Files, at?: string): Promise<PortalDeclaration> {
  const loaded = await load({ 'portal.yaml': portal, ...files }, at === undefined ? {} : { at });
  expect(said(loaded)).toEqual([]);
  return loaded.workspace!.portals[0]!;
}

describe('a licence', () => {
  test('stands on its portal with everything it says', async () => {
    const spec = `  product: Suite
  mpn: M-1
  part: P-1
  seats: 3
  term: 1 year
  billing: 1 month
  renewal: none
  expires: 2027-03-31
  onRemove: cancel
  why: { ticket: BUY-7 }
`;
    const { licenses } = await labOf({ 'suite.yaml': license('suite', spec) });
    expect(licenses).toEqual([
      {
        name: 'suite',
        product: 'Suite',
        mpn: 'M-1',
        part: 'P-1',
        seats: 3,
        term: '1 year',
        billing: '1 month',
        renewal: 'none',
        expires: '2027-04-01T00:00:00.000Z',
        onRemove: 'cancel',
        why: { ticket: 'BUY-7' },
        origin: { file: 'suite.yaml', document: 0, line: 1, path: ['metadata', 'name'] },
      },
    ]);
  });

  test('says little, and keeps the subscription when it goes', async () => {
    const { licenses } = await labOf({ 'suite.yaml': license('suite', '') });
    expect(licenses).toMatchObject([{ name: 'suite', product: 'suite', onRemove: 'keep' }]);
    expect(Object.keys(licenses[0]!)).not.toContain('seats');
  });

  test.each([
    ['two people', '', 2],
    ['two people and one to spare', '  spare: 1\n', 3],
    ['at most as many as may be bought', '  spare: 5\n  max: 4\n', 4],
  ])('fits %s', async (_what, more, seats) => {
    const { licenses } = await labOf({
      'suite.yaml': license('suite', `  fit: people\n${more}`),
      'ada.yaml': holder('ada', '[suite]'),
      'ben.yaml': holder('ben', '[{ name: suite, until: 2027-01-31 }]'),
      'cleo.yaml': holder('cleo', '[{ name: suite, until: 2026-10-31 }]'),
    });
    expect(licenses[0]?.seats).toBe(seats);
  });

  test('that more people are given than may be bought names those who are too many', async () => {
    const loaded = await load({
      'portal.yaml': portal,
      'suite.yaml': license('suite', '  fit: people\n  max: 1\n'),
      'ada.yaml': holder('ada', '[suite]'),
      'ben.yaml': holder('ben', '[suite]'),
    });
    expect(said(loaded)).toEqual(['more-people-than-seats suite.yaml:7:8']);
    expect(loaded.diagnostics[0]?.detail).toContain('too many: ben');
  });
});

describe('a person with a licence', () => {
  test('is one of the portal without any role there', async () => {
    const { people } = await labOf({
      'suite.yaml': license('suite'),
      'ada.yaml': holder('ada', '[{ name: suite, until: 2027-03-31, why: { reason: Tern } }]'),
    });
    expect(people).toMatchObject([
      { name: 'ada', access: [], licenses: [{ license: 'suite', until: '2027-04-01T00:00:00.000Z' }] },
    ]);
    expect(people[0]?.licenses[0]?.why).toEqual({ reason: 'Tern' });
  });

  test('has it from its first day on, and is told of its end afterwards', async () => {
    const files = {
      'suite.yaml': license('suite'),
      'ada.yaml': holder('ada', '[{ name: suite, from: 2026-12-01, until: 2027-03-31 }]'),
    };
    expect((await labOf(files)).people).toEqual([]);
    expect((await labOf(files, '2026-12-01T00:00:00Z')).people).toMatchObject([{ licenses: [{ license: 'suite' }] }]);
    const after = await labOf(files, '2027-04-01T00:00:00Z');
    expect(after.people).toEqual([]);
    expect(after.ended).toMatchObject([{ person: 'ada', role: 'licence suite', because: 'until' }]);
  });

  test('who leaves says what becomes of the data', async () => {
    const { ended } = await labOf({
      'suite.yaml': license('suite'),
      'ada.yaml': holder('ada', '[suite]', '  leave: { on: 2026-10-31, data: hard }\n'),
    });
    expect(ended).toMatchObject([{ person: 'ada', because: 'leave', data: 'hard' }]);
  });

  test('can ask for a reset there', async () => {
    const { people } = await labOf({
      'suite.yaml': license('suite'),
      'ada.yaml': holder('ada', '[suite]', '  requests: [{ do: reset, on: lab, id: phone }]\n'),
    });
    expect(people[0]?.requests).toMatchObject([{ do: 'reset', id: 'phone' }]);
  });
});

describe('mistakes', () => {
  const suite = { 'portal.yaml': portal, 'suite.yaml': license('suite') };

  test.each<readonly [string, Files, readonly string[]]>([
    ['an unknown licence', { 'ada.yaml': holder('ada', '[sweet]') }, ['unknown-license ada.yaml:6:14']],
    ['an unknown portal', { 'a.yaml': license('a').replace('lab', 'lap') }, ['unknown-portal a.yaml:5:11']],
    ['one licence twice', { 'ada.yaml': holder('ada', '[suite, { name: suite }]') }, ['license-twice ada.yaml:6:29']],
    ['seats and fit', { 'a.yaml': license('a', '  seats: 2\n  fit: people\n') }, ['seats-twice a.yaml:6:10']],
    ['spare without fit', { 'a.yaml': license('a', '  seats: 2\n  spare: 1\n') }, ['only-with-fit a.yaml:7:10']],
    ['an unknown base', { 'a.yaml': license('a', '  addOnOf: base\n') }, ['unknown-license a.yaml:6:12']],
    [
      'a cycle of add-ons',
      { 'a.yaml': license('a', '  addOnOf: b\n'), 'b.yaml': license('b', '  addOnOf: a\n') },
      ['add-on-cycle a.yaml:6:12', 'add-on-cycle b.yaml:6:12'],
    ],
    [
      'an add-on of a licence elsewhere',
      {
        'other.yaml': portal.replace('lab', 'other'),
        'a.yaml': license('a', '  addOnOf: suite\n').replace('portal: lab', 'portal: other'),
      },
      ['add-on-elsewhere a.yaml:6:12'],
    ],
    [
      'an add-on without its base',
      { 'a.yaml': license('a', '  addOnOf: suite\n'), 'ada.yaml': holder('ada', '[a]') },
      ['add-on-without-base ada.yaml:6:14'],
    ],
    ['a term in no words', { 'a.yaml': license('a', '  term: yearly\n') }, ['wrong-form a.yaml:6:9']],
  ])('%s', async (_what, files, expected) => {
    expect(said(await load({ ...suite, ...files }))).toEqual(expected);
  });

  test('a licence where nothing is sold', async () => {
    const provider = toyProvider({ licenses: { can: false, why: 'Nothing is sold here.' } });
    const { workspace } = await load(suite, { providers: [provider] });
    const { diagnostics } = declareResources(workspace!, [provider]);
    expect(said({ diagnostics })).toEqual(['no-licenses-here suite.yaml:3:19']);
  });
});
