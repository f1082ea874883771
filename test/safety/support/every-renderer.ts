import { renderChecklist } from '../../../engine/render/checklist.ts';
import { renderDiagnostics } from '../../../engine/render/diagnostics-text.ts';
import { renderPlanJson } from '../../../engine/render/plan-json.ts';
import { renderPlanMarkdown } from '../../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../../engine/render/plan-text.ts';
import { progressLine } from '../../../engine/render/progress-line.ts';
import { renderRefusal } from '../../../engine/render/refusal-text.ts';
import { renderRunReportJson } from '../../../engine/render/run-report-json.ts';
import { renderRunReport } from '../../../engine/render/run-report-text.ts';
import { renderStatusJson } from '../../../engine/render/status-json.ts';
import { renderStatusMarkdown } from '../../../engine/render/status-markdown.ts';
import { renderStatusText } from '../../../engine/render/status-text.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { PolicyVerdict } from '../../../engine/model/policy.ts';
import type { RunReport } from '../../../engine/model/run-report.ts';
import * as build from '../../support/plan-builders.ts';
import { runItem, runReport } from '../../support/report-builders.ts';

const place = { columns: 100, colour: false };
const from = '2026-11-20T00:00:00.000Z';
const until = '2026-12-20T00:00:00.000Z';

/** A plan in which every text that comes from outside is this one. */
export function planOfText(text: string): Plan {
  const { common, problem } = partsOf(text);
  const fields = [{ field: text, before: [text], after: [text, `${text}2`] }];
  const gate = build.gate({
    title: text,
    waitingFor: { role: 'person', name: text },
    instructions: [text, text],
  });
  const { identity: _, ...seen } = common;
  return build.planOf({
    changes: [
      build.update(text, {
        ...common,
        fields,
        consequences: [{ kind: 'privilege', text }],
        consent: [text],
        formerKey: text,
      }),
      build.remove(text, { ...common, why: { reason: text, ticket: text, requestedBy: text } }),
    ],
    standing: [
      build.waiting(text, { ...common, gate, overdue: true }),
      build.byHand(text, { ...common, gate, because: text, opened: build.now }),
      { verdict: 'blocked', ...seen, identity: null, by: text, cure: text },
    ],
    reads: [{ portal: text, kind: text, coverage: 'failed', pages: 0, rows: 0, problem }],
    rails: [build.rail({ verdict: 'refused', portal: text, who: [text], reason: text })],
    policies: policiesOf(text),
    freezes: [{ from, until, why: text, portals: [text], held: 1 }],
    remains: [{ because: 'kept', portal: text, what: text, text }],
    idleConsents: [{ name: text, who: text, changeDigest: text, because: 'foreign', text }],
    upcoming: [{ portal: text, who: text, role: text, from: until }],
    drift: [{ address: common.address, identity: common.identity, what: 'changed', fields, evidence: common.evidence }],
    portals: [{ name: text, provider: text, reality: text, requestsPerSecond: 5, requests: 1 }],
    recorded: { workspace: text, commit: text, consents: [consentOf(text)] },
  });
}

function partsOf(text: string) {
  const address = { portal: text, kind: text, key: text };
  const evidence = { grade: 'attested', at: build.now, note: text } as const;
  const at = { file: text, line: 1, column: 1, length: 1 };
  const identity = { document: 'User', name: text, portal: text, kind: text } as const;
  const problem = { code: 'invalid', text, portalText: text, portalCode: text, cure: text } as const;
  return { common: { address, at, evidence, identity, summary: text, word: text }, problem };
}

function policiesOf(text: string): readonly PolicyVerdict[] {
  const exception = { for: text, until, why: text, mitigation: text };
  const at = { file: text, line: 1, column: 1, length: 1 };
  const said = { policy: text, subject: 'user', who: text, names: [text], message: text, rule: text, at } as const;
  return [
    { ...said, severity: 'error', verdict: 'refused' },
    { ...said, severity: 'warn', verdict: 'warned' },
    { ...said, severity: 'error', verdict: 'broken' },
    { ...said, severity: 'error', verdict: 'excepted', exception },
  ];
}

function consentOf(text: string) {
  return { name: text, changeDigest: text, expires: until, who: text, why: text };
}

export function reportOfText(text: string): RunReport {
  const { common, problem } = partsOf(text);
  const results = [
    { result: 'failed', problem },
    { result: 'unknown', problem },
    { result: 'stale', text },
    { result: 'waiting', text },
    { result: 'not-tried', because: text },
  ] as const;
  const items = results.map((result) => ({ ...runItem(text, result), ...common }));
  return runReport({
    items,
    recovered: items,
    run: text,
    actor: { name: text, how: 'os' },
    consents: [consentOf(text)],
    policies: policiesOf(text),
    remains: [{ because: 'kept', portal: text, what: text, text }],
    rails: [build.rail({ verdict: 'refused', portal: text, who: [text], reason: text })],
  });
}

export interface Rendering {
  readonly renderer: string;
  readonly form: 'text' | 'markdown' | 'json';
  readonly render: (text: string) => string;
}

/** There is no renderer of tables for spreadsheets (CSV): a formula is a name like any other. */
export const renderings: readonly Rendering[] = [
  {
    renderer: 'plan',
    form: 'text',
    render: (text) => renderPlanText(planOfText(text), { ...place, show: new Set(['all']), next: text }),
  },
  {
    renderer: 'plan, sentences only',
    form: 'text',
    render: (text) => renderPlanText(planOfText(text), { ...place, columns: 40, show: new Set(), next: text }),
  },
  { renderer: 'plan', form: 'markdown', render: (text) => renderPlanMarkdown(planOfText(text), { next: text }) },
  { renderer: 'plan', form: 'json', render: (text) => renderPlanJson(planOfText(text)) },
  { renderer: 'status', form: 'text', render: (text) => renderStatusText(statusOf(text), place) },
  { renderer: 'status', form: 'markdown', render: (text) => renderStatusMarkdown(statusOf(text)) },
  { renderer: 'status', form: 'json', render: (text) => renderStatusJson(statusOf(text)) },
  {
    renderer: 'run report',
    form: 'text',
    render: (text) => renderRunReport(reportOfText(text), { ...place, file: text }),
  },
  { renderer: 'run report', form: 'json', render: (text) => renderRunReportJson(reportOfText(text)) },
  { renderer: 'refusal', form: 'text', render: (text) => renderRefusal(planOfText(text), place) },
  { renderer: 'checklist', form: 'text', render: checklistOf },
  { renderer: 'diagnostics', form: 'text', render: diagnosticsOf },
  {
    renderer: 'progress',
    form: 'text',
    render: (text) => progressLine({ portal: text, done: 1, failed: 1, total: 2, elapsed: 1, limit: 1 }, 1_000),
  },
];

/** The names of the functions that these call. */
export const coveredRenderers: ReadonlySet<string> = new Set(
  [
    ...[renderPlanText, renderPlanMarkdown, renderPlanJson, renderStatusText, renderStatusMarkdown, renderStatusJson],
    ...[renderRunReport, renderRunReportJson, renderRefusal, renderChecklist, renderDiagnostics, progressLine],
  ].map(({ name }) => name),
);

function statusOf(text: string) {
  return { plan: planOfText(text), unknown: [text] };
}

function checklistOf(text: string): string {
  const steps = planOfText(text).standing.filter((one) => one.verdict === 'manual');
  return renderChecklist(steps, { ...place, now: build.now });
}

function diagnosticsOf(text: string): string {
  const location = { file: text, line: 1, column: 1, length: 2 };
  const said = { summary: text, detail: text, cure: text, location, related: [{ location, text }] };
  const diagnostics = [
    { code: 'unknown-portal', severity: 'error', ...said } as const,
    { code: 'unknown-portal', severity: 'warning', ...said } as const,
  ];
  return renderDiagnostics(diagnostics, { ...place, sourceLine: () => text });
}
