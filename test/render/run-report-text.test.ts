import { describe, expect, it } from 'vitest';
import { renderRunReportJson } from '../../engine/render/run-report-json.ts';
import { renderRunReport } from '../../engine/render/run-report-text.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { now, rail } from '../support/plan-builders.ts';
import { failed, runItem, runReport } from '../support/report-builders.ts';

const options = { columns: 120, colour: false, file: '.rollcall/runs/x.json' };

describe('renderRunReport', () => {
  it('looks as in the golden file', async () => {
    const because = 'needs gus@acme.exmaple';
    const items = [
      runItem('ada@acme.example'),
      failed('gus@acme.exmaple'),
      runItem('x@acme.example', { result: 'not-tried', because }),
      runItem('y@acme.example', { result: 'not-tried', because }),
      runItem('z@acme.example', { result: 'stale', text: 'the role is Owner now, planned was Full access' }),
    ];
    await expect(renderRunReport(runReport({ items }), options)).toMatchFileSnapshot('golden/run-report.txt');
  });

  it('says where it wrote', () => {
    const title = (portals: 'live' | 'sandbox') =>
      renderRunReport(runReport({ portals }), options).split(', report')[0];
    expect(title('live')).toMatch(/Run \S+ at the live portals$/);
    expect(title('sandbox')).toMatch(/Run \S+ at the sandbox$/);
  });

  it('of a plan that was done already names the run, and nothing to mend', () => {
    const items = [runItem('a@acme.example', { result: 'stale', text: 'not any more' })];
    const text = renderRunReport(runReport({ items, exitCode: 6, doneBy: 'r-1', waiting: 0 }), options);
    expect(text).toContain('Nothing to apply: all of this plan was done by the run r-1. Run ');
    expect(text).not.toMatch(/mend|not any more/);
  });

  it('is short where all went well', () => {
    expect(renderRunReport(runReport(), options)).toBe(
      [
        'Applied 1 of 1 in 4 min 2 s. Run 2026-11-21T09:14Z-4be1, report .rollcall/runs/x.json',
        '1 waiting for people. Next: rollcall status',
        '',
      ].join('\n'),
    );
    expect(renderRunReport(runReport({ waiting: 0 }), options)).toContain('Nobody is waited for.');
    expect(renderRunReport(runReport({ items: [] }), options)).toContain('Nothing to apply in');
  });

  it('says that steps were asked of people, and not that nothing was done', () => {
    const asked = renderRunReport(runReport({ items: [], asked: 2, waiting: 2 }), options);
    expect(asked).toContain('Asked people for 2 steps in');
    expect(asked).toContain('2 waiting for people. Next: rollcall status');
    expect(renderRunReport(runReport({ asked: 1 }), options)).toContain(
      'Applied 1 of 1 and asked people for 1 step in',
    );
  });

  it('promises no empty plan after everything was removed, or only a part was planned', () => {
    const scope = { target: [], exclude: [], at: null, mode: 'normal' } as const;
    const destroyed = renderRunReport(runReport({ waiting: 0, scope: { ...scope, mode: 'destroy' } }), options);
    expect(destroyed).toContain('The manifests still declare what was removed: the next apply brings it back.');
    const part = renderRunReport(runReport({ waiting: 0, scope: { ...scope, target: ['acme'] } }), options);
    expect(part).toContain('Only a part was planned');
    for (const text of [destroyed, part])
      expect(text.replaceAll(/\s+/g, ' ')).toContain('Next: rollcall plan says whether anything is left');
  });

  it('promises nothing where a portal was not read, something is blocked, or the run was interrupted', () => {
    for (const exitCode of [5, 130]) {
      const nobody = renderRunReport(runReport({ exitCode, waiting: 0 }), options);
      expect(nobody).toContain(
        'Not everything could be read, planned or finished. Next: rollcall plan says what is left',
      );
      expect(nobody).not.toContain('nothing to do');
      expect(renderRunReport(runReport({ exitCode }), options)).toContain('Next: rollcall status, rollcall plan\n');
    }
  });

  it.each([
    ['interrupted', 'Interrupted: what was under way was finished'],
    ['lease-lost', 'the ledger could not be written any more'],
    ['crashed', 'the next apply looks up what it left open'],
    ['refused', 'Refused: nothing was done'],
  ] as const)('says that it was %s', (ending, text) => {
    expect(renderRunReport(runReport({ ending }), options)).toContain(text);
  });

  it('says why the ledger could not be written, and what to do about it', () => {
    const stopped = { text: 'The ledger’s 000002.jsonl cannot be written: no room', cure: 'Make room there.' };
    const text = renderRunReport(runReport({ ending: 'lease-lost', stopped }), options);
    expect(text).toContain('  The ledger’s 000002.jsonl cannot be written: no room\n  → Make room there.\n');
  });

  it('shows the rails that refused it on fresh totals', () => {
    const rails = [rail({ verdict: 'refused', counted: 31 })];
    const text = renderRunReport(runReport({ ending: 'refused', items: [], rails }), options);
    expect(text).toContain('Refused before the first write: accounts on acme-connect, 31 of 118');
  });

  it('says who consented to it, why and until when', () => {
    const consent = { name: 'c', changeDigest: digestOf('p'), expires: now, who: 'grace', why: 'both start on Monday' };
    const text = renderRunReport(runReport({ consents: [consent] }), options);
    expect(text).toMatch(/Consented to by grace, until 2026-11-21.*: both start on Monday/);
    expect(renderRunReport(runReport({ consents: [] }), options)).not.toContain('Consented');
  });

  it('says of what went wrong why it was wanted, and until when', () => {
    const why = { ticket: 'HR-1042', reason: 'starts', requestedBy: 'owner' };
    const item = { ...failed('gus@acme.example'), why, until: now };
    const text = renderRunReport(runReport({ items: [item] }), { ...options, columns: 300 });
    expect(text).toMatch(/\(\S+:\d+, HR-1042 "starts" \(for owner\), until 2026-11-21.*\)/);
  });

  it('shows what became of calls of earlier runs', () => {
    const recovered = [runItem('old@acme.example')];
    expect(renderRunReport(runReport({ recovered }), options)).toContain('✓ from an earlier run: invite teammate old@');
  });

  it('says what nobody can say', () => {
    const problem = { code: 'ambiguous', text: 'No answer came.' } as const;
    const items = [runItem('ada@acme.example', { result: 'unknown', problem })];
    const text = renderRunReport(runReport({ items }), options);
    expect(text).toContain('1 unknown');
    expect(text).toContain('‽ invite teammate ada@acme.example on acme-connect: No answer came.');
  });

  it('counts what is too much to list', () => {
    const items = Array.from({ length: 80 }, (_, index) => failed(`p${index}@acme.example`));
    expect(renderRunReport(runReport({ items }), options)).toContain('… and 30 more in the report');
  });

  it('as JSON is the report itself', () => {
    expect(JSON.parse(renderRunReportJson(runReport()))).toEqual(runReport());
  });
});
