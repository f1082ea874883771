import type { Change, Standing } from '../model/change.ts';
import type { Plan, RailVerdict } from '../model/plan.ts';
import { sum } from './sum.ts';
import { type FirstLook, firstLooks } from './first-look.ts';
import { lookText } from './first-look-lines.ts';
import { markdownCode, markdownHtml, markdownText } from './markdown-text.ts';
import { markdownItem } from './markdown-item.ts';
import * as facts from './plan-facts.ts';
import { refusalText } from './refusal-text.ts';
import { firstOf, number } from './words.ts';
import { momentText } from './time-text.ts';

/** What a comment on GitHub may hold; GitLab and the others allow more. */
export const markdownLimit = 65_536;

const mostLooks = 15;
const mostReads = 10;
const mostRails = 10;
const mostPortals = 50;
const listRoom = 6_000;
/** What the lines around the sections may take at most, so that the sections know their share. */
const tailRoom = 3_000;

export interface PlanMarkdownOptions {
  /** How to go on: `rollcall apply plan.json`. */
  readonly next?: string;
}

/**
 * The plan as a comment on a pull request: the counts, what to look at first, a collapsed section per portal, and the
 * digest. Always under `markdownLimit` characters: what does not fit is counted.
 */
export function renderPlanMarkdown(plan: Plan, options: PlanMarkdownOptions = {}): string {
  const head = [titleText(plan), ...readLines(plan), ...refusalMarkdown(plan), ...lookLines(plan)].join('\n');
  const tail = tailText(plan, options);
  const sections = sectionTexts(plan, markdownLimit - head.length - tail.length - tailRoom);
  return [head, ...sections, tail].join('\n');
}

function titleText(plan: Plan): string {
  const workspace = markdownText(plan.recorded.workspace);
  const nothing = facts.isNothingToDo(plan);
  const counts = nothing ? 'no changes' : markdownText(facts.countsText(plan));
  const text = nothing ? facts.noChangesText(plan) : facts.headText(plan);
  return `### Rollcall · ${workspace}: ${counts}\n\n${markdownText(text)}\n`;
}

function readLines(plan: Plan): string[] {
  const texts = plan.reads.map(facts.readText).filter((text) => text !== undefined);
  return bulleted({ all: texts, most: mostReads, noun: 'reads', textOf: (text) => `⚠️ ${markdownText(text)}` });
}

function refusalMarkdown(plan: Plan): string[] {
  const refused = plan.rails.filter((rail) => rail.verdict === 'refused');
  if (refused.length === 0) return [];
  const textOf = (rail: RailVerdict) => `${markdownText(refusalText(rail))}: ${markdownText(firstOf(rail.who, 10))}`;
  const rails = bulleted({ all: refused, most: mostRails, noun: 'rails', textOf });
  return ['**Refused: apply stops before its first write**', '', ...rails];
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
  const portals = facts.byPortal<Change | Standing>(facts.shownItems(plan, new Set()));
  const shown = portals.slice(0, mostPortals);
  const rest = portals.slice(mostPortals);
  const order = shown.map((_, index) => index).sort((a, b) => lengthAt(shown, a) - lengthAt(shown, b));
  const sections: string[] = [];
  let left = room;
  for (const [done, index] of order.entries()) {
    const [portal, items] = shown[index] ?? ['', []];
    const text = sectionText({ portal, items, now: plan.recorded.at, room: Math.floor(left / (order.length - done)) });
    sections[index] = text;
    left -= text.length;
  }
  if (rest.length === 0) return sections;
  const items = sum(rest.map(([, many]) => many.length));
  return [...sections, `… and ${number(rest.length)} more portals with ${number(items)} rows\n`];
}

function lengthAt(portals: readonly [string, readonly unknown[]][], index: number): number {
  return portals[index]?.[1].length ?? 0;
}

interface Section {
  readonly portal: string;
  readonly items: readonly (Change | Standing)[];
  readonly now: string;
  readonly room: number;
}

function sectionText({ portal, items, now, room }: Section): string {
  const open = `<details><summary>${markdownHtml(portal)}: ${number(items.length)}</summary>\n\n`;
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
  const rails = facts.railsText(plan.rails);
  const cost = [facts.costText(plan.portals), ...(rails === undefined ? [] : [markdownText(rails)])].join(' ');
  const lines = [`${markdownText(facts.standingText(plan))}`, '', cost, ''];
  const apply = options.next === undefined ? '' : ` · apply with ${markdownCode(options.next)}`;
  const until = momentText(plan.recorded.expiresAt);
  return [...lines, `Digest \`${plan.changeDigest}\`, valid until ${until}${apply}`, ''].join('\n');
}
