import type { Plan } from '../model/plan.ts';
import { type Commands, plainCommands, whole } from './commands.ts';
import { freezeTexts } from './freeze-text.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { openCount, standingText } from './plan-facts.ts';
import { markdownLimit } from './plan-markdown.ts';
import { type Status, type StatusRow, statusRows } from './status-rows.ts';
import { unknownTexts } from './unknown-texts.ts';
import { number } from './words.ts';

const tailRoom = 1_000;

/** The same as a comment or a chat message: one list item per person, what does not fit is counted. */
export function renderStatusMarkdown(status: Status, commands: Commands = plainCommands): string {
  const rows = statusRows(status.plan, whole(commands));
  const frozen = freezeTexts(status.plan).map((text) => `- ⚠️ ${markdownText(text)}\n`);
  const title = `### Waiting in ${markdownText(status.plan.recorded.workspace)}: ${titleCount(status.plan)}\n${frozen.join('')}`;
  const all = [
    ...rows.map(rowItem),
    ...unknownTexts(status, whole(commands)).map((text) => `- ‽ ${markdownText(text)}`),
  ];
  const items: string[] = [];
  let left = markdownLimit - title.length - tailRoom;
  for (const item of all) {
    left -= item.length + 1;
    if (left < 0) break;
    items.push(item);
  }
  if (items.length < all.length)
    items.push(`- … and ${number(all.length - items.length)} more (${markdownCode(commands('status'))})`);
  return [title, ...items, '', markdownText(standingText(status.plan)), ''].join('\n');
}

function rowItem(row: StatusRow): string {
  const text = `${markdownText(`${row.waitingFor}${timesText(row)}.`)} ${markdownText(row.next)}`;
  const late = row.overdue ? '**overdue** ' : '';
  return `- ${late}${markdownCode(row.who)} on ${markdownText(row.portal)}: ${text}`;
}

/** What is waited for, and what is blocked besides. */
function titleCount(plan: Plan): string {
  const { blocked } = plan.counts;
  return `${number(openCount(plan))}${blocked > 0 ? `, ${number(blocked)} blocked` : ''}`;
}

/** ` (for 6 days, until 28 Nov)`, as far as it is known. */
function timesText({ since, until }: StatusRow): string {
  const times: string[] = [];
  if (since !== '–') times.push(since === 'just now' ? 'since just now' : `for ${since}`);
  if (until !== '–') times.push(`until ${until}`);
  return times.length === 0 ? '' : ` (${times.join(', ')})`;
}
