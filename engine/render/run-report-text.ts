import type { RunItem, RunReport } from '../model/run-report.ts';
import { placeText, whyText } from './change-words.ts';
import { type Commands, plainCommands, whole } from './commands.ts';
import { fold } from './fold.ts';
import { type Line, line, printLines } from './line.ts';
import { problemText } from './plan-facts.ts';
import { policyRefusalLines } from './policy-text.ts';
import { refusalLines } from './refusal-text.ts';
import { paintWith } from './style.ts';
import { afterSweepText, remainLines, sweptText } from './sweep-text.ts';
import { symbols } from './symbols.ts';
import { durationText, untilText } from './time-text.ts';
import { counted, number } from './words.ts';

export interface RunReportOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** Where the report was written, relative to the workspace. */
  readonly file: string | null;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

const mostItems = 50;
type Result = RunItem['result']['result'];

/** What a run came to: how much was done, what was not and why, and what to do next. */
export function renderRunReport(report: RunReport, options: RunReportOptions): string {
  const { columns } = options;
  const commands = whole(options.commands ?? plainCommands);
  const lines = [
    ...report.recovered.flatMap((item) => itemLines(item, columns, 'from an earlier run: ')),
    ...fold(line(titleText(report, options.file)), { columns, hang: 2 }),
    ...stoppedLines(report, columns),
    ...consentLines(report, columns),
    ...refusalLines(report, { columns, commands }),
    ...policyRefusalLines(report.policies, columns),
    ...(report.doneBy === undefined ? troubleLines(report.items, columns) : []),
    ...(report.ending === 'refused' ? [] : remainLines(report.remains, columns)),
    ...fold(line(endText(report, commands)), { columns, hang: 2 }),
  ];
  return printLines(lines, paintWith(options.colour));
}

const endings: Readonly<Record<RunReport['ending'], string>> = {
  finished: '',
  interrupted: 'Interrupted: what was under way was finished, the rest was not begun. ',
  crashed: 'The run ended without a word; the next apply looks up what it left open. ',
  'lease-lost': 'Stopped: the ledger could not be written any more, so nothing more was done. ',
  refused: 'Refused: nothing was done. ',
};

function titleText(report: RunReport, file: string | null): string {
  const { items } = report;
  const done = tally(items, ['done', 'waiting']);
  const parts: string[] = [];
  const named: readonly (readonly [Result, string])[] = [
    ['failed', 'failed'],
    ['stale', 'no longer as planned'],
    ['unknown', 'unknown'],
    ['not-tried', 'not tried'],
  ];
  for (const [result, text] of named) {
    const count = tally(items, [result]);
    if (count > 0) parts.push(`${number(count)} ${text}`);
  }
  const trouble = parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
  const kept = file === null ? '' : `, report ${file}`;
  const nothing = report.ending === 'refused' && items.length === 0;
  const counts = nothing ? '' : `${doneText(report, done)} in ${durationText(report.took)}.${trouble} `;
  const run = `Run ${report.run}${portalsText(report)}${kept}`;
  if (report.doneBy !== undefined)
    return `Nothing to apply: all of this plan was done by the run ${report.doneBy}. ${run}`;
  return `${endings[report.ending]}${sweptText(report)}${counts}${run}`;
}

function portalsText({ portals }: RunReport): string {
  if (portals === undefined) return '';
  return portals === 'sandbox' ? ' at the sandbox' : ' at the live portals';
}

function doneText({ items, asked = 0 }: RunReport, done: number): string {
  const steps = asked > 0 ? counted(asked, 'step') : undefined;
  if (items.length === 0) return steps === undefined ? 'Nothing to apply' : `Asked people for ${steps}`;
  const also = steps === undefined ? '' : ` and asked people for ${steps}`;
  return `Applied ${number(done)} of ${number(items.length)}${also}`;
}

function stoppedLines({ stopped }: RunReport, columns: number): Line[] {
  if (stopped === undefined) return [];
  const { text, cure } = stopped;
  return [
    ...fold(line([text, 'bad']), { columns, indent: 2, hang: 4 }),
    ...fold(line(`→ ${cure}`), { columns, indent: 2, hang: 4 }),
  ];
}

/** What was not done, one by one; what was not tried for the same reason together. */
function troubleLines(items: readonly RunItem[], columns: number): Line[] {
  const trouble = items.filter((item) => ['failed', 'stale', 'unknown'].includes(item.result.result));
  const lines = trouble.slice(0, mostItems).flatMap((item) => itemLines(item, columns));
  if (trouble.length > mostItems) lines.push(line(`  … and ${number(trouble.length - mostItems)} more in the report`));
  return [...lines, ...notTriedLines(items, columns)];
}

function itemLines(item: RunItem, columns: number, before = ''): Line[] {
  const { mark, style } = symbols[item.result.result];
  const text = `${before}${item.word} ${item.address.kind} ${item.address.key} on ${item.address.portal}`;
  const said = resultText(item.result);
  const grounds = [placeText(item.at), whyText(item.why), item.until === undefined ? undefined : untilText(item.until)];
  const known = grounds.filter((one) => one !== undefined).join(', ');
  const tail = `${said === '' ? '' : `: ${said}`}${known === '' ? '' : ` (${known})`}`;
  return fold(line([`${mark} ${text}`, style], tail), { columns, indent: 2, hang: 4 });
}

/** Who took it upon themselves that this run might do what a rail refuses. */
function consentLines({ consents = [] }: RunReport, columns: number): Line[] {
  return consents.flatMap(({ who, why, expires }) => {
    return fold(line(`Consented to by ${who}, ${untilText(expires)}: ${why}`), { columns, indent: 2, hang: 4 });
  });
}

function resultText(result: RunItem['result']): string {
  switch (result.result) {
    case 'done':
      return '';
    case 'waiting':
    case 'stale':
      return result.text;
    case 'failed':
    case 'unknown':
      return problemText(result.problem);
    case 'not-tried':
      return result.because;
  }
}

function notTriedLines(items: readonly RunItem[], columns: number): Line[] {
  const reasons = new Map<string, number>();
  for (const { result } of items) {
    if (result.result === 'not-tried') reasons.set(result.because, (reasons.get(result.because) ?? 0) + 1);
  }
  const { mark, style } = symbols['not-tried'];
  return [...reasons].slice(0, mostItems).flatMap(([because, count]) => {
    const text = `${mark} not tried (${because}): ${counted(count, 'change')}`;
    return fold(line([text, style]), { columns, indent: 2, hang: 4 });
  });
}

function endText(report: RunReport, commands: Commands): string {
  if (report.ending === 'refused') return `Next: ${commands('plan')}`;
  const again = report.items.some((item) => item.result.result !== 'done' && item.result.result !== 'waiting');
  const still = stillText(report);
  const held = heldText(report);
  if (report.doneBy !== undefined) return `Next: ${commands('plan')} says whether anything is left`;
  if (report.waiting > 0) {
    const both = again || report.exitCode !== 0 ? `${commands('status')}, ${commands('plan')}` : commands('status');
    return `${held}${still}${number(report.waiting)} waiting for people. Next: ${both}`;
  }
  if (again) return `${still}Next: mend what is named above, then ${commands('plan')}`;
  return report.exitCode === 0
    ? `${held}Nobody is waited for. ${still}Next: ${commands('plan')} says whether anything is left`
    : `${still}Not everything could be read, planned or finished. Next: ${commands('plan')} says what is left`;
}

/** What waits for nobody but the end of a freeze. */
function heldText({ held = 0 }: RunReport): string {
  return held === 0 ? '' : `${counted(held, 'removal')} held by a freeze: a later apply goes on with them. `;
}

/** What this run did not do, because it was aimed at something else. */
function stillText(report: RunReport): string {
  const { scope } = report;
  if (scope === undefined) return '';
  const after = afterSweepText(report);
  if (after !== '') return after;
  const less = scope.target.length > 0 || scope.exclude.length > 0 || scope.at !== null;
  return less ? 'Only a part was planned: the rest is as it was. ' : '';
}

function tally(items: readonly RunItem[], results: readonly Result[]): number {
  return items.filter((item) => results.includes(item.result.result)).length;
}
