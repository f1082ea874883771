import { howToClose } from './checklist.ts';
import type { Commands } from './commands.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { type Sitting, sittingSize, type SittingStep, sittingsOf } from './sitting.ts';
import { shortDate } from './time-text.ts';
import { counted } from './words.ts';

export interface ChecklistMarkdownOptions {
  /** The moment from which dates are told. */
  readonly now: string;
  readonly commands: Commands;
  /** Whether apply would take the plan that asks for these steps. Left out: it would. */
  readonly applicable?: boolean;
  /** The most characters; what does not fit is counted. */
  readonly room: number;
}

/** The steps at portals without an API as boxes to tick, one sitting per portal. Empty where there are none. */
export function checklistMarkdown(steps: readonly SittingStep[], options: ChecklistMarkdownOptions): string {
  const texts: string[] = [];
  let left = options.room;
  let missing = 0;
  for (const sitting of sittingsOf(steps)) {
    const text = sittingMarkdown(sitting, { ...options, room: left });
    if (text === undefined) missing += sitting.steps.length;
    else texts.push(text);
    left -= text?.length ?? 0;
  }
  if (missing > 0) texts.push(`… and ${counted(missing, 'more step')} (${markdownCode(options.commands('status'))})\n`);
  return texts.length === 0 ? '' : `**By hand**\n\n${texts.join('\n')}`;
}

/** Undefined where not even one step has room. */
function sittingMarkdown(sitting: Sitting, options: ChecklistMarkdownOptions): string | undefined {
  const { commands, room } = options;
  const who = sitting.steps[0]?.gate.waitingFor.name ?? '';
  const head = `${markdownText(sitting.portal)}: ${sittingSize(sitting)}, for ${markdownText(who)}\n`;
  const tail = `\n${markdownText(howToClose(sitting, options))}\n`;
  const items: string[] = [];
  let left = room - head.length - tail.length - 80;
  for (const step of sitting.steps) {
    const item = stepMarkdown(step, options.now);
    left -= item.length + 1;
    if (left < 0) break;
    items.push(item);
  }
  if (items.length === 0) return undefined;
  const missing = sitting.steps.length - items.length;
  if (missing > 0) items.push(`- … and ${counted(missing, 'more step')} (${markdownCode(commands('status'))})`);
  return [head, ...items, tail].join('\n');
}

function stepMarkdown({ address, word, summary, gate }: SittingStep, now: string): string {
  const due = gate.until === undefined ? '' : `, until ${shortDate(gate.until, now)}`;
  const head = `- [ ] ${markdownCode(address.key)}: ${markdownText(`${word}, ${summary}${due}`)}`;
  return [head, ...gate.instructions.map((text, index) => `  ${String(index + 1)}. ${markdownText(text)}`)].join('\n');
}
