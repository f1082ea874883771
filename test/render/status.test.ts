import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/render/display-width.ts';
import { markdownLimit } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderStatusJson } from '../../engine/render/status-json.ts';
import { renderStatusMarkdown } from '../../engine/render/status-markdown.ts';
import { statusRows } from '../../engine/render/status-rows.ts';
import { renderStatusText } from '../../engine/render/status-text.ts';
import { at, bound } from '../support/engine-builders.ts';
import { byHand, gate, invite, planOf, waiting } from '../support/plan-builders.ts';
import { samplePlan } from '../support/sample-plan.ts';

const options = { columns: 120, colour: false };

describe('renderStatusText', () => {
  it.each([80, 120])('looks as in the golden file at %i columns, and nothing is wider', async (columns) => {
    const text = renderStatusText({ plan: samplePlan(), unknown: [] }, { columns, colour: false });
    await expect(text).toMatchFileSnapshot(`golden/status-${columns}.txt`);
    for (const one of text.split('\n')) expect(displayWidth(one)).toBeLessThanOrEqual(columns);
  });

  it('says that nobody is waited for', () => {
    const text = renderStatusText({ plan: planOf({ unchanged: 12 }), unknown: [] }, options);
    expect(text).toBe('Nobody is waited for. 12 resources as declared.\n');
  });

  it('names changes that wait for apply', () => {
    const text = renderStatusText({ plan: planOf({ changes: [invite('a@acme.example')] }), unknown: [] }, options);
    expect(text).toContain('1 change to apply (rollcall plan).');
  });

  it('shows what nobody can say, and how to ask again', () => {
    const text = renderStatusText({ plan: planOf(), unknown: ['User/ada@acme/reset/lost-phone'] }, options);
    expect(text).toContain('‽ User/ada@acme/reset/lost-phone: sent once, no answer came');
    expect(text.replace(/\s+/g, ' ')).toContain('give the request a new id');
  });

  it('asks to look whether a mail came, as no request sends it again', () => {
    const occasion = 'onboarding/acme/ada l.';
    const { address, identity } = bound('ada');
    const unknownMails = new Map([[occasion, { seq: 3, address, identity, occasion, since: at }]]);
    const text = renderStatusText({ plan: planOf(), unknown: [occasion], unknownMails }, options);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'ask the person whether the mail came, and say it: rollcall attest acme/account/ada@acme.example ' +
        "--step 'mail:onboarding/acme/ada l.' --set came=… --evidence",
    );
    expect(text).not.toContain('new id');
  });

  it('asks only once about a mail that somebody is waited for to speak about', () => {
    const occasion = 'onboarding/acme/ada';
    const asked = gate({ step: `mail:${occasion}`, title: 'say whether it came' });
    const plan = planOf({ standing: [waiting('ada@acme.example', { gate: asked })] });
    const text = renderStatusText({ plan, unknown: [occasion, 'other'] }, options);
    expect(text).toContain('say whether it came');
    expect(text.match(/^‽ .*?:/gmu)).toEqual(['‽ other:']);
    const markdown = renderStatusMarkdown({ plan, unknown: [occasion, 'other'] });
    expect(markdown.match(/^- ‽ .*?:/gmu)).toEqual(['- ‽ other:']);
  });

  it('makes one row of many that are blocked for one reason', () => {
    const common = { verdict: 'blocked', identity: null, summary: '', by: 'it is down', cure: 'Wait.' } as const;
    const standing = Array.from({ length: 9 }, (_, index) => {
      const address = { portal: 'acme-connect', kind: 'teammate', key: `p${index}@acme.example` };
      return { ...common, address, evidence: { grade: 'read', at: '' } as const };
    });
    const text = renderStatusText({ plan: planOf({ standing }), unknown: [] }, options);
    expect(text).toMatch(/^9 teammates +blocked .*it is down: Wait\. Who: rollcall plan --show blocked$/m);
    expect(text).not.toContain('p1@');
  });

  it('says of what a portal is waited for what is known, and what happens then', () => {
    const gone = gate({
      title: 'invitation of 2026-11-20 is no longer there',
      waitingFor: { role: 'portal', name: 'acme-connect' },
      instructions: ['Somebody withdrew it.', 'Nothing to type: it is sent again.'],
    });
    const plan = planOf({ standing: [waiting('a@acme.example', { gate: gone })] });
    const text = renderStatusText({ plan, unknown: [] }, options);
    expect(text).toContain('a@acme.example  invitation of 2026-11-20 is no longer there  2 h');
    expect(text).toContain('Somebody withdrew it. Nothing to type: it is sent again.');
    expect(renderPlanText(plan, { ...options, show: new Set(['waiting']) })).toContain(
      'Full access: invitation of 2026-11-20 is no longer there, for 2 h',
    );
  });

  it('keeps its columns whatever the length of an address', () => {
    const standing = [waiting('a@acme.example'), waiting(`${'n'.repeat(45)}@acme.example`)];
    const lines = renderStatusText({ plan: planOf({ standing }), unknown: [] }, options).split('\n');
    const columns = lines.filter((one) => /SINCE|2 h/.test(one)).map((one) => one.search(/SINCE|2 h/));
    expect(columns).toHaveLength(3);
    expect(new Set(columns).size).toBe(1);
  });

  it('never breaks a command that a person is to copy', () => {
    const opened = '2026-11-20T10:00:00.000Z';
    const key = `${'n'.repeat(40)}@acme.example`;
    const text = renderStatusText(
      { plan: planOf({ standing: [byHand(key, { opened })] }), unknown: [] },
      { columns: 60, colour: false },
    );
    expect(text).toContain(`rollcall attest acme-connect/teammate/${key} --step invite-by-hand --evidence TICKET\n`);
  });

  it('turns opened steps by hand into a sitting that can be attested', () => {
    const opened = '2026-11-20T10:00:00.000Z';
    const standing = [byHand('gus@acme.example', { opened }), byHand('hal@acme.example', { opened })];
    const text = renderStatusText({ plan: planOf({ standing }), unknown: [] }, options);
    expect(text).toContain('Done? rollcall attest --sitting acme-connect-2026-11-20 --evidence TICKET');
  });
});

describe('statusRows', () => {
  it('has one row for all that follow by themselves, or wait for the same credentials', () => {
    const follows = gate({ step: 'follows', title: 'needs x', waitingFor: { role: 'portal', name: 'acme-connect' } });
    const address = { portal: 'acme-connect', kind: 'role', key: 'Viewer' };
    const standing = [
      waiting('a@acme.example', { gate: follows }),
      waiting('b@acme.example', { gate: follows }),
      waiting('c@acme.example', { gate: { ...follows, title: 'needs y' }, address }),
      waiting('d@acme.example'),
    ];
    const rows = statusRows(planOf({ standing }));
    expect(rows.map(({ who, waitingFor }) => `${who}: ${waitingFor}`)).toEqual([
      '2 objects: needs x',
      'd@acme.example: Join the team',
      'role Viewer: needs y',
    ]);
  });

  it('puts who is overdue first, then portals and people in order', () => {
    const standing = [
      waiting('b@acme.example'),
      waiting('a@acme.example'),
      waiting('c@acme.example', { overdue: true }),
    ];
    const rows = statusRows(planOf({ standing }));
    expect(rows.map((row) => row.who)).toEqual(['c@acme.example', 'a@acme.example', 'b@acme.example']);
  });

  it('says how each sort of gate closes', () => {
    const login = gate({ proof: { by: 'evidence', fact: 'login' } });
    const word = gate({ proof: { by: 'attest' } });
    const standing = [
      waiting('a@acme.example'),
      waiting('b@acme.example', { gate: login }),
      waiting('c@acme.example', { gate: word }),
      byHand('d@acme.example'),
    ];
    expect(statusRows(planOf({ standing })).map((row) => row.next)).toEqual([
      'nothing to type: the next plan sees it',
      expect.stringContaining('closes with a login that the portal shows'),
      'rollcall attest acme-connect/teammate/c@acme.example --step join --evidence TICKET',
      'rollcall apply asks for it',
    ]);
  });
});

describe('the other formats of status', () => {
  it('Markdown looks as in the golden file and keeps the limit', async () => {
    const text = renderStatusMarkdown({ plan: samplePlan(), unknown: [] });
    await expect(text).toMatchFileSnapshot('golden/status.md.txt');
    const standing = Array.from({ length: 20_000 }, (_, index) => waiting(`p${index}@acme.example`));
    const long = renderStatusMarkdown({ plan: planOf({ standing }), unknown: [] });
    expect(long.length).toBeLessThan(markdownLimit);
    expect(long).toMatch(/… and 19,\d{3} more/);
  });

  it('JSON holds whole instants and the addresses that attest takes', () => {
    const json: unknown = JSON.parse(renderStatusJson({ plan: samplePlan(), unknown: ['x'] }));
    expect(json).toMatchObject({ unknown: ['x'] });
    expect((json as { waiting: unknown[] }).waiting[0]).toMatchObject({
      address: 'acme-connect/teammate/ada@acme.example',
      gate: { since: '2026-11-15T09:00:00.000Z' },
    });
  });
});
