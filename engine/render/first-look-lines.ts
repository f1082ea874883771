import type { Commands } from './commands.ts';
import { type FirstLook, firstLooks } from './first-look.ts';
import { fold } from './fold.ts';
import { type Line, line, span } from './line.ts';
import type { Plan } from '../model/plan.ts';
import type { Style } from './style.ts';
import { attention } from './symbols.ts';
import { firstOf, number, plural } from './words.ts';

/** How many sentences are listed, and how many people of one sentence are named. */
const mostLooks = 20;
const mostNames = 10;
const label = 14;

export interface FirstLookOptions {
  readonly columns: number;
  readonly commands: Commands;
}

/** What a reviewer must see before anything else. Empty where there is nothing of that sort. */
export function firstLookLines(plan: Plan, { columns, commands }: FirstLookOptions): Line[] {
  const looks = firstLooks(plan);
  if (looks.length === 0) return [];
  const shown = looks.slice(0, mostLooks).flatMap((look) => lookLines(look, columns));
  const more = looks.length - mostLooks;
  const tail = more > 0 ? [line(`  … and ${number(more)} more of these (${commands('plan --show all')})`)] : [];
  return [line(['Look at these first', 'strong']), ...shown, ...tail];
}

function lookLines(look: FirstLook, columns: number): Line[] {
  const { mark, style } = markOf(look);
  const head = [span(`  ${mark} `, style), span(look.kind.padEnd(label - 2), style)];
  const width = 4 + label - 2;
  const [first, ...rest] = fold(line(lookText(look)), { columns, indent: width, hang: width });
  const firstLine = (first ?? []).slice(1);
  return [[...head, ...firstLine], ...rest];
}

/** One person: `ben@… becomes Full access on acme-connect`. Several: `3 teammates on acme-connect: each becomes …`. */
export function lookText(look: FirstLook): string {
  const [only] = look.who;
  if (look.kind === 'rail') return look.text;
  if (look.kind === 'consent') return consentText(look);
  if (look.who.length === 1 && only !== undefined) {
    const because = look.because === undefined ? '' : ` (${look.because})`;
    return `${only} ${look.text} on ${look.portal}${because}`;
  }
  const nouns = `${number(look.who.length)} ${plural(look.noun)}`;
  return `${nouns} on ${look.portal}: each ${look.text}: ${firstOf(look.who, mostNames)}`;
}

function consentText(look: FirstLook): string {
  return `${firstOf(look.who, mostNames)} on ${look.portal} ${look.who.length === 1 ? 'needs' : 'need'} a consent: ${look.text}`;
}

function markOf(look: FirstLook): { readonly mark: string; readonly style: Style } {
  if (look.kind === 'removal') return { mark: '-', style: 'goes' };
  if (look.kind === 'keeps') return { mark: '«', style: 'bad' };
  return attention;
}
