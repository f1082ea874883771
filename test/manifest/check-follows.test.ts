import { expect, test } from 'vitest';
import { checkFollows } from '../../engine/manifest/check-follows.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import type { Following, ResourceKind } from '../../engine/model/provider.ts';
import type { DesiredResource } from '../../engine/model/resource.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { toyBadge } from '../support/toy-provider.ts';

const lab = portalDeclaration({ name: 'lab', provider: 'toy' });
const annex = portalDeclaration({ name: 'annex', provider: 'toy' });

function badge(portal: string, name: string, colour: string): DesiredResource {
  const email = `${name}@acme.example`;
  return {
    address: { portal, kind: 'badge', key: email },
    identity: { document: 'User', name, portal, kind: 'badge' },
    attributes: { email, colour },
    origin: { file: `${portal}-${name}.yaml`, document: 0, path: [], line: 1 },
    dependsOn: [],
    formerKeys: [],
  };
}

/** Whoever has a badge of the lab gets one of the annex, of this colour. */
function follows(wants: string, to = 'annex'): NonNullable<ResourceKind['follows']> {
  return ({ email }) => [
    { portal: to, kind: 'badge', key: `${email}`, wants: { colour: wants }, because: 'the doors are wired' },
  ];
}

function declared(
  portal: typeof lab,
  resources: readonly DesiredResource[],
  more: Partial<ResourceKind> = {},
): DeclaredKind {
  return { portal, kind: { ...toyBadge, ...more }, resources, requests: [] };
}

test('who is declared on both alike is declared once and for all', () => {
  const one = declared(lab, [badge('lab', 'ada', 'Red')], { follows: follows('Green') });
  expect(checkFollows([one, declared(annex, [badge('annex', 'ada', 'Green')])])).toEqual([]);
});

test('who is declared on one alone is left to the portals', () => {
  const one = declared(lab, [badge('lab', 'ada', 'Red')], { follows: follows('Green') });
  expect(checkFollows([one, declared(annex, [badge('annex', 'ben', 'Blue')])])).toEqual([]);
  expect(checkFollows([declared(lab, [badge('lab', 'ada', 'Red')]), declared(annex, [])])).toEqual([]);
});

test('who is declared otherwise is an error that names both places and what comes about', () => {
  const one = declared(lab, [badge('lab', 'ada', 'Red')], { follows: follows('Green') });
  const two = declared(annex, [badge('annex', 'ada', 'Blue')]);
  const [found, ...more] = checkFollows([one, two]);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    code: 'contradicting-portals',
    severity: 'error',
    detail:
      'lab/badge/ada@acme.example brings about colour "Green" of annex/badge/ada@acme.example (the doors are wired), ' +
      'which is declared as "Blue".',
    origin: { file: 'lab-ada.yaml' },
    related: [{ text: 'annex is declared otherwise here', origin: { file: 'annex-ada.yaml' } }],
  });
});

test('both sides are compared as the other kind has them', () => {
  const one = declared(lab, [badge('lab', 'ada', 'Red')], {
    follows: ({ email }): readonly Following[] => [
      { portal: 'annex', kind: 'badge', key: `${email}`, wants: { email: 'ADA@acme.example' }, because: 'wired' },
    ],
  });
  expect(checkFollows([one, declared(annex, [badge('annex', 'ada', 'Red')])])).toEqual([]);
});

test('what the other document leaves open is not contradicted', () => {
  const one = declared(lab, [badge('lab', 'ada', 'Red')], { follows: follows('Green') });
  const { colour: _open, ...attributes } = badge('annex', 'ada', 'Red').attributes;
  expect(checkFollows([one, declared(annex, [{ ...badge('annex', 'ada', 'Red'), attributes }])])).toEqual([]);
});

test('a kind sees all portals of the workspace', () => {
  const seen: string[] = [];
  const spy = declared(lab, [badge('lab', 'ada', 'Red')], {
    follows: (_, portals) => (seen.push(...portals.map(({ name }) => name)), []),
  });
  checkFollows([spy, declared(annex, []), declared(annex, [])]);
  expect(seen).toEqual(['lab', 'annex']);
});

test('a portal that is not there is said at the portal that names it, though nobody is declared yet', () => {
  const followedBy = [{ portal: 'anex', kind: 'badge', because: 'the doors are wired' }];
  const found = checkFollows([
    declared(lab, [], { follows: follows('Green', 'anex'), followedBy }),
    declared(annex, []),
  ]);
  expect(found).toMatchObject([
    {
      code: 'nothing-follows',
      severity: 'error',
      detail: 'lab names anex (the doors are wired), but no Portal of that name has a badge.',
      origin: lab.origin,
    },
  ]);
});

test.each(['annex', 'lab'])('a portal that is there may be named: %s', (portal) => {
  const followedBy = [{ portal, kind: 'badge', because: 'the doors are wired' }];
  const one = declared(lab, [badge('lab', 'ada', 'Red')], { follows: follows('Green', 'anex'), followedBy });
  expect(checkFollows([one, declared(annex, [])])).toEqual([]);
});

test('a portal that is there, and has no such kind, is not the one that is meant', () => {
  const followedBy = [{ portal: 'annex', kind: 'key', because: 'the doors are wired' }];
  const found = checkFollows([declared(lab, [], { follows: follows('Green'), followedBy }), declared(annex, [])]);
  expect(found.map(({ detail }) => detail)).toEqual([
    'lab names annex (the doors are wired), but no Portal of that name has a key.',
  ]);
});
