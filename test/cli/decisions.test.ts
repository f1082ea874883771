import { describe, expect, it } from 'vitest';
import { consentedDigest, consentsGiven, demandConsentFits } from '../../engine/cli/apply-consent.ts';
import { crashReport, newRunId } from '../../engine/cli/apply-report.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { demandNotBeneficiary } from '../../engine/cli/attest-beneficiary.ts';
import { setOf } from '../../engine/cli/attest-values.ts';
import { CliFailure, Unmended } from '../../engine/cli/cli-failure.ts';
import { planExitCode } from '../../engine/cli/planning.ts';
import { statusExitCode } from '../../engine/cli/run-status.ts';
import { showProblem } from '../../engine/cli/show-problems.ts';
import { checkOf } from '../../engine/manifest/validator.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { addressOf, intent } from '../support/engine-builders.ts';
import { byHand, invite, now, planOf, rail, waiting } from '../support/plan-builders.ts';
import { runItem } from '../support/report-builders.ts';

describe('planExitCode', () => {
  const none = { openIntents: [] };
  const failedRead = { portal: 'p', kind: 'k', coverage: 'failed', pages: 0, rows: 0, problem: null } as const;
  const blocked = {
    verdict: 'blocked',
    address: { portal: 'p', kind: 'k', key: 'x' },
    identity: null,
    summary: '',
    evidence: { grade: 'read', at: now },
    by: 'x',
    cure: 'y',
  } as const;

  it.each([
    ['nothing', planOf(), 0, 0],
    ['changes', planOf({ changes: [invite('a@b.example')] }), 0, 2],
    ['a step by hand to ask for', planOf({ standing: [byHand('a@b.example')] }), 0, 2],
    ['a step by hand that was asked for', planOf({ standing: [byHand('a@b.example', { opened: now })] }), 0, 3],
    ['people who are waited for', planOf({ standing: [waiting('a@b.example')] }), 0, 3],
    ['changes and people', planOf({ changes: [invite('a@b.example')], standing: [waiting('c@b.example')] }), 0, 2],
    ['something blocked', planOf({ standing: [blocked] }), 0, 3],
    ['a rail that refuses', planOf({ rails: [rail({ verdict: 'refused' })] }), 4, 4],
    ['a rail with consent', planOf({ rails: [rail({ verdict: 'consented' })] }), 0, 0],
    ['a portal that was not read', planOf({ reads: [failedRead], rails: [rail({ verdict: 'refused' })] }), 1, 1],
  ])('%s', (_what, plan, plain, detailed) => {
    const ends = [false, true].map((asked) => planExitCode(plan, { detailed: asked, ledger: none }));
    expect(ends).toEqual([plain, detailed]);
  });
});

describe('after an apply that was killed', () => {
  const read = { portal: 'acme', kind: 'account', coverage: 'complete', pages: 1, rows: 0, problem: null } as const;
  const plan = planOf({ reads: [read] });
  const open = (more: object = {}, ref: string | null = null) => {
    return { openIntents: [{ seq: 2, at: now, intent: intent('ada', more), ref }] };
  };
  const none = { openIntents: [] };
  const elsewhere = { ...plan.scope, target: ['acme/role'] };
  const sold = { ...addressOf('ada'), portal: 'sold' };

  it.each([
    ['a call of which nobody knows', plan, open(), 2, 3],
    ['a call that the portal accepted', plan, open({}, 'order-1'), 2, 3],
    ['a mail, wherever it went to', plan, open({ verdict: 'notify', address: sold }), 2, 3],
    ['a call at a portal that is declared no more', plan, open({ address: sold }), 0, 0],
    ['a call at a portal without credentials', planOf({ reads: [{ ...read, pending: 'x' }] }), open(), 0, 0],
    ['a call that is not in scope', { ...plan, scope: elsewhere }, open(), 0, 0],
    [
      'a call, where one only looks',
      { ...plan, scope: { ...plan.scope, mode: 'refresh-only' } as const },
      open(),
      0,
      0,
    ],
    ['nothing', plan, none, 0, 0],
  ] as const)('the plan ends with what an apply would look up: %s', (_what, planned, ledger, detailed, status) => {
    expect(planExitCode(planned, { detailed: true, ledger })).toBe(detailed);
    expect(planExitCode(planned, { detailed: false, ledger })).toBe(0);
    expect(statusExitCode(planned, ledger)).toBe(status);
  });
});

describe('a consent on the command line', () => {
  const digest = digestOf('a plan');
  const actor = { name: 'os:grace@here', how: 'os' } as const;
  const none = { usedConsents: new Map(), runs: [] };

  it('is a whole digest and a reason', () => {
    expect(consentedDigest({})).toBeUndefined();
    expect(consentedDigest({ consent: digest, why: 'x' })).toBe(digest);
    expect(() => consentedDigest({ consent: 'sha256:4be1…09c2', why: 'x' })).toThrow('the whole digest');
    expect(() => consentedDigest({ consent: digest, why: ' ' })).toThrow('needs --why');
  });

  it('is recorded with who gave it, and ends', () => {
    const [consent] = consentsGiven({ words: { consent: digest, why: 'moved' }, actor, now: Date.parse(now) });
    expect(consent).toMatchObject({ changeDigest: digest, who: 'os:grace@here', why: 'moved' });
    expect(consent?.expires).toBe('2026-11-21T10:14:00.000Z');
  });

  it('is not to what makes oneself privileged', () => {
    const consequences = [{ kind: 'privilege', text: 'becomes Full access' }] as const;
    const plan = planOf({ changes: [invite('grace@acme.example', { consequences })] });
    const words = { consent: plan.changeDigest, why: 'x' };
    const given = (name: string) => consentsGiven({ words, actor: { name, how: 'os' }, now: Date.parse(now) });
    expect(() => demandConsentFits(plan, given('os:grace@here'), none)).toThrow('makes os:grace@here privileged');
    expect(() => demandConsentFits(plan, given('os:hal@here'), none)).not.toThrow();
  });

  it('fits one plan only', () => {
    const [given] = consentsGiven({ words: { consent: digestOf('another'), why: 'x' }, actor, now: Date.parse(now) });
    expect(given).toBeDefined();
    if (given === undefined) return;
    expect(() => demandConsentFits(planOf(), [given], none)).toThrow('to another plan');
    expect(() => demandConsentFits(planOf(), [{ ...given, changeDigest: planOf().changeDigest }], none)).not.toThrow();
  });
});

describe('setOf', () => {
  it('keeps text as text, and takes JSON behind :=', () => {
    expect(setOf(['billingId=00112233', 'on:=true', 'list:=["a"]', 'empty=', 'sum=a=b'])).toEqual({
      billingId: '00112233',
      on: true,
      list: ['a'],
      empty: '',
      sum: 'a=b',
    });
  });

  it.each(['x', '=x', '__proto__=x', '9=x', 'a:={'])('refuses %s', (pair) => {
    expect(() => setOf([pair])).toThrow(CliFailure);
  });
});

describe('demandNotBeneficiary', () => {
  const step = {
    address: { portal: 'p', kind: 'teammate', key: 'ada.lovelace@acme.example' },
    step: 'join',
    document: 'ada',
    privileged: true,
    asks: [],
    inForm: (said: JsonObject) => said,
    readable: false,
  };
  const actor = (...aliases: string[]) => ({ name: 'os:x@y', how: 'os', aliases }) as const;

  it.each(['ada', 'ada.lovelace', 'ada.lovelace@acme.example'])('refuses %s', (alias) => {
    expect(() => demandNotBeneficiary(step, actor(alias))).toThrow('of their own');
  });

  it('lets others vouch, and anybody for what is not privileged', () => {
    expect(() => demandNotBeneficiary(step, actor('grace'))).not.toThrow();
    expect(() => demandNotBeneficiary({ ...step, privileged: false }, actor('ada'))).not.toThrow();
  });
});

describe('reports', () => {
  const deps = { clock: { now: () => Date.parse(now) + 2_000, monotonic: () => 0 }, newId: () => 'ab12-cd34-ef56' };

  it('have a name that sorts by time', () => {
    expect(newRunId(deps)).toBe('2026-11-21T091402Z-ab12cd34');
  });

  it('are written of a crash too, as the schema says', () => {
    const actor = { name: 'os:x@y', how: 'os' } as const;
    const facts = {
      run: 'r',
      actor,
      portals: 'live' as const,
      plan: planOf(),
      consents: [],
      startedAt: now,
      items: [runItem('a@b.example')],
      recovered: [],
    };
    const report = crashReport({ ...facts, deps });
    expect(report).toMatchObject({ ending: 'crashed', exitCode: 1, took: 2_000, portals: 'live' });
    expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
  });
});

describe('showProblem', () => {
  function shown(error: unknown, debug = false): { code: number; text: string } {
    let text = '';
    const err = (part: string): void => {
      text += part;
    };
    const never = (): never => {
      throw new Error('not used');
    };
    const screen = { columns: 80, colour: false, interactive: false, out: never, err, live: never, ask: never };
    return { code: showProblem(error, screen, { debug }), text };
  }

  it('says of what a person can mend what to do', () => {
    const { code, text } = shown(new CliFailure('It is not there', { cure: 'Put it there.', exitCode: 4 }));
    expect({ code, text }).toEqual({ code: 4, text: 'error: It is not there.\n  → Put it there.\n' });
  });

  it('draws what is wrong with manifests', () => {
    const { code, text } = shown(new Unmended([{ code: 'x', severity: 'error', summary: 'wrong' }]));
    expect(code).toBe(1);
    expect(text).toContain('error[x]: wrong');
  });

  it('keeps the stack of a defect for --debug, and says how to report it', () => {
    expect(shown(new TypeError('x is undefined')).text).not.toMatch(/^\s+at /m);
    expect(shown(new TypeError('x is undefined')).text).toContain('This is a defect of Rollcall.');
    expect(shown(new TypeError('x is undefined'), true).text).toMatch(/^\s+at /m);
    expect(shown('a text').text).toContain('something unexpected: a text');
  });

  it('says of a lease that was lost what is in the way: another run, or what kept the heartbeat away', () => {
    expect(shown(new LeaseLostError('taken over')).text).toBe(
      'error: taken over.\n  → Wait for the run that holds the ledger, then plan again.\n',
    );
    const noRoom = new LeaseLostError('The heartbeat is old: no room.', { cure: 'Make room there.' });
    expect(shown(noRoom).text).toBe('error: The heartbeat is old: no room.\n  → Make room there.\n');
  });

  it('is short where somebody interrupted', () => {
    expect(shown(new DOMException('interrupted', 'AbortError'))).toEqual({ code: 130, text: 'Interrupted.\n' });
  });
});
