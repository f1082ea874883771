import { checklistLines } from './checklist.ts';
import { type Commands, joint, plainCommands, whole } from './commands.ts';
import { fold } from './fold.ts';
import { freezeLines } from './freeze-text.ts';
import { displayWidth } from './display-width.ts';
import { emptyLine, type Line, line, printLines } from './line.ts';
import { isNothingToDo, standingText } from './plan-facts.ts';
import { readTexts } from './read-texts.ts';
import { safeText } from './safe-text.ts';
import type { SittingStep } from './sitting.ts';
import { type Status, type StatusRow, statusRows } from './status-rows.ts';
import { paintWith, type Style } from './style.ts';
import { attention } from './symbols.ts';
import { table } from './table.ts';
import { unknownTexts } from './unknown-texts.ts';
import { counted } from './words.ts';

export interface StatusOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

/** From how many columns on all of a row stands beside each other. */
const wideFrom = 100;
/** Wider addresses would push all the rest of their rows out of its columns. */
const widestWho = 44;

/** Who is waited for, which step, since when, until when, and the next thing to do. */
export function renderStatusText(status: Status, options: StatusOptions): string {
  const { columns } = options;
  const commands = whole(options.commands ?? plainCommands);
  const rows = statusRows(status.plan, commands);
  const blocks = [
    [...freezeLines(status.plan, columns), ...readLines(status, columns)],
    rows.length === 0 ? [] : rowLines(rows, columns),
    handLines(status, { columns, commands }),
    unknownLines(status, { columns, commands }),
    fold(line(endText(status, commands)), { columns, hang: 2 }),
  ];
  const shown = blocks.filter((block) => block.length > 0);
  const lines = shown.flatMap((block, index) => (index === 0 ? block : [emptyLine, ...block]));
  return printLines(lines, paintWith(options.colour));
}

function readLines(status: Status, columns: number): Line[] {
  return readTexts(status.plan.reads).flatMap(({ text }) =>
    fold(line([`${attention.mark} `, 'care'], text), { columns, hang: 2 }),
  );
}

function rowLines(rows: readonly StatusRow[], columns: number): Line[] {
  const portals = new Set(rows.map((row) => row.portal));
  const named = rows.map((row) => (portals.size > 1 ? { ...row, who: `${row.who} (${row.portal})` } : row));
  const widest = Math.max(...named.map(({ who }) => displayWidth(safeText(who))));
  return columns < wideFrom || widest > widestWho ? narrowRows(named, columns) : wideRows(named, columns);
}

function wideRows(rows: readonly StatusRow[], columns: number): Line[] {
  const head = ['WHO', 'WAITING FOR', 'SINCE', 'UNTIL', 'NEXT'].map((name) => line([name, 'quiet']));
  const cells = rows.map((row) => [
    line(row.who),
    line(row.waitingFor),
    line([row.since, styleOf(row)]),
    line(row.until),
    line([row.next, styleOf(row)]),
  ]);
  return table([head, ...cells], { columns, indent: 0, hang: 2, widest: widestWho }).flat();
}

/** What does not fit beside each other stands below: first who and when, then what for, then what next. */
function narrowRows(rows: readonly StatusRow[], columns: number): Line[] {
  const head = ['WHO', 'SINCE', 'UNTIL'].map((name) => line([name, 'quiet']));
  const cells = rows.map((row) => [line(row.who), line([row.since, styleOf(row)]), line(row.until)]);
  const [first = [], ...groups] = table([head, ...cells], { columns, indent: 0, hang: 2, widest: columns - 20 });
  const place = { columns, indent: 2, hang: 4 };
  return [
    ...first,
    ...rows.flatMap((row, index) => [
      ...(groups[index] ?? []),
      ...fold(line(row.waitingFor), place),
      ...fold(line([arrowed(row.next), styleOf(row)]), place),
    ]),
  ];
}

/** The arrow stays with a command that has a line of its own. */
function arrowed(next: string): string {
  return `→${next.split(' ')[0]?.includes(joint) === true ? joint : ' '}${next}`;
}

function styleOf(row: StatusRow): Style {
  return row.overdue ? 'bad' : 'plain';
}

/** What is to be done by hand and was asked for, as checklists. */
function handLines(status: Status, place: { readonly columns: number; readonly commands: Commands }): Line[] {
  const steps: SittingStep[] = [];
  for (const one of status.plan.standing) if (one.verdict === 'manual' && one.opened !== null) steps.push(one);
  return checklistLines(steps, { ...place, now: status.plan.recorded.at });
}

function unknownLines(
  status: Status,
  { columns, commands }: { readonly columns: number; readonly commands: Commands },
): Line[] {
  const texts = unknownTexts(status, commands);
  return texts.flatMap((text) => fold(line(['‽ ', 'bad'], text), { columns, hang: 2 }));
}

function endText(status: Status, commands: Commands): string {
  const { plan } = status;
  const open = plan.counts.waiting + plan.counts.manual;
  const changes = plan.changes.length;
  const next = changes > 0 ? ` ${counted(changes, 'change')} to apply (${commands('plan')}).` : '';
  if (open === 0 && isNothingToDo(plan)) {
    return `Nobody is waited for. ${counted(plan.counts.unchanged, 'resource')} as declared.`;
  }
  return `${standingText(plan)}.${next}`;
}
