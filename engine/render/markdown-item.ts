import type { Change, Standing } from '../model/change.ts';
import { aboutChange, aboutStanding, particularsOf, placeText, whyText } from './change-words.ts';
import { fieldChangeText } from './field-change-lines.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { clipped, number } from './words.ts';

const mostParticulars = 6;
const longestRow = 2_000;

/** One change or standing as an item of a list: a phone shows it, a table it would not. */
export function markdownItem(item: Change | Standing, now: string): string {
  const word = `**${markdownText(wordOf(item))}**`;
  const head = `- ${word} ${markdownText(item.address.kind)} ${markdownCode(item.address.key)}`;
  const parts = isChange(item) ? changeParts(item) : standingParts(item, now);
  const place = placeText(item.at);
  const tail = place === undefined ? '' : ` (${markdownText(place)})`;
  const texts = parts.slice(0, mostParticulars).map((part) => markdownText(part));
  if (parts.length > mostParticulars) texts.push(`… and ${number(parts.length - mostParticulars)} more`);
  const row = `${head}: ${texts.join('; ')}${tail}`;
  return row.length <= longestRow ? row : `${head}: … (too long for a comment)`;
}

function changeParts(change: Change): string[] {
  const fields = 'fields' in change ? change.fields.filter((field) => typeof field !== 'string') : [];
  const changed = fields.map((field) => clipped(fieldChangeText(field), 200));
  const about = change.verdict === 'update' && changed.length > 0 ? [] : [aboutChange(change)];
  const why = whyText(change.why);
  // What is lost comes before what is filled in.
  const particulars = particularsOf(change);
  const [first, then] = change.verdict === 'take-over' ? [particulars, changed] : [changed, particulars];
  return [...about, ...first, ...then, ...(why === undefined ? [] : [why])];
}

function standingParts(standing: Standing, now: string): string[] {
  const why = standing.verdict === 'manual' ? whyText(standing.why) : undefined;
  return [aboutStanding(standing, now), ...(why === undefined ? [] : [why])];
}

function wordOf(item: Change | Standing): string {
  if (isChange(item)) return item.word;
  return item.verdict === 'manual' ? `by hand, ${item.word}` : item.verdict;
}

function isChange(item: Change | Standing): item is Change {
  return 'requests' in item;
}
