import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { harmClasses } from '../../engine/model/harm.ts';
import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { documentKinds, documentSchemas as schemaOfKind } from '../../engine/manifest/document.ts';
import { documentSchemas, typesOf, typesUrl } from '../../tools/generate-types.mjs';

const names = Object.values(schemaOfKind);

/** Every schema inside a schema, with the way to it. */
function* parts(schema: Json | undefined, way: string): Generator<readonly [string, JsonObject]> {
  if (!isJsonObject(schema)) return;
  yield [way, schema];
  for (const keyword of ['properties', '$defs'] as const) {
    const members = schema[keyword];
    if (!isJsonObject(members)) continue;
    for (const [key, part] of Object.entries(members)) yield* parts(part, `${way}/${key}`);
  }
  yield* parts(schema['items'], `${way}/[]`);
  if (isJsonObject(schema['additionalProperties'])) yield* parts(schema['additionalProperties'], `${way}/*`);
}

describe.each(names)('the schema of %s', (name) => {
  const schema = packagedSchema(name);

  test('is a schema in the strictest reading', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('describes every key, and is closed but for what a provider decides', () => {
    const open: string[] = [];
    for (const [way, part] of parts(schema, '')) {
      const described = typeof part['description'] === 'string' || typeof part['$ref'] === 'string';
      expect(described, `${way} needs a description`).toBe(true);
      if (part['type'] === 'object' && part['additionalProperties'] === true) open.push(way);
      else if (part['properties'] !== undefined) expect(part['additionalProperties'], `${way} is open`).toBe(false);
    }
    const expected = {
      portal: ['/spec/settings'],
      'partner-link': ['/spec/with'],
      policy: ['/spec/params'],
      role: ['/spec/access/[]/with'],
      user: ['/spec/access/[]/with'],
    };
    expect(open).toEqual(expected[name as 'portal'] ?? []);
  });

  test('has examples that fit', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const [way, part] of parts(schema, '')) {
      const { examples, ...rest } = part;
      const check = ajv.compile({ ...rest, $defs: schema['$defs'] ?? {} });
      for (const example of (examples ?? []) as Json[])
        expect(check(example), `${way}: ${JSON.stringify(example)}`).toBe(true);
    }
  });

  test('has types that are up to date (npm run generate)', async () => {
    expect(readFileSync(typesUrl(name), 'utf8')).toBe(await typesOf(name));
  });
});

test('all kinds have types, and the schema for editors knows them all', () => {
  expect(documentSchemas).toEqual(names);
  const document = packagedSchema('document');
  const refs = (document['allOf'] as JsonObject[]).map(({ then }) => (then as JsonObject)['$ref']);
  expect(refs).toEqual(names.map((name) => `${name}.schema.json`));
  const { kind } = document['properties'] as { kind: JsonObject };
  expect(kind['enum']).toEqual(documentKinds);
});

test('what several schemas define under one name is the same in all', () => {
  const seen = new Map<string, Json>();
  for (const name of names) {
    for (const [key, part] of Object.entries((packagedSchema(name)['$defs'] ?? {}) as JsonObject)) {
      if (key === 'metadata') continue;
      expect(part, `${name}: ${key}`).toEqual(seen.get(key) ?? part);
      seen.set(key, part);
    }
  }
  expect(seen.size).toBeGreaterThan(8);
});

test('the rails are the classes of harm', () => {
  const { rails } = packagedSchema('portal')['$defs'] as { rails: { properties: JsonObject } };
  expect(Object.keys(rails.properties)).toEqual(['window', 'minimumSize', ...harmClasses]);
});
