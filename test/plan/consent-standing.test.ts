import { describe, expect, test } from 'vitest';
import { consentOccasion } from '../../engine/model/consent-occasion.ts';
import type { ConsentDeclaration } from '../../engine/model/declaration.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { coveringConsent, idleConsent, unusedConsents, withIdleConsents } from '../../engine/plan/consent-standing.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { warnIdleConsents } from '../../engine/plan/warn-idle-consents.ts';
import { byHand, invite, now, planOf, rail, update } from '../support/plan-builders.ts';

const { changeDigest } = planOf();
const consent: ConsentDeclaration = {
  name: 'year-end',
  changeDigest,
  expires: '2026-11-30T00:00:00.000Z',
  who: 'grace@acme.example',
  why: 'looked at',
  origin: { file: 'consent.yaml', document: 0, line: 1, path: [] },
};
const none = { usedConsents: new Map(), runs: [] };
const plan = { changeDigest, counted: [], at: now, ledger: none };
const privilege = [{ kind: 'privilege', text: 'becomes Full access' }] as const;

describe('a consent that does not cover the plan says why', () => {
  test('it has run out', () => {
    const late = { ...consent, expires: '2026-11-20T00:00:00.000Z' };
    expect(idleConsent(late, plan)).toMatchObject({
      because: 'expired',
      text: 'Consent year-end by grace@acme.example ran out 2026-11-20',
    });
    expect(coveringConsent([late], plan)).toBeUndefined();
    expect(coveringConsent([{ ...consent, expires: now }], plan)).toBeUndefined();
    expect(idleConsent(consent, plan)).toBeNull();
    expect(coveringConsent([late, consent], plan)).toBe(consent);
  });

  test('it is to another plan, and where a run has applied that one, which', () => {
    const foreign = { ...consent, changeDigest: digestOf('another') };
    expect(coveringConsent([foreign], plan)).toBeUndefined();
    expect(idleConsent(foreign, plan)).toMatchObject({
      because: 'foreign',
      text: expect.stringMatching(
        /is to another plan \(sha256:[0-9a-f…]+\); this one is sha256:[0-9a-f…]+$/,
      ) as unknown,
    });
    const run = { run: 'run-7', startedAt: '2026-11-19T10:00:00.000Z', changeDigest: digestOf('another') };
    const actor = { name: 'os:grace@here', how: 'os' } as const;
    const rest = { actor, finishedAt: null, exitCode: null };
    const later = { ...run, run: 'run-8', changeDigest: digestOf('a third') };
    const runs = [run, later].map((one) => ({ ...one, ...rest }));
    const text = idleConsent(foreign, { ...plan, ledger: { ...none, runs } })?.text;
    expect(text).toContain('which run run-7 applied on 2026-11-19');
  });

  test('a run has used it', () => {
    const used = { run: 'run-3', at: '2026-11-18T10:00:00.000Z' };
    const ledger = { ...none, usedConsents: new Map([[consentOccasion(consent), used]]) };
    expect(idleConsent(consent, { ...plan, ledger })).toMatchObject({
      because: 'used',
      text: 'Consent year-end by grace@acme.example was used by run run-3 on 2026-11-18: each is for one run',
    });
    const another = { ...consent, name: 'again' };
    expect(unusedConsents([consent, another], ledger)).toEqual([another]);
  });

  test.each<[string, string, Counted, boolean]>([
    ['their address', 'Ada@acme.example', invite('ada@acme.example', { consequences: privilege }), true],
    ['their name', 'ada', invite('ada@acme.example', { consequences: privilege }), true],
    ['their account at the machine', 'os:ada@build-7', invite('ada@acme.example', { consequences: privilege }), true],
    [
      'their name at the CI',
      'ci:github-actions:a/b#1 by ada',
      invite('ada@x.example', { consequences: privilege }),
      true,
    ],
    ['a step by hand', 'ada@acme.example', byHand('ada@acme.example', { consequences: privilege }), true],
    ['a group that they come into', 'ada@acme.example', joining(['ada@acme.example', 'ben@acme.example']), true],
    ['a group that they are in already', 'ben@acme.example', joining(['ada@acme.example', 'ben@acme.example']), false],
    ['the same name elsewhere', 'ada@other.example', invite('ada@acme.example', { consequences: privilege }), false],
    ['nothing privileged', 'ada@acme.example', invite('ada@acme.example'), false],
  ])('it is by whom it makes privileged: %s', (_how, who, change, isRefused) => {
    const counted = [change];
    const found = idleConsent({ ...consent, who }, { ...plan, counted });
    expect(found?.because).toBe(isRefused ? 'beneficiary' : undefined);
    expect(coveringConsent([{ ...consent, who }], { ...plan, counted }) === undefined).toBe(isRefused);
    if (isRefused) expect(found?.text).toContain(`this plan makes ${who} privileged, so somebody else has to consent`);
  });
});

function joining(members: readonly string[]): Counted {
  const before = { name: 'admins', members: ['ben@acme.example'] };
  return update('admins', { before, after: { name: 'admins', members }, consequences: privilege });
}

describe('where they are said', () => {
  const foreign = { ...consent, name: 'old', changeDigest: digestOf('another') };
  const given = { consents: [foreign, consent], ledger: none, at: now };
  const refused = planOf({ rails: [rail({ verdict: 'refused' })] });

  test('in a plan that something refuses, and in no other', () => {
    expect(withIdleConsents(refused, given).idleConsents).toMatchObject([{ name: 'old', because: 'foreign' }]);
    expect(withIdleConsents(planOf(), given)).not.toHaveProperty('idleConsents');
    expect(withIdleConsents(planOf({ rails: [rail()] }), given)).not.toHaveProperty('idleConsents');
    expect(withIdleConsents(refused, { ...given, consents: [consent] })).not.toHaveProperty('idleConsents');
    const [idle] = withIdleConsents(refused, given).idleConsents ?? [];
    const earlier: Plan = { ...planOf(), ...(idle === undefined ? {} : { idleConsents: [idle] }) };
    expect(withIdleConsents(earlier, given)).not.toHaveProperty('idleConsents');
  });

  test('a document that covers nothing is warned of at its place', () => {
    const locate = () => ({ file: 'consent.yaml', line: 4, column: 1, length: 1 });
    const warned = (made: Plan) => warnIdleConsents({ consents: [foreign, consent], plan: made, ledger: none, locate });
    expect(warned(planOf())).toMatchObject([
      {
        code: 'consent-foreign',
        severity: 'warning',
        at: { line: 4 },
        detail: expect.stringContaining('old') as unknown,
      },
    ]);
    const { scope } = planOf();
    const at = '2026-12-01T00:00:00.000Z';
    const parts = [{ target: ['acme-connect'] }, { exclude: ['acme-connect'] }, { at }, { mode: 'destroy' as const }];
    for (const part of parts) expect(warned(planOf({ scope: { ...scope, ...part } }))).toEqual([]);
    const late = { ...consent, expires: now };
    const aimed = planOf({ scope: { ...scope, target: ['acme-connect'] } });
    expect(warnIdleConsents({ consents: [late], plan: aimed, ledger: none, locate })).toMatchObject([
      { code: 'consent-expired' },
    ]);
  });
});
