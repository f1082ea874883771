import { describe, expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { Json } from '../../engine/model/json.ts';
import type { HarmDone } from '../../engine/model/ledger.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import { checkRails, judgeRails } from '../../engine/plan/check-rails.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { parsePlan, serializePlan } from '../../engine/plan/plan-file.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, at, identityOf, observation, observed, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { planOf, update } from '../support/plan-builders.ts';

/** A group and its members, who are the units of what it holds. */
const group = kindWith({
  kind: 'group',
  holds: ['role-assignments'],
  units: ({ members }, harm) => (harm === 'role-assignments' && Array.isArray(members) ? members.map(String) : []),
});
const members = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `m${from + i}@acme.example`);
const groupOf = (name: string, who: readonly string[]) => observed(name, { members: [...who] });

function leave(who: readonly string[], name = 'team'): Counted {
  const place = { address: addressOf(name, 'group'), identity: identityOf(name, 'group') };
  return { ...update('x', { harms: ['role-assignments'], hits: { 'role-assignments': who } }), ...place };
}

interface Case {
  readonly portal?: Partial<PortalDeclaration>;
  readonly counted: readonly Counted[];
  readonly groups: readonly ReturnType<typeof groupOf>[];
  readonly harmDone?: readonly HarmDone[];
}

function rails({ portal: more, counted, groups, harmDone = [] }: Case): RailVerdict[] {
  const observations = [observation(groups, { kind: group })];
  const given = { counted, observations, changeDigest: digestOf('p'), consents: [], at, harmDone };
  return checkRails({ portals: [{ ...portal, ...more }], ...given });
}

describe('one group with a hundred members', () => {
  const team = [groupOf('team', members(0, 100))];

  test('is a hundred, not one, and each who leaves is one', () => {
    expect(rails({ counted: [leave(members(0, 26))], groups: team })).toMatchObject([
      { rail: 'role-assignments', verdict: 'refused', counted: 26, total: 100 },
    ]);
    const [found] = rails({ counted: [leave(members(0, 26))], groups: team });
    expect(found?.who[0]).toMatch(/^m0@acme\.example \(team/);
    expect(rails({ counted: [leave(members(0, 25))], groups: team })).toMatchObject([{ verdict: 'pass', counted: 25 }]);
  });

  test('belongs to what a percentage is of where the plan touches it, although it is not owned yet', () => {
    const counted = [leave(members(0, 26))];
    const given = { counted, observations: [observation(team, { kind: group })], at, harmDone: [], owners: new Map() };
    expect(judgeRails({ portals: [portal], ...given })).toMatchObject([{ verdict: 'refused', total: 100 }]);
  });

  test('harms nobody where nobody of it is hit', () => {
    expect(rails({ counted: [leave([])], groups: team })).toEqual([]);
  });

  test('counts a person of two groups twice, and one who is taken out twice once', () => {
    const two = [...team, groupOf('choir', members(0, 100))];
    const [who] = members(7, 8);
    const counted = [leave([`${who}`]), leave([`${who}`]), leave([`${who}`], 'choir')];
    expect(rails({ counted, groups: two })).toMatchObject([{ counted: 2, total: 200 }]);
  });

  test('knows who has left it since, and who has come back', () => {
    const left = members(0, 20).map((unit): HarmDone => {
      const place = { portal: 'acme', kind: 'group', key: addressOf('team').key, unit };
      const how = { taken: true, open: false, consented: false };
      return { run: 'run-1', at, ...place, harm: 'role-assignments', ...how };
    });
    const now = [groupOf('team', members(5, 100))];
    expect(rails({ counted: [leave(members(50, 60))], groups: now, harmDone: left })).toMatchObject([
      { verdict: 'pass', counted: 15, total: 100, earlier: { counted: 5 } },
    ]);
  });
});

describe('a protected person', () => {
  const groups = [groupOf('team', members(0, 100))];
  const counted = [leave(members(3, 5))];

  test('is not taken out of a group, and is named', () => {
    const guarded = { protected: ['M3@acme.example'] };
    const found = rails({ portal: guarded, counted, groups }).find(({ rail }) => rail === 'protected');
    expect(found).toMatchObject({ verdict: 'refused', counted: 1, who: ['m3@acme.example'] });
  });

  test('who is the account that Rollcall works with neither', () => {
    const own = rails({ portal: { account: 'm4@acme.example' }, counted, groups });
    expect(own.find(({ rail }) => rail === 'own-account')).toMatchObject({ who: ['m4@acme.example'] });
  });
});

describe('who is hit', () => {
  const digestIf = (who: readonly string[]) => changeDigest([leave(who)], wholeScope);

  test('is part of what is consented to, in whatever order', () => {
    expect(digestIf(['a', 'b'])).toBe(digestIf(['b', 'a']));
    expect(digestIf(['a', 'b'])).not.toBe(digestIf(['a', 'c']));
  });

  test('stands in the plan file', () => {
    const changes = [leave(['a']) as ReturnType<typeof update>];
    const plan = planOf({ changes, changeDigest: changeDigest(changes, wholeScope) });
    const schema = checkOf(packagedSchema('plan'), { fillDefaults: false });
    const validate = (value: Json) => schema(value).map(({ path, summary }) => `${path.join('/')}: ${summary}`);
    expect(parsePlan(serializePlan(plan), validate).plan?.changes).toEqual(changes);
  });
});
