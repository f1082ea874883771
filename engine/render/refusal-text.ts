import type { Digest } from '../model/digest.ts';
import type { Plan, RailVerdict } from '../model/plan.ts';
import { type Commands, plainCommands } from './commands.ts';
import { fold } from './fold.ts';
import { type Line, line, printLines } from './line.ts';
import { paintWith } from './style.ts';
import { firstOf, number } from './words.ts';

const mostNames = 10;

/** A plan, or the report of a run. */
export type Judged = Pick<Plan, 'rails' | 'changeDigest'>;

export interface RefusalOptions {
  readonly columns: number;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

/** The rails that stop this plan before its first write, with the people and the ways on. Empty where none does. */
export function refusalLines(plan: Judged, options: RefusalOptions): Line[] {
  const { columns, commands = plainCommands } = options;
  const refused = plan.rails.filter((rail) => rail.verdict === 'refused');
  if (refused.length === 0) return [];
  return [
    ...refused.flatMap((rail) => railLines(rail, columns)),
    ...wayOn(refused, plan.changeDigest, commands).flatMap((text) => fold(line(text), { columns, indent: 2, hang: 4 })),
  ];
}

export function renderRefusal(plan: Judged, options: RefusalOptions & { readonly colour: boolean }): string {
  return printLines(refusalLines(plan, options), paintWith(options.colour));
}

/** `31 accounts of 118 (26 %), the rail is 25 %` */
export function refusalText(rail: RailVerdict): string {
  const percent = rail.total === null || rail.total === 0 ? '' : ` of ${number(rail.total)} (${percentOf(rail)} %)`;
  const limit = rail.limit === 'none' ? '' : `, the rail is ${rail.limit}`;
  if (isNumeric(rail)) return `${rail.rail} on ${rail.portal}, ${number(rail.counted)}${percent}${limit}`;
  return `${rail.rail} on ${rail.portal}: ${rail.reason}`;
}

function railLines(rail: RailVerdict, columns: number): Line[] {
  return [
    ...fold(line(['Refused before the first write: ', 'bad'], `${refusalText(rail)}.`), { columns, hang: 2 }),
    ...fold(line(firstOf(rail.who, mostNames)), { columns, indent: 2, hang: 2 }),
  ];
}

/** A consent overrides numbers; what is protected stays protected. */
function wayOn(refused: readonly RailVerdict[], digest: Digest, commands: Commands): string[] {
  const absolute = refused.some((rail) => rail.rail === 'protected' || rail.rail === 'own-account');
  if (absolute) return ['Take these people out of the change: no consent overrides this.'];
  return [
    `Make the change smaller (${commands('plan --show removals')}), or consent to exactly this plan:`,
    commands(`apply --consent ${digest} --why "…"`),
  ];
}

function isNumeric(rail: RailVerdict): boolean {
  return !['last-administrator', 'own-account', 'protected', 'consent'].includes(rail.rail);
}

function percentOf(rail: RailVerdict): number {
  return Math.round((100 * rail.counted) / (rail.total ?? 1));
}
