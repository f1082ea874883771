import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { asText, textIn } from './texts.ts';

export const accountKind = 'account';

/** Never given back by MaaS360: compared with what was last given. */
export const accountWriteOnly: readonly string[] = ['adminEmail', 'copyFrom', 'onRemove'];

/** Attributes that follow the account's way through its states. */
export const accountMoving: ReadonlySet<string> = new Set(['type', 'state', 'endsOn', 'committedLicenses']);

const texts: readonly string[] = [
  'name',
  'parent',
  'country',
  'language',
  'vertical',
  'displayName',
  'code',
  'copyFrom',
];
const words: readonly string[] = ['type', 'state', 'acceptEula', 'onRemove'];
const numbers: readonly string[] = ['committedLicenses', 'trialDays'];

/** Null says something: nobody above, no last day. */
const mayBeNothing: readonly string[] = ['parent', 'endsOn'];

/** One form for both sides: texts trimmed, words and addresses in lower case, numbers as numbers, nothing empty. */
export function normalizeAccount(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const form = formOf(name, value);
    if (form === '' || (form === null && !mayBeNothing.includes(name))) continue;
    normal[name] = form;
  }
  return normal;
}

function formOf(name: string, value: Json): Json {
  if (texts.includes(name)) return country(name, asText(value));
  if (words.includes(name)) return typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (numbers.includes(name)) return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (name === 'adminEmail') return typeof value === 'string' ? value.trim().toLowerCase() : value;
  return value;
}

/** `se` and `SE` are one country. */
function country(name: string, value: Json): Json {
  return name === 'country' && typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : value;
}

export function identifyAccount(attributes: JsonObject): string {
  return textIn(attributes, 'name');
}

/** `trial until 2027-01-31`, `customer, 50 licences`, `expired trial`. */
export function summarizeAccount(attributes: JsonObject): string {
  const { type, state, endsOn, committedLicenses, parent } = attributes;
  const what = typeof type === 'string' ? type : 'account';
  if (state === 'expired') return `expired ${what}`;
  if (state === 'deleting') return `${what} that is being deleted`;
  if (type === 'partner') return parent === null ? 'business partner' : 'partner';
  if (type === 'trial') return typeof endsOn === 'string' ? `trial until ${endsOn}` : 'trial';
  return typeof committedLicenses === 'number' ? `${what}, ${licences(committedLicenses)}` : what;
}

export function licences(count: number): string {
  return `${String(count)} ${count === 1 ? 'licence' : 'licences'}`;
}
