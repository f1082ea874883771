import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** Attributes as a schema allows them, each left out now and then, in another order each time, with odd texts. */
export function randomAttributes(schema: JsonObject, random: () => number): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const entries: [string, Json][] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (random() < 0.8) entries.push([name, randomValue(isJsonObject(property) ? property : {}, random)]);
  }
  if (random() < 0.3) entries.push(['attributeFromTheFuture', randomText(random)]);
  if (random() < 0.5) entries.reverse();
  return Object.fromEntries(entries);
}

function randomValue(schema: JsonObject, random: () => number): Json {
  if (random() < 0.05) return null;
  const { enum: choices, type } = schema;
  if (Array.isArray(choices) && choices.length > 0) return picked<Json>(choices, random);
  switch (type) {
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number':
      return Math.floor(random() * 100);
    case 'array':
      return Array.from({ length: Math.floor(random() * 5) }, () => randomValue(itemsOf(schema), random));
    case 'object':
      return randomAttributes(schema, random);
    default:
      return randomText(random);
  }
}

function itemsOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema['items']) ? schema['items'] : {};
}

const texts = [
  '',
  ' ',
  'Ada@ACME.example ',
  'ada@acme.example',
  'a',
  'B',
  'İstanbul',
  'ß',
  'z\u0301',
  '0',
  'null',
  'x'.repeat(300),
];

function randomText(random: () => number): string {
  return `${picked(texts, random)}${random() < 0.5 ? '' : picked(texts, random)}`;
}

function picked<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}
