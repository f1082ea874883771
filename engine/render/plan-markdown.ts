import type { Change, Standing } from '../model/change.ts';
import type { Drift, Plan, RailVerdict, UpcomingAccess } from '../model/plan.ts';
import { aheadTexts, isApplicable } from './applicable.ts';
import { checklistMarkdown } from './checklist-markdown.ts';
import { type Commands, plainCommands, whole, wholeCommand } from './commands.ts';
import { driftText } from './drift-lines.ts';
import { sum } from './sum.ts';
import { type FirstLook, firstLooks } from './first-look.ts';
import { lookText } from './first-look-lines.ts';
import { freezeTexts } from './freeze-text.ts';
import { markdownCode, markdownHtml, markdownText } from './markdown-text.ts';
import { markdownItem } from './markdown-item.ts';
import * as facts from './plan-facts.ts';
import { policyMarkdown } from './policy-markdown.ts';
import { readTexts } from './read-texts.ts';
import { consentTexts, railsText } from './rails-text.ts';
import { idleTexts, refusalText, refusedRails, wayOn } from './refusal-text.ts';
import { byPortal, shownItems } from './shown-items.ts';
import { remainTexts } from './sweep-text.ts';
import { counted, firstOf, number } from './words.ts';
import { momentText, shortDate } from './time-text.ts';

/** What a comment on GitHub may hold; GitLab and the others allow more. */
export const markdownLimit = 65_536;

const mostLooks = 15;
const mostReads = 10;
const mostRails = 10;
const mostPortals = 50;
const listRoom = 6_000;
/** What the lines around the sections may take at most, so that the sections know their share. */
const tailRoom = 3_000;

/** What the checklists may take at most. */
const checklistRoom = 12_000;
/** Up to this many rows are open; more are folded away. */
const mostOpenRows = 20;
const mostUpcoming = 10;
const mostDrift = 20;

export interface PlanMarkdownOptions {
  /** How to go on: `rollcall apply plan.json`. */
  readonly next?: string;
  /** The commands to go on with. */
  readonly commands?: Commands;
}

/**
 * The plan as a comment on a pull request: the counts, what to look at first, a collapsed section per portal, and the
 * digest. Always under `markdownLimit` characters: what does not fit is counted.
 */
export function renderPlanMarkdown(plan: Plan, options: PlanMarkdownOptions = {}): string {
  const commands = whole(options.commands ?? plainCommands);
  const head = [
    titleText(plan, commands),
    ...freezeMarkdown(plan),
    ...readLines(plan),
    ...refusalMarkdown(plan, commands),
    ...policyMarkdown(plan.policies),
    ...consentMarkdown(plan),
    ...driftMarkdown(plan),
    ...lookLines(plan),
    ...remainsMarkdown(plan),
  ].join('\n');
  const steps = plan.standing.filter((one) => one.verdict === 'manual');
  const applicable = isApplicable(plan);
  const checklist = checklistMarkdown(steps, { now: plan.recorded.at, commands, applicable, room: checklistRoom });
  const tail = [...upcomingLines(plan), tailText(plan, options)].join('\n');
  const sections = sectionTexts(plan, markdownLimit - head.length - checklist.length - tail.length - tailRoom);
  return [head, ...sections, ...(checklist === '' ? [] : [checklist]), tail].join('\n');
}

function titleText(plan: Plan, commands: Commands): string {
  const workspace = markdownText(plan.recorded.workspace);
  const nothing = facts.isNothingToDo(plan);
  const counts = nothing ? 'no changes' : markdownText(facts.countsText(plan));
  const text = nothing ? facts.noChangesText(plan, commands) : facts.headText(plan);
  return `### Rollcall · ${workspace}: ${counts}\n\n${markdownText(text)}\n`;
}

function readLines(plan: Plan): string[] {
  const texts = readTexts(plan.reads).map(({ text }) => text);
  return bulleted({ all: texts, most: mostReads, noun: 'reads', textOf: (text) => `⚠️ ${markdownText(text)}` });
}

function freezeMarkdown(plan: Plan): string[] {
  const texts = freezeTexts(plan);
  return bulleted({ all: texts, most: mostReads, noun: 'freezes', textOf: (text) => `⚠️ ${markdownText(text)}` });
}

function refusalMarkdown(plan: Plan, commands: Commands): string[] {
  const refused = refusedRails(plan);
  if (refused.length === 0) return [];
  const textOf = (rail: RailVerdict) => `${markdownText(refusalText(rail))}: ${markdownText(firstOf(rail.who, 10))}`;
  const rails = bulleted({ all: refused, most: mostRails, noun: 'rails', textOf });
  const advice = wayOn(refused, plan, commands)
    .map((text) => markdownText(text))
    .join(' ');
  const idle = bulleted({ all: idleTexts(plan), most: mostRails + 1, noun: 'consents', textOf: markdownText });
  return ['**Refused: apply stops before its first write**', '', ...rails, ...idle, advice, ''];
}

function consentMarkdown(plan: Plan): string[] {
  const texts = consentTexts(plan);
  return bulleted({ all: texts, most: mostRails, noun: 'consents', textOf: (text) => markdownText(text) });
}

/** What moved at the portals by itself. */
function driftMarkdown({ drift = [], recorded }: Plan): string[] {
  if (drift.length === 0) return [];
  const textOf = (one: Drift) => {
    const { portal, kind, key } = one.address;
    const text = markdownText(driftText(one, recorded.at));
    return `${markdownText(kind)} ${markdownCode(key)} on ${markdownText(portal)}: ${text}`;
  };
  const rows = bulleted({ all: drift, most: mostDrift, noun: 'that moved', textOf });
  return ['**Moved at the portals since the last record**', '', ...rows, ''];
}

/** Who begins later: this plan does nothing about them. */
function upcomingLines({ upcoming = [], recorded }: Plan): string[] {
  if (upcoming.length === 0) return [];
  const textOf = ({ who, role, portal, from }: UpcomingAccess) =>
    `${markdownCode(who)}: ${markdownText(`${role} on ${portal} from ${shortDate(from, recorded.at)}`)}`;
  return ['**Later**', '', ...bulleted({ all: upcoming, most: mostUpcoming, noun: 'that begin later', textOf })];
}

/** What a lockdown or an offboarding leaves. */
function remainsMarkdown({ remains = [] }: Plan): string[] {
  if (remains.length === 0) return [];
  const textOf = ({ title, text }: { readonly title: string; readonly text: string }) =>
    `${markdownText(title)}: ${markdownText(text)}`;
  const rows = bulleted({ all: remainTexts(remains), most: mostDrift, noun: 'that remain', textOf });
  return ['**Not taken back by this**', '', ...rows];
}

function lookLines(plan: Plan): string[] {
  const looks = firstLooks(plan);
  if (looks.length === 0) return [];
  const textOf = (look: FirstLook) => `**${look.kind}** ${markdownText(lookText(look))}`;
  return ['**Look at these first**', '', ...bulleted({ all: looks, most: mostLooks, noun: 'of these', textOf })];
}

interface Bullets<T> {
  readonly all: readonly T[];
  readonly most: number;
  readonly noun: string;
  readonly textOf: (item: T) => string;
}

function bulleted<T>({ all, most, noun, textOf }: Bullets<T>): string[] {
  if (all.length === 0) return [];
  const shown: string[] = [];
  let left = listRoom;
  for (const item of all.slice(0, most)) {
    const text = `- ${textOf(item)}`;
    left -= text.length;
    if (left < 0) break;
    shown.push(text);
  }
  const missing = all.length - shown.length;
  return [...shown, ...(missing > 0 ? [`- … and ${number(missing)} more ${noun}`] : []), ''];
}

/** Small portals are shown whole; what they leave over goes to the larger ones. */
function sectionTexts(plan: Plan, room: number): string[] {
  const portals = byPortal<Change | Standing>(shownItems(plan, new Set()));
  const shown = portals.slice(0, mostPortals);
  const rest = portals.slice(mostPortals);
  const isOpen = sum(portals.map(([, many]) => many.length)) <= mostOpenRows;
  const order = shown.map((_, index) => index).sort((a, b) => lengthAt(shown, a) - lengthAt(shown, b));
  const sections: string[] = [];
  let left = room;
  for (const [done, index] of order.entries()) {
    const [portal, items] = shown[index] ?? ['', []];
    const share = Math.floor(left / (order.length - done));
    const text = sectionText({ portal, items, isOpen, now: plan.recorded.at, room: share });
    sections[index] = text;
    left -= text.length;
  }
  if (rest.length === 0) return sections;
  const items = sum(rest.map(([, many]) => many.length));
  return [...sections, `… and ${counted(rest.length, 'more portal')} with ${counted(items, 'row')}\n`];
}

function lengthAt(portals: readonly [string, readonly unknown[]][], index: number): number {
  return portals[index]?.[1].length ?? 0;
}

interface Section {
  readonly portal: string;
  readonly items: readonly (Change | Standing)[];
  readonly isOpen: boolean;
  readonly now: string;
  readonly room: number;
}

function sectionText({ portal, items, isOpen, now, room }: Section): string {
  const opened = isOpen ? ' open' : '';
  const open = `<details${opened}><summary>${markdownHtml(portal)}: ${number(items.length)}</summary>\n\n`;
  const close = '\n</details>\n';
  const rows: string[] = [];
  let left = room - open.length - close.length - 80;
  for (const item of items) {
    const row = markdownItem(item, now);
    left -= row.length + 1;
    if (left < 0) break;
    rows.push(row);
  }
  const missing = items.length - rows.length;
  if (missing > 0) rows.push(`- … and ${number(missing)} more (\`rollcall plan\` shows all)`);
  return `${open}${rows.join('\n')}\n${close}`;
}

function tailText(plan: Plan, options: PlanMarkdownOptions): string {
  const rails = railsText(plan.rails);
  const cost = [facts.costText(plan.portals), ...(rails === undefined ? [] : [markdownText(rails)])].join(' ');
  const lines = [`${markdownText(facts.standingText(plan))}`, '', cost, ''];
  const shown = options.next !== undefined && isApplicable(plan);
  const apply = shown ? ` · apply with ${markdownText(wholeCommand(options.next))}` : '';
  const until = momentText(plan.recorded.expiresAt);
  const digest = `Digest \`${plan.changeDigest}\`, valid until ${until}${apply}`;
  return [...lines, digest, ...aheadTexts(plan).map((text) => `\n${markdownText(text)}`), ''].join('\n');
}
