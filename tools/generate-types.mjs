// Writes the TypeScript types of the manifest documents, `schemas/types/<name>.ts`, from `schemas/<name>.schema.json`.
// With `--check` it writes nothing and fails where a file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

export const documentSchemas = ['workspace', 'portal', 'license', 'partner-link', 'role', 'user', 'policy', 'consent'];

const banner =
  '// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.';
const style = { printWidth: 120, singleQuote: true, semi: true, tabWidth: 2, trailingComma: 'all', endOfLine: 'lf' };

export async function typesOf(name) {
  const schema = JSON.parse(readFileSync(schemaUrl(name), 'utf8'));
  return await compile(inlineScalars(schema, schema.$defs ?? {}), name, {
    bannerComment: banner,
    additionalProperties: false,
    style,
    format: true,
  });
}

/**
 * A named string or number is written where it is used: `Name3` tells a reader less than `string`. A named object keeps
 * its name, without what is said about it where it is used: else there would be `Rail1`, `Rail2`…
 */
function inlineScalars(node, definitions) {
  if (Array.isArray(node)) return node.map((item) => inlineScalars(item, definitions));
  if (typeof node !== 'object' || node === null) return node;
  const definition = definitions[String(node.$ref).replace('#/$defs/', '')];
  if (definition?.type === 'object') return { $ref: node.$ref };
  const scalar = definition !== undefined ? { ...definition, ...node } : node;
  const members = Object.entries(scalar).filter(([key]) => scalar === node || (key !== '$ref' && key !== 'title'));
  return Object.fromEntries(members.map(([key, value]) => [key, inlineScalars(value, definitions)]));
}

export function typesUrl(name) {
  return new URL(`../schemas/types/${name}.ts`, import.meta.url);
}

function schemaUrl(name) {
  return new URL(`../schemas/${name}.schema.json`, import.meta.url);
}

async function main() {
  const check = process.argv.includes('--check');
  for (const name of documentSchemas) {
    const types = await typesOf(name);
    if (!check) writeFileSync(typesUrl(name), types);
    else if (readFileSync(typesUrl(name), 'utf8') !== types) {
      process.stderr.write(`schemas/types/${name}.ts is out of date: npm run generate\n`);
      process.exitCode = 1;
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main();
