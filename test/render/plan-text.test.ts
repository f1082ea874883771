import { describe, expect, it } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import { displayWidth } from '../../engine/render/display-width.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { type PlanTextOptions, renderPlanText } from '../../engine/render/plan-text.ts';
import { byHand, invite, location, now, planOf, rail, remove, update, waiting } from '../support/plan-builders.ts';
import { samplePlan } from '../support/sample-plan.ts';

function options(more: Partial<PlanTextOptions> = {}): PlanTextOptions {
  return { columns: 120, colour: false, show: new Set(), next: 'rollcall apply plan.json', ...more };
}

describe.each([80, 120])('a plan at %i columns', (columns) => {
  it('looks as in the golden file, and nothing is wider', async () => {
    const text = renderPlanText(samplePlan(), options({ columns }));
    await expect(text).toMatchFileSnapshot(`golden/plan-${columns}.txt`);
    for (const one of text.split('\n')) expect(displayWidth(one)).toBeLessThanOrEqual(columns);
  });

  it('never cuts an address', () => {
    const addresses = [8, 20, 34, 50].map((length) => `${'n'.repeat(length)}@acme.example`);
    const text = renderPlanText(planOf({ changes: addresses.map((one) => invite(one)) }), options({ columns }));
    for (const one of addresses) expect(text).toContain(one);
  });
});

describe('renderPlanText', () => {
  it('says in one line that there is nothing to do', () => {
    const text = renderPlanText(planOf({ standing: [waiting('a@acme.example')], unchanged: 1509 }), options());
    expect(text).toBe('No changes. 1,509 resources as declared, 1 waiting for people (rollcall status).\n');
    expect(renderPlanText(planOf({ unchanged: 1 }), options())).toBe('No changes. 1 resource as declared.\n');
  });

  it('does not say so where a portal could not be read', () => {
    const problem = { code: 'unavailable', text: 'No answer.', cure: 'try again' } as const;
    const reads = [
      { portal: 'acme-connect', kind: 'teammate', coverage: 'failed', pages: 0, rows: 0, problem } as const,
    ];
    const text = renderPlanText(planOf({ reads, unchanged: 0 }), options());
    expect(text).toContain('could not be read, so nobody knows who is there');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('→ try again');
    expect(text).not.toContain('No changes.');
  });

  it('says of a kind that cannot be listed that others may be there', () => {
    const reads = [
      { portal: 'acme-connect', kind: 'teammate', coverage: 'known-only', pages: 0, rows: 2, problem: null } as const,
    ];
    const text = renderPlanText(planOf({ reads, changes: [invite('a@acme.example')] }), options());
    expect(text).toContain('others may be there');
    expect(text).toContain('1 portal read one by one, for they have no lists');
  });

  it('says the same sentence about several people once, with a count', () => {
    const consequences = [{ kind: 'mail', text: 'gets an invitation' } as const];
    const changes = Array.from({ length: 14 }, (_, index) => invite(`p${index}@acme.example`, { consequences }));
    const text = renderPlanText(planOf({ changes }), options());
    expect(text).toContain('14 teammates on acme-connect: each gets an invitation: p0@acme.example');
    expect(text).toContain('… and 4 more');
  });

  it('shows a removal and a release first, even where their kind says nothing about them', () => {
    const text = renderPlanText(planOf({ changes: [remove('dia@acme.example')] }), options());
    expect(text).toContain('- removal     dia@acme.example loses Read-only access on acme-connect');
  });

  it('refuses with the rail, the numbers, the people and the ways on', () => {
    const who = Array.from({ length: 31 }, (_, index) => `p${index}@acme.example`);
    const refused = rail({ verdict: 'refused', counted: 31, who, reason: 'too many' });
    const plan = planOf({ changes: [remove('p0@acme.example')], rails: [refused] });
    const text = renderPlanText(plan, options());
    expect(text).toContain(
      'Refused before the first write: accounts on acme-connect, 31 of 118 (26 %), the rail is 25 %',
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain('p9@acme.example, … and 21 more');
    expect(text).toContain(`--consent ${plan.changeDigest}`);
    expect(text).not.toContain('rollcall apply plan.json');
  });

  it('offers no consent for what is protected', () => {
    const refused = rail({ rail: 'protected', verdict: 'refused', limit: 'none', reason: 'they are protected' });
    const text = renderPlanText(planOf({ changes: [remove('p0@acme.example')], rails: [refused] }), options());
    expect(text).toContain('protected on acme-connect: they are protected');
    expect(text).toContain('no consent overrides this');
  });

  it.each([
    ['take-overs', '0', 'Leave this out of the change (rollcall plan --show take-overs), or consent'],
    ['consent', 'none', 'Leave this out of the change (rollcall plan --show consent), or consent'],
    ['mails', '50', 'Make the change smaller (rollcall plan --show mails), or consent'],
    ['last-administrator', 'one must remain', 'Leave one administrator in place, or consent'],
  ] as const)('advises what fits the rail %s', (name, limit, advice) => {
    const refused = rail({ rail: name, verdict: 'refused', limit, reason: 'so' });
    const text = renderPlanText(planOf({ changes: [invite('a@acme.example')], rails: [refused] }), options());
    expect(text).toContain(advice);
  });

  it('shows a rail that was consented to: which, by whom, why and until when', () => {
    const changeDigest = digestOf('a plan');
    const expires = '2026-11-21T10:14:00.000Z';
    const consents = [{ name: 'c', changeDigest, expires, who: 'os:grace@build-7', why: 'the site closes' }];
    const rails = [rail({ verdict: 'consented', counted: 31 })];
    const text = renderPlanText(
      planOf({ changes: [remove('a@acme.example')], rails, recorded: { consents } }),
      options(),
    );
    expect(text).toContain('Consented: accounts on acme-connect, 31 of 118 (26 %), the rail is 25 %.');
    expect(text).toContain('Consent by os:grace@build-7, until 2026-11-21 10:14 UTC: "the site closes"');
    expect(text).not.toContain('Refused');
  });

  it('lists what a rail counts, where it is asked to', () => {
    const changes = [invite('a@acme.example', { harms: ['mails'] }), update('b@acme.example')];
    const text = renderPlanText(planOf({ changes }), options({ show: new Set(['mails']) }));
    expect(text).toContain('+ invite  teammate a@acme.example');
    expect(text).not.toContain('b@acme.example');
  });

  it('counts who begins later, and names them where it is asked to', () => {
    const from = '2027-01-01T00:00:00.000Z';
    const upcoming = [{ portal: 'acme-connect', who: 'bo@acme.example', role: 'Full access', from, at: location }];
    const plan = planOf({ upcoming, unchanged: 2 });
    expect(renderPlanText(plan, options())).toBe(
      'No changes. 2 resources as declared, 1 begins later (rollcall plan --show upcoming).\n',
    );
    const named = renderPlanText(plan, options({ show: new Set(['upcoming']) }));
    expect(named).toContain('bo@acme.example  Full access on acme-connect from 1 Jan 2027  people/ben.yaml:4');
  });

  it('says of nothing to do in what could be read what could not', () => {
    const reads = [
      { portal: 'acme-connect', kind: 'teammate', coverage: 'known-only', pages: 0, rows: 2, problem: null } as const,
    ];
    const text = renderPlanText(planOf({ reads, unchanged: 2 }), options());
    expect(text).toContain('No changes in what could be read. 2 resources as declared.\n');
    expect(text).toContain('! teammate of acme-connect: the portal has no list');
  });

  it.each([
    [{ because: 'until', at: '2026-11-01T00:00:00.000Z' }, 'until 2026-10-31 24:00 UTC has passed'],
    [{ because: 'leave', at: '2026-11-01T00:00:00.000Z' }, 'left on 2026-10-31'],
    [{ because: 'undeclared', was: 'User/dia' }, 'no longer declared (was by User/dia)'],
    [{ because: 'replaced', was: 'User/dia' }, 'User/dia has another address now'],
    [{ because: 'destroy' }, 'everything that is managed is to end'],
    [{ because: 'retire' }, 'the portal retires'],
  ] as const)('says why something goes: %j', (ends, text) => {
    const plan = planOf({ changes: [remove('dia@acme.example', { ends })] });
    expect(renderPlanText(plan, options())).toContain(`Read-only access: ${text}`);
    expect(renderPlanMarkdown(plan)).toContain(`Read-only access: ${text}`);
    const standing = [byHand('gus@acme.example', { ends, wants: 'delete' })];
    expect(renderPlanText(planOf({ standing }), options())).toContain(`; ${text}`);
  });

  it('says of a change to somebody who has not joined yet that the invitation stays', () => {
    const said = 'the invitation is not accepted yet, and stays open';
    const shown = (presence: 'invited' | 'active') =>
      renderPlanText(planOf({ changes: [update('eva@acme.example', { presence })] }), options());
    expect(shown('invited')).toContain(said);
    expect(shown('active')).not.toContain(said);
  });

  it('says until when and why of a step by hand', () => {
    const why = { ticket: 'HR-7' };
    const standing = [byHand('gus@acme.example', { until: '2027-04-01T00:00:00.000Z', why })];
    const text = renderPlanText(planOf({ standing }), options());
    expect(text).toContain('invite Full access until 2027-03-31 24:00 UTC');
    expect(text).toContain('HR-7');
  });

  it('says of a first step by hand that nothing is recorded', () => {
    const evidence = { grade: 'not-observable', at: now, note: 'nothing is recorded' } as const;
    const text = renderPlanText(planOf({ standing: [byHand('gus@acme.example', { evidence })] }), options());
    expect(text).toContain('(nobody can look; nothing is recorded)');
  });

  it('lists unmanaged and unchanged only where it is asked to, and removals alone where asked to', () => {
    const found = { identity: null, summary: 'Limited access', evidence: { grade: 'read', at: '' } } as const;
    const address = { portal: 'acme-connect', kind: 'teammate', key: 'zoe@acme.example' };
    const standing = [{ verdict: 'unmanaged', address, ...found } as const];
    const plan = planOf({ changes: [invite('a@acme.example'), remove('b@acme.example')], standing });
    expect(renderPlanText(plan, options())).not.toContain('zoe@');
    expect(renderPlanText(plan, options({ show: new Set(['unmanaged']) }))).toContain('? unmanaged');
    const removals = renderPlanText(plan, options({ show: new Set(['removals']) }));
    expect(removals).toContain('- delete');
    expect(removals).not.toContain('+ invite');
  });

  it('shows how it is known where it was not plainly read', () => {
    const evidence = { grade: 'attested', at: '2026-11-20T10:00:00.000Z', note: 'TS0180' } as const;
    const login = { grade: 'indirect', at: '2026-11-20T10:00:00.000Z', note: 'login at 10:00' } as const;
    const changes = [update('a@acme.example', { evidence }), remove('b@acme.example', { evidence: login })];
    const text = renderPlanText(planOf({ changes }), options());
    expect(text).toContain('(attested 2026-11-20: TS0180)');
    expect(text).toContain('(indirect: login at 10:00)');
  });

  it('puts steps by hand into a checklist', () => {
    const text = renderPlanText(planOf({ standing: [byHand('gus@acme.example')] }), options());
    expect(text).toContain('1. gus@acme.example: invite, Full access, until 28 Nov: Settings → Teammates');
    expect(text).toContain('1 step by hand to ask for');
  });

  it('colours only where it is told to, and says nothing by colour alone', () => {
    const coloured = renderPlanText(samplePlan(), options({ colour: true }));
    const plain = renderPlanText(samplePlan(), options());
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('gathers many that are blocked for one reason, unless they are asked for', () => {
    const common = { verdict: 'blocked', identity: null, summary: 'x', by: 'it is down', cure: 'wait' } as const;
    const standing = Array.from({ length: 9 }, (_, index) => {
      const address = { portal: 'acme-connect', kind: 'teammate', key: `p${index}@acme.example` };
      return { ...common, address, evidence: { grade: 'read', at: '' } as const };
    });
    const text = renderPlanText(planOf({ standing }), options());
    expect(text.replaceAll(/\s+/g, ' ')).toContain('⊘ blocked 9 teammates: it is down: p0@acme.example');
    expect(text).toContain('… and 4 more');
    expect(text).not.toContain('p7@');
    expect(renderPlanText(planOf({ standing }), options({ show: new Set(['blocked']) }))).toContain('p7@');
  });

  it('is ready for 30,000 changes', () => {
    const changes = Array.from({ length: 30_000 }, (_, index) => invite(`p${index}@acme.example`));
    const text = renderPlanText(planOf({ changes }), options());
    expect(text.split('\n').length).toBeGreaterThan(30_000);
  });
});
