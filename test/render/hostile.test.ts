import { describe, expect, it } from 'vitest';
import { renderChecklist } from '../../engine/render/checklist.ts';
import { renderPlanJson } from '../../engine/render/plan-json.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { progressLine } from '../../engine/render/progress-line.ts';
import { renderRefusal } from '../../engine/render/refusal-text.ts';
import { renderRunReport } from '../../engine/render/run-report-text.ts';
import { renderRunReportJson } from '../../engine/render/run-report-json.ts';
import { renderStatusJson } from '../../engine/render/status-json.ts';
import { renderStatusMarkdown } from '../../engine/render/status-markdown.ts';
import { renderStatusText } from '../../engine/render/status-text.ts';
import { forbidden, hostile } from '../support/hostile-text.ts';
import * as build from '../support/plan-builders.ts';
import { runItem, runReport } from '../support/report-builders.ts';

const address = { portal: hostile, kind: hostile, key: hostile };
const at = { file: hostile, line: 1, column: 1, length: 1 };
const evidence = { grade: 'attested', at: build.now, note: hostile } as const;
const gate = build.gate({
  title: hostile,
  waitingFor: { role: 'person', name: hostile },
  instructions: [hostile, hostile],
});
const common = { address, at, evidence, summary: hostile, word: hostile };
const fields = [{ field: hostile, before: [hostile], after: [hostile, `${hostile}2`] }];
const problem = { code: 'invalid', text: hostile, portalText: hostile, cure: hostile } as const;
const consequences = [{ kind: 'privilege', text: hostile } as const];

const plan = build.planOf({
  changes: [
    build.update(hostile, { ...common, fields, consequences, consent: [hostile], formerKey: hostile }),
    build.remove(hostile, { ...common, why: { reason: hostile, ticket: hostile, requestedBy: hostile } }),
  ],
  standing: [
    build.waiting(hostile, { ...common, gate, overdue: true }),
    build.byHand(hostile, { ...common, gate, because: hostile, opened: build.now }),
    { verdict: 'blocked', identity: null, ...common, by: hostile, cure: hostile },
  ],
  reads: [{ portal: hostile, kind: hostile, coverage: 'failed', pages: 0, rows: 0, problem }],
  rails: [build.rail({ verdict: 'refused', portal: hostile, who: [hostile], reason: hostile })],
  recorded: { workspace: hostile, commit: hostile },
});

const status = { plan, unknown: [hostile] };
const place = { columns: 100, colour: false };
const items = [
  runItem(hostile, { result: 'failed', problem }),
  runItem(hostile, { result: 'not-tried', because: hostile }),
];
const report = runReport({ items: items.map((item) => ({ ...item, ...common })), run: hostile });

describe('a hostile name or answer of a portal steers nothing and hides nothing', () => {
  it.each([
    ['plan', renderPlanText(plan, { ...place, show: new Set(['all']), next: hostile })],
    ['plan as Markdown', renderPlanMarkdown(plan, { next: hostile })],
    ['plan as JSON', renderPlanJson(plan)],
    ['status', renderStatusText(status, place)],
    ['status as Markdown', renderStatusMarkdown(status)],
    ['status as JSON', renderStatusJson(status)],
    [
      'checklist',
      renderChecklist(
        plan.standing.filter((one) => one.verdict === 'manual'),
        { ...place, now: build.now },
      ),
    ],
    ['refusal', renderRefusal(plan, place)],
    ['run report', renderRunReport(report, { ...place, file: hostile })],
    ['run report as JSON', renderRunReportJson(report)],
    ['progress', progressLine({ portal: hostile, done: 1, failed: 1, total: 2, elapsed: 1, limit: 1 }, 1_000)],
  ])('in the %s', (_what, text) => {
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toMatch(forbidden);
  });

  it('keeps the values in JSON as they are', () => {
    expect(JSON.parse(renderPlanJson(plan))).toEqual(JSON.parse(JSON.stringify(plan)));
  });
});
