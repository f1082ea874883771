import fc from 'fast-check';
import type { HttpResponse } from '../../../engine/model/deps.ts';
import type { Json } from '../../../engine/model/json.ts';
import { damageJson, type JsonDamage, jsonDamage } from './broken-json.ts';

/** What a portal, or something between it and us, makes of one honest answer. */
export type AnswerDamage =
  | { readonly what: 'json'; readonly damage: JsonDamage }
  /** Cut after so many thousandths of its length. */
  | { readonly what: 'cut'; readonly at: number }
  | { readonly what: 'body'; readonly body: string }
  | { readonly what: 'tag'; readonly place: number; readonly way: 'drop' | 'rename' | 'empty' | 'twice' }
  | { readonly what: 'status'; readonly status: number }
  | { readonly what: 'header'; readonly name: string; readonly value: string }
  /** An earlier answer of the same read once more. */
  | { readonly what: 'replay' };

const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>502 Bad Gateway</h1></body></html>';
const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">]>`;

const bodies: readonly string[] = [
  '',
  ' ',
  html,
  'null',
  '[]',
  '{}',
  '"ok"',
  '7',
  '{"items":',
  'Service temporarily unavailable',
  '\u0000\u0001\u0002',
  '\ufeff{}',
  `${'['.repeat(50_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `<?xml version="1.0"?>${bomb}<a>&c;</a>`,
  '<?xml version="1.0"?><a><b></a>',
  `${'<a>'.repeat(20_000)}`,
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`,
];

const statuses = [201, 202, 203, 204, 206, 299, 300, 301, 302, 304, 400, 401, 402, 405, 409, 418, 429, 500, 502, 503];

const headers: readonly (readonly [string, string])[] = [
  ['content-type', 'text/html'],
  ['content-type', 'application/json; charset=utf-7'],
  ['content-type', ''],
  ['link', '<'],
  ['link', '<https://evil.example/>; rel="next"'],
  ['link', '<javascript:alert(1)>; rel="next"'],
  ['link', `${'<'.repeat(50_000)}; rel="next"`],
  ['retry-after', '-1'],
  ['retry-after', 'Sun, 06 Nov 9994 08:49:37 GMT'],
  ['location', 'https://evil.example/'],
];

export const answerDamage: fc.Arbitrary<AnswerDamage> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ what: fc.constant('json' as const), damage: jsonDamage }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cut' as const), at: fc.nat(999) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('body' as const), body: fc.constantFrom(...bodies) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('tag' as const),
      place: fc.nat(1_000),
      way: fc.constantFrom('drop', 'rename', 'empty', 'twice'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('status' as const), status: fc.constantFrom(...statuses) }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...headers).map(([name, value]) => ({ what: 'header' as const, name, value })),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'replay' as const }) },
);

/**
 * What comes back for a write that was carried out. A refusal that every portal documents (400, 403, 409, 429, …) is
 * believed: who sends that after having acted is found out by the next read, and no client can do better.
 */
export const writeDamage: fc.Arbitrary<AnswerDamage> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('json' as const), damage: jsonDamage }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cut' as const), at: fc.nat(999) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('body' as const), body: fc.constantFrom(...bodies) }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(200, 201, 202, 204, 206, 299, 302, 304, 418, 444, 499, 500, 502, 504, 520)
      .map((status) => ({ what: 'status' as const, status })),
  },
);

export interface DamagedAnswer {
  readonly answer: HttpResponse;
  readonly told: string;
  readonly mayBeTrue: boolean;
}

/** `earlier` is what the portal answered before in the same read. */
export function damageAnswer(
  answer: HttpResponse,
  damage: AnswerDamage,
  earlier: HttpResponse | undefined,
): DamagedAnswer {
  const told = `${damage.what} ${JSON.stringify(damage).slice(0, 120)}`;
  switch (damage.what) {
    case 'json':
      return damageMembers(answer, damage.damage);
    case 'cut':
      return { answer: { ...answer, body: cut(answer.body, damage.at) }, told, mayBeTrue: answer.body.length < 2 };
    case 'body':
      return { answer: { ...answer, body: damage.body }, told, mayBeTrue: damage.body === '[]' && isList(answer.body) };
    case 'tag':
      return { ...damageTag(answer, damage), mayBeTrue: true };
    case 'status':
      // A success without a body is what it says where the body was empty anyhow.
      return { answer: { ...answer, status: damage.status }, told, mayBeTrue: false };
    case 'header':
      return { answer: { ...answer, headers: withHeader(answer, damage) }, told, mayBeTrue: false };
    case 'replay':
      return { answer: earlier ?? answer, told, mayBeTrue: false };
  }
}

function damageMembers(answer: HttpResponse, damage: JsonDamage): DamagedAnswer {
  let json: Json;
  try {
    json = JSON.parse(answer.body) as Json;
  } catch {
    return { answer, told: 'nothing: it is no JSON', mayBeTrue: true };
  }
  const damaged = damageJson(json, damage);
  return { ...damaged, answer: { ...answer, body: JSON.stringify(damaged.json) } };
}

function cut(body: string, thousandths: number): string {
  return body.slice(0, Math.floor((body.trimEnd().length * thousandths) / 1_000));
}

function isList(body: string): boolean {
  return body.trimStart().startsWith('[');
}

function withHeader(answer: HttpResponse, { name, value }: { readonly name: string; readonly value: string }) {
  // A portal that has no next page may say so by any header that it likes: only one that is there is damaged.
  if (name === 'link' && answer.headers['link'] === undefined) return answer.headers;
  return { ...answer.headers, [name]: value };
}

const element = /<([A-Za-z][\w.]*)>[^<]*<\/\1>/gu;

function damageTag(answer: HttpResponse, damage: Extract<AnswerDamage, { what: 'tag' }>) {
  const found = [...answer.body.matchAll(element)];
  const one = found[damage.place % Math.max(found.length, 1)];
  if (one === undefined) return { answer, told: 'nothing: it has no elements' };
  const [whole, name = ''] = one;
  const replacement = {
    drop: '',
    rename: whole.replaceAll(name, `${name}X`),
    empty: `<${name}></${name}>`,
    twice: `${whole}${whole}`,
  }[damage.way];
  const body = `${answer.body.slice(0, one.index)}${replacement}${answer.body.slice(one.index + whole.length)}`;
  return { answer: { ...answer, body }, told: `${damage.way} <${name}>` };
}
