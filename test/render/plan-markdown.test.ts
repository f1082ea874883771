import { describe, expect, it } from 'vitest';
import { markdownLimit, renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { hostile } from '../support/hostile-text.ts';
import { byHand, invite, planOf, rail, remove, update, waiting } from '../support/plan-builders.ts';
import { samplePlan } from '../support/sample-plan.ts';

describe('renderPlanMarkdown', () => {
  it('looks as in the golden file', async () => {
    const text = renderPlanMarkdown(samplePlan(), { next: 'rollcall apply plan.json' });
    await expect(text).toMatchFileSnapshot('golden/plan.md.txt');
  });

  it('has the counts in its title and the digest in its last line', () => {
    const lines = renderPlanMarkdown(samplePlan(), { next: 'rollcall apply' }).trimEnd().split('\n');
    expect(lines[0]).toBe('### Rollcall · acme: 2 to invite, 1 to update, 1 to delete, 1 step by hand to ask for');
    expect(lines.at(-1)).toContain(samplePlan().changeDigest);
    expect(lines.at(-1)).toContain('rollcall apply');
  });

  it('lists people in alphabetical order, one collapsed section per portal', () => {
    const changes = ['cy', 'ada', 'ben'].map((name) => invite(`${name}@acme.example`));
    const text = renderPlanMarkdown(planOf({ changes }));
    expect(text.indexOf('ada@')).toBeLessThan(text.indexOf('ben@'));
    expect(text.indexOf('ben@')).toBeLessThan(text.indexOf('cy@'));
    expect(text.match(/<details/g)).toHaveLength(1);
  });

  it('opens a short plan, and folds a long one away', () => {
    const people = (count: number) => Array.from({ length: count }, (_, index) => invite(`p${index}@acme.example`));
    expect(renderPlanMarkdown(planOf({ changes: people(20) }))).toContain('<details open>');
    expect(renderPlanMarkdown(planOf({ changes: people(21) }))).toContain('<details><summary>');
  });

  it('has the steps by hand as boxes to tick, and counts those without room', () => {
    const standing = [byHand('gus@acme.example')];
    const text = renderPlanMarkdown(planOf({ standing }));
    expect(text).toContain('- [ ] `gus@acme.example`: invite, Full access, until 28 Nov\n  1. Settings');
    const many = Array.from({ length: 5_000 }, (_, index) => byHand(`p${index}@acme.example`));
    const long = renderPlanMarkdown(planOf({ standing: many }));
    expect(long.length).toBeLessThan(markdownLimit);
    const boxes = long.match(/^- \[ \] /gm)?.length ?? 0;
    const [, more = ''] = /- … and ([\d,]+) more steps/.exec(long) ?? [];
    expect(boxes).toBeGreaterThan(50);
    expect(boxes + Number(more.replaceAll(',', ''))).toBe(5_000);
  });

  it('says why of a step by hand', () => {
    const standing = [byHand('gus@acme.example', { why: { ticket: 'HR-7' } })];
    expect(renderPlanMarkdown(planOf({ standing }))).toContain('no teammates API; HR-7');
  });

  it('names who begins later', () => {
    const from = '2027-01-01T00:00:00.000Z';
    const upcoming = [{ portal: 'acme-connect', who: 'bo@acme.example', role: 'Full access', from }];
    expect(renderPlanMarkdown(planOf({ upcoming }))).toContain(
      '- `bo@acme.example`: Full access on acme-connect from 1 Jan 2027',
    );
  });

  it('says that there is nothing to do', () => {
    const text = renderPlanMarkdown(planOf({ standing: [waiting('a@acme.example')] }));
    expect(text).toContain('### Rollcall · acme: no changes');
  });

  it('shows what was refused', () => {
    const rails = [rail({ verdict: 'refused', counted: 31, who: ['a@acme.example'] })];
    expect(renderPlanMarkdown(planOf({ changes: [remove('a@acme.example')], rails }))).toContain('**Refused:');
    const digest = planOf().changeDigest;
    const advice = `or consent to exactly this plan: \`rollcall apply --consent ${digest} --why "…"\``;
    expect(renderPlanMarkdown(planOf({ changes: [remove('a@acme.example')], rails }))).toContain(advice);
  });

  it('stays under the limit with 30,000 changes, and counts the tail', () => {
    const changes = Array.from({ length: 30_000 }, (_, index) =>
      remove(`p${index}@acme.example`, { consequences: [{ kind: 'removal', text: `loses role ${index}` }] }),
    );
    const text = renderPlanMarkdown(planOf({ changes }));
    expect(text.length).toBeLessThan(markdownLimit);
    const rows = text.match(/^- \*\*delete\*\*/gm)?.length ?? 0;
    const [, more = ''] = /- … and ([\d,]+) more \(`rollcall plan`/.exec(text) ?? [];
    expect(rows + Number(more.replaceAll(',', ''))).toBe(30_000);
    expect(rows).toBeGreaterThan(100);
  });

  it('stays under the limit with many portals of endless, hostile names', () => {
    const long = '` @ '.repeat(2_000);
    const changes = Array.from({ length: 2_000 }, (_, index) => ({
      ...update(`${long}${index}`, { consequences: [{ kind: 'privilege', text: `${long}${index}` }] }),
      address: { portal: `${index}${long}`, kind: 'teammate', key: `${long}${index}` },
    }));
    const rails = changes.map((_, index) => rail({ verdict: 'refused', portal: `${index}${long}`, who: [long, long] }));
    const problem = { code: 'auth', text: long, portalText: long, cure: long } as const;
    const reads = changes.map(({ address }) => {
      return { portal: address.portal, kind: 'teammate', coverage: 'failed', pages: 0, rows: 0, problem } as const;
    });
    const text = renderPlanMarkdown(planOf({ changes, rails, reads }), { next: 'rollcall apply' });
    expect(text.length).toBeLessThan(markdownLimit);
    expect(text).toContain('more portals with 1,950 rows');
  });

  it('makes nothing of hostile names', () => {
    const change = invite(hostile, { summary: hostile, why: { reason: hostile, ticket: hostile } });
    const portal = { ...change, address: { ...change.address, portal: hostile } };
    const text = renderPlanMarkdown(planOf({ changes: [portal], recorded: { workspace: hostile } }));
    const acting = text.replaceAll(/(`+)(?!`)(.*?[^`])\1(?!`)/g, '');
    expect(acting.match(/<(?!\/?details( open)?>|\/?summary>|\/?code>)/g) ?? []).toEqual([]);
    expect(acting.match(/<\/details>/g)).toHaveLength(1);
  });
});
