import type { ErrorObject } from 'ajv/dist/2020.js';
import { isJsonObject } from '../model/json.ts';
import { didYouMean } from './nearest.ts';

export interface ProblemWords {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly cure: string;
  readonly hint?: string;
}

type SchemaPart = { readonly [key: string]: unknown } | undefined;

/** YAML 1.1 read these as yes and no; YAML 1.2 reads them as text. */
const formerBooleans = /^(?:y|yes|on|n|no|off)$/i;
const formerTruths = /^(?:y|yes|on)$/i;

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['object', 'a mapping'],
  ['array', 'a list'],
  ['null', 'nothing'],
]);

/** A value of the wrong type: what was found, and what is wanted. */
export function wordsForType(key: string, wanted: readonly string[], found: unknown, schema: SchemaPart): ProblemWords {
  const names = wanted.map((type) => typeNames.get(type) ?? type).join(' or ');
  const hint = typeHint(wanted, found);
  return {
    code: 'wrong-type',
    summary: 'A value of the wrong type',
    detail: `${key} is ${describeValue(found)}, and must be ${names}.${exampleOf(schema)}`,
    cure: hint === undefined ? `Write ${names}${keysWanted(wanted, schema)}.` : 'Write it as the hint shows.',
    ...(hint === undefined ? {} : { hint }),
  };
}

function keysWanted(wanted: readonly string[], schema: SchemaPart): string {
  return wanted.includes('object') && isJsonObject(schema?.['properties']) ? ` with keys of: ${keysOf(schema)}` : '';
}

function typeHint(wanted: readonly string[], found: unknown): string | undefined {
  if (wanted.includes('boolean') && typeof found === 'string' && formerBooleans.test(found)) {
    return `YAML 1.2 reads ${found} as text: write ${formerTruths.test(found) ? 'true' : 'false'}`;
  }
  const scalar = typeof found === 'number' || typeof found === 'boolean';
  if (wanted.includes('string') && scalar) return quotesHint(`${found}`);
  if (wanted.includes('object') && typeof found === 'string') return colonHint(found);
  if (wanted.includes('array') && typeof found === 'string') return `write a list: [${found}]`;
  const numeric = typeof found === 'string' && found !== '' && Number.isFinite(Number(found));
  if ((wanted.includes('number') || wanted.includes('integer')) && numeric) return `without quotes: ${found}`;
  return undefined;
}

/** `email ada@…` and `email:ada@…` are texts to YAML. */
function colonHint(found: string): string | undefined {
  const [, key = '', glued] = /^([A-Za-z]\w*)(?:(:)(?! |\/\/)|\s+)\S/.exec(found) ?? [];
  if (key === '') return undefined;
  return glued === undefined ? `a colon is missing: ${key}: …` : `a space is missing behind the colon: ${key}: …`;
}

/** For a text that YAML reads as something else, by what stands in the file: `010`, which is read as 10. */
export function quotesHint(source: string): string {
  return `put quotes around it: "${source}"`;
}

/** What stands there, in a few words: `the number 5`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text "${shorten(value)}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value === true);
}

/** A text of the wrong form. */
export function wordsForFormat(key: string, found: unknown, schema: SchemaPart): ProblemWords {
  const description = typeof schema?.['description'] === 'string' ? ` ${schema['description']}` : '';
  return {
    code: 'wrong-form',
    summary: 'A text of the wrong form',
    detail: `${key} is ${describeValue(found)}.${description}`,
    cure: `Write it in the form it has to have.${exampleOf(schema)}`,
  };
}

/** Whatever else a schema may refuse: a value outside a set, too few, too many, twice the same. */
export function wordsForValue(key: string, error: ErrorObject): ProblemWords {
  const found = describeValue(error.data);
  const limit = `${error.params['limit'] ?? ''}`;
  switch (error.keyword) {
    case 'enum':
      return unknownValue(key, error.data, error.params['allowedValues']);
    case 'const':
      return unknownValue(key, error.data, [error.params['allowedValue']]);
    case 'minLength':
      return amount(
        `${key} is ${found}.`,
        limit === '1' ? 'Write something, or leave the key out.' : `At least ${limit} characters.`,
      );
    case 'maxLength':
      return amount(`${key} is too long.`, `At most ${limit} characters.`);
    case 'minItems':
      return amount(`${key} has too few items.`, `At least ${limit}; leave the key out where there are none.`);
    case 'maxItems':
      return amount(`${key} has too many items.`, `At most ${limit}.`);
    case 'minProperties':
      return amount(`${key} has too few keys.`, `At least ${limit} of: ${keysOf(error.parentSchema)}.`);
    case 'maxProperties':
      return amount(`${key} has too many keys.`, `At most ${limit} of: ${keysOf(error.parentSchema)}.`);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return amount(`${key} is ${found}.`, `It must be ${limitWords[error.keyword]} ${limit}.`);
    case 'uniqueItems':
      return amount(`${key} holds the same item twice.`, 'Remove one of them.');
    default:
      return {
        ...amount(`${key} is ${found}: it ${error.message ?? 'does not fit'}.`, 'Correct it.'),
        code: 'wrong-value',
      };
  }
}

const limitWords = {
  minimum: 'at least',
  exclusiveMinimum: 'more than',
  maximum: 'at most',
  exclusiveMaximum: 'less than',
} as const;

function amount(detail: string, cure: string): ProblemWords {
  return { code: 'out-of-range', summary: 'A value outside its limits', detail, cure };
}

function unknownValue(key: string, found: unknown, allowed: unknown): ProblemWords {
  const words = Array.isArray(allowed) ? allowed.map(String) : [];
  const hint = typeof found === 'string' ? didYouMean(found, words) : undefined;
  return {
    code: 'unknown-value',
    summary: 'A value that is not allowed here',
    detail: `${key} is ${describeValue(found)}.`,
    cure: words.length === 1 ? `Write ${words[0]}.` : `Write one of: ${words.join(', ')}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function keysOf(schema: SchemaPart): string {
  const properties = schema?.['properties'];
  return isJsonObject(properties) ? Object.keys(properties).join(', ') : 'the known keys';
}

function exampleOf(schema: SchemaPart): string {
  const examples = schema?.['examples'];
  if (!Array.isArray(examples) || examples.length === 0) return '';
  const example: unknown = examples[0];
  return ` Example: ${typeof example === 'string' ? example : JSON.stringify(example)}.`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
