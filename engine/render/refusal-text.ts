import { isAbsolute } from '../model/absolute-rails.ts';
import { harmClasses } from '../model/harm.ts';
import { placeholders } from '../model/placeholders.ts';
import type { EarlierHarm, Plan, RailVerdict } from '../model/plan.ts';
import { stopsPlan } from '../model/policy.ts';
import { windowText } from '../model/rail-window.ts';
import { isAhead } from './applicable.ts';
import { type Commands, plainCommands, whole } from './commands.ts';
import { fold } from './fold.ts';
import { type Line, line, printLines } from './line.ts';
import { paintWith } from './style.ts';
import { dateText } from './time-text.ts';
import { counted, firstOf, number } from './words.ts';

const mostNames = 10;

/** A plan, or the report of a run. */
export type Judged = Pick<Plan, 'rails' | 'changeDigest'> &
  Partial<Pick<Plan, 'scope' | 'recorded' | 'idleConsents' | 'policies'>>;

export interface RefusalOptions {
  readonly columns: number;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

/** The rails that stop this plan before its first write, with the people and the ways on. Empty where none does. */
export function refusalLines(plan: Judged, options: RefusalOptions): Line[] {
  const { columns } = options;
  const commands = whole(options.commands ?? plainCommands);
  const refused = refusedRails(plan);
  if (refused.length === 0) return [];
  return [
    ...refused.flatMap((rail) => railLines(rail, columns)),
    ...idleTexts(plan).flatMap((text) => fold(line([text, 'care']), { columns, indent: 2, hang: 4 })),
    ...wayOn(refused, plan, commands).flatMap((text) => fold(line(text), { columns, indent: 2, hang: 4 })),
  ];
}

/** Why the consents at hand do not help; of many only the first. */
export function idleTexts({ idleConsents = [] }: Judged): string[] {
  const texts = idleConsents.slice(0, mostNames).map(({ text }) => `${text}.`);
  const rest = idleConsents.length - texts.length;
  return rest > 0 ? [...texts, `… and ${number(rest)} more consents that do not cover it.`] : texts;
}

/** Where no consent helps, nobody is told that one is needed. */
export function refusedRails({ rails }: Judged): RailVerdict[] {
  const refused = rails.filter((rail) => rail.verdict === 'refused');
  const beyond = refused.filter((rail) => isAbsolute(rail));
  if (beyond.length === 0) return refused;
  return refused.flatMap((rail) => {
    if (rail.rail !== 'consent') return rail;
    const settled = new Set(beyond.filter(({ portal }) => portal === rail.portal).flatMap(({ who }) => who));
    const who = rail.who.filter((one) => !settled.has(one));
    return who.length === 0 ? [] : { ...rail, who, counted: who.length };
  });
}

export function renderRefusal(plan: Judged, options: RefusalOptions & { readonly colour: boolean }): string {
  return printLines(refusalLines(plan, options), paintWith(options.colour));
}

/**
 * `accounts on acme, 31 of 118 (26 %), the rail is 25 %`, and with what earlier runs did: `accounts on acme, 31 now and
 * 60 in 3 earlier runs since 2026-11-20: 91 of 300 (30 %), the rail is 25 % over 10 runs within 7 days`
 */
export function refusalText(rail: RailVerdict): string {
  const { earlier } = rail;
  const percent = rail.total === null || rail.total === 0 ? '' : ` of ${number(rail.total)} (${percentOf(rail)} %)`;
  const limit = rail.limit === 'none' ? '' : `, the rail is ${rail.limit}`;
  if (isNumeric(rail)) {
    const before = earlier === undefined ? '' : `${earlierText(rail.counted, earlier)}: `;
    const over = earlier === undefined ? '' : ` over ${windowText(earlier.window)}`;
    return `${rail.rail} on ${rail.portal}, ${before}${number(rail.counted)}${percent}${limit}${over}`;
  }
  return `${rail.rail} on ${rail.portal}: ${rail.reason}`;
}

function earlierText(all: number, { counted: before, runs, since }: EarlierHarm): string {
  return `${number(all - before)} now and ${number(before)} in ${counted(runs, 'earlier run')} since ${dateText(since)}`;
}

function railLines(rail: RailVerdict, columns: number): Line[] {
  return [
    ...fold(line(['Refused before the first write: ', 'bad'], `${refusalText(rail)}.`), { columns, hang: 2 }),
    ...fold(line(firstOf(rail.who, mostNames)), { columns, indent: 2, hang: 2 }),
  ];
}

/** A consent overrides numbers; what is protected stays protected. */
export function wayOn(refused: readonly RailVerdict[], plan: Judged, commands: Commands): string[] {
  const absolute = refused.filter((rail) => isAbsolute(rail) && rail.rail !== 'seats-short');
  if (absolute.length > 0) {
    const who = [...new Set(absolute.flatMap((rail) => rail.who))];
    return [`Take ${firstOf(who, mostNames)} out of the change: no consent overrides this.`];
  }
  if (refused.some(({ rail }) => rail === 'seats-short')) {
    return ['Buy more seats, or give the licence to fewer: no consent makes seats.'];
  }
  const lists = refused
    .filter(({ rail }) => rail !== 'last-administrator' && rail !== 'lockdown')
    .map(({ rail }) => commands(`plan --show ${rail}`));
  const look = lists.length === 0 ? '' : ` (${[...new Set(lists)].join(', ')})`;
  // A consent to what cannot be applied yet would be refused as well.
  if (isAhead(plan)) return [`${smaller(refused)}${look}.`];
  if (plan.policies?.some(stopsPlan) === true) {
    return [`${smaller(refused)}${look}. A consent alone will not do: a policy refuses this plan as well.`];
  }
  return [
    `${smaller(refused)}${look}, or consent to exactly this plan:`,
    commands(`apply --consent ${plan.changeDigest} --why ${placeholders.reason}`),
  ];
}

/** What a person can do about it other than to consent. */
function smaller(refused: readonly RailVerdict[]): string {
  if (refused.every(({ rail }) => rail === 'last-administrator')) return 'Leave one administrator in place';
  if (refused.every(({ rail }) => rail === 'lockdown')) return 'Take out of the manifests what must not come back';
  const always = refused.every(({ rail, limit }) => rail === 'consent' || limit === '0');
  if (always) return 'Leave this out of the change';
  // Where earlier runs count too, even the smallest change may be too much until they are long enough ago.
  return refused.some(({ earlier }) => earlier !== undefined)
    ? 'Make the change smaller or later'
    : 'Make the change smaller';
}

function isNumeric({ rail }: RailVerdict): boolean {
  return harmClasses.some((harm) => harm === rail);
}

function percentOf(rail: RailVerdict): number {
  return Math.round((100 * rail.counted) / (rail.total ?? 1));
}
