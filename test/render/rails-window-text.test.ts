import { expect, it } from 'vitest';
import { day, hour } from '../../engine/model/instant.ts';
import { windowText } from '../../engine/model/rail-window.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { railsText } from '../../engine/render/rails-text.ts';
import { refusalText } from '../../engine/render/refusal-text.ts';
import { planOf, rail, remove } from '../support/plan-builders.ts';

const earlier = { counted: 60, runs: 3, since: '2026-11-20T09:00:00.000Z', window: { runs: 10, within: 7 * day } };
const refused = rail({
  rail: 'role-assignments',
  portal: 'acme',
  verdict: 'refused',
  counted: 91,
  total: 300,
  who: ['ada@acme.example'],
  earlier,
});
const words =
  'role-assignments on acme, 31 now and 60 in 3 earlier runs since 2026-11-20: ' +
  '91 of 300 (30 %), the rail is 25 % over 10 runs within 7 days';

it('says what earlier runs did, together with this one and the rail’s window', () => {
  expect(refusalText(refused)).toBe(words);
  const mails = rail({ rail: 'mails', portal: 'acme', verdict: 'refused', counted: 90, total: null, limit: '50' });
  expect(refusalText({ ...mails, earlier: { ...earlier, counted: 45, runs: 1 } })).toBe(
    'mails on acme, 45 now and 45 in 1 earlier run since 2026-11-20: 90, the rail is 50 over 10 runs within 7 days',
  );
});

it('shows it in text and Markdown, with the two ways on', () => {
  const plan = planOf({ changes: [remove('ada@acme.example')], rails: [refused] });
  const text = renderPlanText(plan, { columns: 120, colour: false, show: new Set(), next: 'rollcall apply' });
  const markdown = renderPlanMarkdown(plan, { next: 'rollcall apply' }).replaceAll(/[`\\]/g, '');
  for (const shown of [text, markdown].map((one) => one.replaceAll(/\s+/g, ' '))) {
    expect(shown).toContain(words);
    expect(shown).toContain('ada@acme.example');
    expect(shown).toContain('Make the change smaller or later');
    expect(shown).toContain(`--consent ${plan.changeDigest}`);
  }
});

it('stays short where the rail lets it pass', () => {
  const passing = rail({ counted: 63, total: 300, earlier });
  expect(railsText([passing])).toBe('Rails: accounts 63 (3 now, of 300, at most 25 %): pass.');
});

it('speaks of no percentage where none counts', () => {
  expect(railsText([rail({ total: null, limit: 'none' })])).toBe('Rails: accounts 1: pass.');
});

it.each([
  [{ runs: 10, within: 7 * day }, '10 runs within 7 days'],
  [{ runs: 2, within: day }, '2 runs within 1 day'],
  [{ runs: 1, within: 36 * hour }, '1 run within 36 hours'],
  [{ runs: 3, within: 90_000 }, '3 runs within 90 seconds'],
  [{ runs: 3, within: 1500 }, '3 runs within 1.5 seconds'],
])('a window is said as it was written: %j', (window, said) => {
  expect(windowText(window)).toBe(said);
});

it('says first what passes only because the Portal loosens a rail', () => {
  const loose = rail({ rail: 'accounts', portal: 'acme', counted: 40, total: 40, limit: '100 %', byDefault: '25 %' });
  const plan = planOf({ changes: [remove('ada@acme.example')], rails: [loose] });
  const said = 'accounts on acme: 40 of 40; only because the Portal says 100 %, the default (25 %) stops it';
  const text = renderPlanText(plan, { columns: 140, colour: false, show: new Set() });
  expect(text.split('\n').find((one) => one.startsWith('  ! '))).toContain(`rail        ${said}`);
  expect(renderPlanMarkdown(plan).replaceAll(/[`\\]/g, '')).toContain(`**rail** ${said}`);
});

it('offers no consent where a policy refuses as well', () => {
  const verdict = { policy: 'few', severity: 'error', verdict: 'refused', subject: 'portal', who: 'acme' } as const;
  const policies = [{ ...verdict, message: 'Too many.', rule: 'false' }];
  const plan = planOf({ changes: [remove('ada@acme.example')], rails: [refused], policies });
  const text = renderPlanText(plan, { columns: 140, colour: false, show: new Set() }).replace(/\s+/g, ' ');
  expect(text).toContain('A consent alone will not do: a policy refuses this plan as well.');
  expect(text).not.toContain('apply --consent');
});
