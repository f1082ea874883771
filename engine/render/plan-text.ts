import type { Plan } from '../model/plan.ts';
import { placeText } from './change-words.ts';
import { aheadTexts, isApplicable } from './applicable.ts';
import { checklistLines } from './checklist.ts';
import { type Commands, plainCommands, whole, wholeCommand } from './commands.ts';
import { firstLookLines } from './first-look-lines.ts';
import { fold } from './fold.ts';
import { freezeLines } from './freeze-text.ts';
import { emptyLine, type Line, line, printLines } from './line.ts';
import * as facts from './plan-facts.ts';
import { readTexts } from './read-texts.ts';
import { driftLines } from './drift-lines.ts';
import { consentLines, railsText } from './rails-text.ts';
import { policyEndLines } from './policy-text.ts';
import { portalBlocks } from './portal-blocks.ts';
import { refusalLines } from './refusal-text.ts';
import type { SittingStep } from './sitting.ts';
import { paintWith } from './style.ts';
import { remainLines } from './sweep-text.ts';
import { shortDate } from './time-text.ts';
import { attention } from './symbols.ts';
import { type Row, table } from './table.ts';

export interface PlanTextOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** Verdicts to list besides the changes (`unchanged`, `waiting`, `unmanaged`), `all`, or only `removals`. */
  readonly show: ReadonlySet<string>;
  /** How to go on: `rollcall apply plan.json`. Left out where the plan is about to be applied anyway. */
  readonly next?: string;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

/** The plan on a terminal: what will happen to whom, what can go wrong, and what to do next. */
export function renderPlanText(plan: Plan, options: PlanTextOptions): string {
  const paint = paintWith(options.colour);
  const { columns, show } = options;
  const commands = whole(options.commands ?? plainCommands);
  if (facts.isNothingToDo(plan) && show.size === 0 && (plan.drift ?? []).length === 0) {
    return printLines(
      [
        ...fold(line(facts.noChangesText(plan, commands)), { columns, hang: 2 }),
        ...freezeLines(plan, columns),
        ...readLines(plan, columns),
        ...remainLines(plan.remains, columns),
        ...policyEndLines(plan.policies, columns),
      ],
      paint,
    );
  }
  const blocks = [
    headLines(plan, columns),
    driftLines(plan, columns),
    firstLookLines(plan, { columns, commands }),
    ...portalBlocks(plan, { columns, show, commands }),
    handLines(plan, { columns, commands }),
    remainLines(plan.remains, columns),
    standingLines(plan, { columns, commands }),
    upcomingLines(plan, options),
    endLines(plan, { ...options, commands }),
  ];
  const shown = blocks.filter((block) => block.length > 0);
  return printLines(
    shown.flatMap((block, index) => (index === 0 ? block : [emptyLine, ...block])),
    paint,
  );
}

function headLines(plan: Plan, columns: number): Line[] {
  const head = fold(line(facts.headText(plan)), { columns, hang: 2 });
  return [...head, ...freezeLines(plan, columns), ...readLines(plan, columns)];
}

/** What a read did not bring. */
function readLines(plan: Plan, columns: number): Line[] {
  const lines: Line[] = [];
  for (const { text, isProblem } of readTexts(plan.reads)) {
    const style = isProblem ? 'care' : 'plain';
    lines.push(...fold(line([`${attention.mark} `, style], text), { columns, indent: 2, hang: 4 }));
  }
  return lines;
}

/** Who begins later, where it was asked for: this plan does nothing about them. */
function upcomingLines({ upcoming = [], recorded }: Plan, { columns, show }: PlanTextOptions): Line[] {
  if (upcoming.length === 0 || !(show.has('upcoming') || show.has('all'))) return [];
  const rows = upcoming.map(({ who, portal, role, from, at }): Row => {
    const about = `${role} on ${portal} from ${shortDate(from, recorded.at)}`;
    return [line(who), line(about), line([placeText(at) ?? '', 'quiet'])];
  });
  return [line(['Later', 'strong']), ...table(rows, { columns, indent: 2, hang: 4 }).flat()];
}

/** The steps by hand as a checklist. */
interface Place {
  readonly columns: number;
  readonly commands: Commands;
}

function handLines(plan: Plan, place: Place): Line[] {
  const steps = manualSteps(plan);
  if (steps.length === 0) return [];
  const options = { ...place, now: plan.recorded.at, applicable: isApplicable(plan) };
  return [line(['By hand', 'strong']), ...checklistLines(steps, options)];
}

function manualSteps(plan: Plan): SittingStep[] {
  return plan.standing.filter((one) => one.verdict === 'manual');
}

function standingLines(plan: Plan, { columns, commands }: Place): Line[] {
  const next: string[] = [];
  if (plan.counts.waiting + plan.counts.manual > 0) next.push(commands('status'));
  if (plan.counts.unmanaged > 0) next.push(commands('plan --show unmanaged'));
  if (facts.upcomingText(plan) !== undefined) next.push(commands('plan --show upcoming'));
  return twoSides(facts.standingText(plan), next.join(' · '), columns);
}

function endLines(plan: Plan, options: PlanTextOptions): Line[] {
  const { columns, commands = plainCommands } = options;
  const sentence = [`Plan: ${facts.countsText(plan)}.`, facts.costText(plan.portals), railsText(plan.rails)];
  const refusal = refusalLines(plan, { columns, commands });
  const next = isApplicable(plan) ? wholeCommand(options.next ?? '') : '';
  return [
    ...fold(line(sentence.filter((part) => part !== undefined).join(' ')), { columns, hang: 2 }),
    ...twoSides(facts.digestText(plan), next, columns),
    ...aheadTexts(plan).flatMap((text) => fold(line([text, 'care']), { columns, hang: 2 })),
    ...consentLines(plan, columns),
    ...(refusal.length === 0 ? [] : [emptyLine, ...refusal]),
    ...policyEndLines(plan.policies, columns),
  ];
}

/** What is so on the left, what to type on the right; below each other where there is no room. */
function twoSides(left: string, right: string, columns: number): Line[] {
  const row: Row = right === '' ? [line(left)] : [line(left), line([right, 'strong'])];
  return table([row], { columns, indent: 0, hang: 2, gap: 4, widest: columns }).flat();
}
