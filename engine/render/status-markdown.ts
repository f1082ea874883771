import { type Commands, plainCommands } from './commands.ts';
import { markdownCode, markdownHtml, markdownText } from './markdown-text.ts';
import { standingText } from './plan-facts.ts';
import { markdownLimit } from './plan-markdown.ts';
import { type Status, statusRows } from './status-rows.ts';
import { number } from './words.ts';

const tailRoom = 1_000;

/** The same as a comment or a chat message: one list item per person, what does not fit is counted. */
export function renderStatusMarkdown(status: Status, commands: Commands = plainCommands): string {
  const rows = statusRows(status.plan, commands);
  const title = `### Waiting in ${markdownHtml(status.plan.recorded.workspace)}: ${number(rows.length)}\n`;
  const items: string[] = [];
  let left = markdownLimit - title.length - tailRoom;
  for (const row of rows) {
    const times = `since ${row.since}, until ${row.until}`;
    const text = `${markdownText(row.waitingFor)} (${markdownText(times)}). ${markdownText(row.next)}`;
    const late = row.overdue ? '**overdue** ' : '';
    const item = `- ${late}${markdownCode(row.who)} on ${markdownText(row.portal)}: ${text}`;
    left -= item.length + 1;
    if (left < 0) break;
    items.push(item);
  }
  if (items.length < rows.length)
    items.push(`- … and ${number(rows.length - items.length)} more (${markdownCode(commands('status'))})`);
  return [title, ...items, '', markdownText(standingText(status.plan)), ''].join('\n');
}
