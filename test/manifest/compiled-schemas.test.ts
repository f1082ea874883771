import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseYaml } from '../../engine/manifest/parse-yaml.ts';
import { splitDocuments } from '../../engine/manifest/split-documents.ts';
import { checkOf, compiledFile } from '../../engine/manifest/validator.ts';
import { isJsonObject, type Json } from '../../engine/model/json.ts';
import { type DocumentKind, documentSchemas } from '../../engine/manifest/document.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { setup } from '../support/build-once.ts';
import { isolatedNode } from '../support/isolated-node.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Case {
  readonly schema: string;
  readonly fillDefaults: boolean;
  readonly value: Json;
}

beforeAll(() => setup());

describe('the schemas that the build compiled', () => {
  it('find exactly what the compiler finds at run time, in documents that are right and in every broken one', () => {
    const cases = casesOf();
    expect(cases.length).toBeGreaterThan(200);
    const built: unknown = JSON.parse(isolatedNode(checkAll, JSON.stringify(cases)));
    const here = cases.map(({ schema, fillDefaults, value }) => {
      const copy = structuredClone(value);
      return { problems: checkOf(packagedSchema(schema), { fillDefaults })(copy), copy };
    });
    expect(built).toEqual({ compilerLoaded: false, results: JSON.parse(JSON.stringify(here)) });
    expect(here.some(({ problems }) => problems.length === 0)).toBe(true);
  });

  it('are not taken for a schema of the same content that came from elsewhere', () => {
    const copy = 'checkOf({ ...packagedSchema("user") }, { fillDefaults: false })({})';
    const script = `${imports}${copy}; console.log(JSON.stringify(compilerLoaded()))`;
    expect(JSON.parse(isolatedNode(script, ''))).toBe(true);
  });

  it('have names of their own with defaults', () => {
    expect(compiledFile('webex-connect/settings', { fillDefaults: true })).toBe('webex-connect.settings.defaults.cjs');
    expect(compiledFile('user', { fillDefaults: false })).toBe('user.cjs');
  });
});

const imports = `
  import { createRequire } from 'node:module';
  import { readFileSync } from 'node:fs';
  const dist = ${JSON.stringify(new URL('../../dist/', import.meta.url).href)};
  const { checkOf } = await import(dist + 'engine/manifest/validator.js');
  const { packagedSchema } = await import(dist + 'engine/model/packaged-schema.js');
  const loaded = createRequire(dist).cache;
  const compilerLoaded = () => Object.keys(loaded).some((file) => /ajv.dist.2020\\.js$/.test(file));
`;

const checkAll = `${imports}
  const results = JSON.parse(readFileSync(0, 'utf8')).map(({ schema, fillDefaults, value }) => {
    const problems = checkOf(packagedSchema(schema), { fillDefaults })(value);
    return { problems, copy: value };
  });
  console.log(JSON.stringify({ compilerLoaded: compilerLoaded(), results }));
`;

function casesOf(): readonly Case[] {
  const cases: Case[] = [];
  for (const value of exampleDocuments()) {
    const kind = `${isJsonObject(value) ? String(value['kind']) : ''}`;
    const schema = documentSchemas[kind as DocumentKind];
    for (const broken of [value, ...brokenOf(value)]) cases.push({ schema, fillDefaults: false, value: broken });
  }
  const settings: Json[] = [{}, { mode: 'adapter' }, { mode: 'both' }, { strange: 1 }, [], null, 'text'];
  for (const schema of ['webex-connect/settings', 'memory/settings']) {
    for (const value of settings) cases.push({ schema, fillDefaults: true, value });
  }
  for (const schema of [
    'webex-connect/grant',
    'webex-connect/teammate',
    'memory/account',
    'memory/membership',
    'plan',
  ]) {
    for (const value of settings) cases.push({ schema, fillDefaults: false, value });
  }
  return cases;
}

/** One of each kind is enough: every place in it is broken in many ways. */
function exampleDocuments(): readonly Json[] {
  const byKind = new Map<string, Json>();
  const folder = join(root, 'examples');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue;
    for (const { text } of splitDocuments(readFileSync(join(folder, name), 'utf8'))) {
      const { value } = parseYaml(text);
      if (isJsonObject(value)) byKind.set(`${String(value['kind'])} ${Object.keys(value).join()}`, value);
    }
  }
  return [...byKind.values()];
}

/** The value with each of its members left out, of another type, or joined by a stranger. */
function brokenOf(value: Json): Json[] {
  if (!isJsonObject(value)) return [null, 7, '', { strange: true }, ['x', 'x']];
  const broken: Json[] = [{ ...value, strange: 1 }];
  for (const [key, member] of Object.entries(value)) {
    if (key === 'kind' || member === undefined) continue;
    const { [key]: _left, ...rest } = value;
    broken.push(rest);
    for (const other of [null, 7, '', '2026-02-30', [], ...brokenOf(member)]) broken.push({ ...value, [key]: other });
  }
  return broken;
}
