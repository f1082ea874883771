import type { ConsentDeclaration } from '../model/declaration.ts';
import type { Plan, RailVerdict } from '../model/plan.ts';
import { fold } from './fold.ts';
import { type Line, line } from './line.ts';
import { refusalText } from './refusal-text.ts';
import { momentText } from './time-text.ts';
import { number } from './words.ts';

/** `Rails: accounts 1 of 25 %, mails 2 of 50: pass.` Undefined where no rail was touched. */
export function railsText(rails: readonly RailVerdict[]): string | undefined {
  const touched = rails.filter((rail) => rail.verdict !== 'refused' && rail.counted > 0);
  if (touched.length === 0) return undefined;
  const portals = new Set(touched.map((rail) => rail.portal));
  const parts = touched.map((rail) => `${portals.size > 1 ? `${rail.portal} ` : ''}${railText(rail)}`);
  const refused = rails.some((rail) => rail.verdict === 'refused');
  return `Rails: ${parts.join(', ')}${refused ? '' : ': pass'}.`;
}

function railText(rail: RailVerdict): string {
  const facts: string[] = [];
  if (rail.earlier !== undefined) facts.push(`${number(rail.counted - rail.earlier.counted)} now`);
  if (rail.total !== null) facts.push(`of ${number(rail.total)}`);
  if (rail.limit !== 'none') facts.push(`at most ${rail.limit}`);
  if (rail.verdict === 'consented') facts.push('with consent');
  const said = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return `${rail.rail} ${number(rail.counted)}${said}`;
}

/** What a rail would have refused and somebody let pass: which, by whom, why and until when. */
export function consentTexts({ rails, changeDigest, recorded }: Plan): string[] {
  const consented = rails.filter((rail) => rail.verdict === 'consented');
  if (consented.length === 0) return [];
  const given = recorded.consents.filter((one) => one.changeDigest === changeDigest);
  return [...consented.map((rail) => `Consented: ${refusalText(rail)}.`), ...given.map(givenText)];
}

export function consentLines(plan: Plan, columns: number): Line[] {
  return consentTexts(plan).flatMap((text) => fold(line([text, 'care']), { columns, hang: 2 }));
}

function givenText({ who, why, expires }: ConsentDeclaration): string {
  return `Consent by ${who}, until ${momentText(expires)}: "${why}"`;
}
