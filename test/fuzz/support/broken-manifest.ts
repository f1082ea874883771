import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments, stringify } from 'yaml';
import type { Json } from '../../../engine/model/json.ts';
import { damageJson, deep, type JsonDamage, oddValues } from './broken-json.ts';

const folder = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** A workspace that is right: the text of each of its files. */
export type Files = Readonly<Record<string, string>>;

export const examples: readonly Files[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => filesBelow(join(folder, name)));

function filesBelow(root: string): Files {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const read = names.filter((name) => /\.(?:yaml|liquid|txt)$/u.test(name) && !name.startsWith('later'));
  return Object.fromEntries(read.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

/** How the text of a file is changed besides. */
const dresses: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  plain: (text) => text,
  bom: (text) => `\ufeff${text}`,
  'two BOMs': (text) => `\ufeff\ufeff${text}`,
  crlf: (text) => text.replaceAll('\n', '\r\n'),
  'lone CR': (text) => text.replaceAll('\n', '\r'),
  utf16: (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'no UTF-8': (text) => new Uint8Array(Buffer.concat([Buffer.from(text), Buffer.from([0x23, 0xc3, 0x28, 0xff])])),
  NUL: (text) => `${text}\u0000`,
  twice: (text) => `${text}\n---\n${text}`,
  'an end, and more': (text) => `${text}\n...\n${text}`,
  directive: (text) => `%YAML 1.1\n---\n${text}`,
  tagged: (text) => text.replaceAll(/: (\w)/gu, ': !!binary $1'),
  'own tags': (text) => text.replace(/: (?=\w)/u, ': !js/function '),
  anchored: (text) => text.replace(/:\n/u, ': &a\n').replace(/: (\w+)$/mu, ': *a'),
  merged: (text) => text.replace(/^spec:/mu, 'x: &x { name: a }\nspec:\n  <<: *x'),
  'a key twice': (text) => text.replace(/^(kind: .*)$/mu, '$1\n$1'),
  'a key like another': (text) => text.replace(/^kind:/mu, 'Kind:'),
  tabs: (text) => text.replaceAll('  ', '\t'),
  'all in one line': (text) => text.replaceAll('\n', ' '),
  laughs: (text) => `${text}\nx0: &x0 [a, a]\n${laughs()}`,
  'long line': (text) => `${text}\n# ${'x'.repeat(100_000)}`,
  'many documents': (text) => `${text}\n---\n`.repeat(40),
  'many lines': (text) => `${text}${'\n'.repeat(50_000)}`,
};

function laughs(): string {
  const lines: string[] = [];
  for (let index = 1; index < 40; index += 1) lines.push(`x${index}: &x${index} [*x${index - 1}, *x${index - 1}]`);
  return lines.join('\n');
}

const manifestValues: readonly Json[] = [
  // The last one nests too deep to be damaged a second time.
  ...oddValues.slice(0, -1),
  deep(300),
  // Moments at the edges, and none.
  ...['2026-02-30', '2024-02-29', '0000-01-01', '9999-12-31', '+275760-09-13', '-271821-04-20', '2026-12-31T23:59:60Z'],
  ...['2026-03-29T02:30:00', '2026-11-21T12:00:00+99:99', '20261121', '2026-W47', 'P1D', '0s', '999999d', '1e9d'],
  // One address in other forms, and none.
  ...[
    'a\u0301da@acme.example',
    '\u00e1da@acme.example',
    '\uff41da@acme.example',
    'ADA@ACME.EXAMPLE',
    'ada@acme.example.',
  ],
  ...['ada@xn--80ak6aa92e.example', 'ada@b@acme.example', '@', 'ada@', '"a b"@acme.example', `${'a'.repeat(300)}@x.y`],
  // Places that are none of a manifest's.
  ...['../../../etc/passwd', '/dev/zero', 'a\u0000b', '.', '-', '~', 'C:\\x', 'file:///etc/passwd', 'CON', '.rollcall'],
  ...['https://u:hunter22@acme.example', 'http://acme.example', 'https://[::1', 'https://acme.example/?a#b', '//x'],
  // Numbers that no reader takes for the same.
  ...[2 ** 53, -0, 0.1, 1e21, 5e-324, -1e308, '0x10', '010', '1_000', '.inf', 'yes', 'null', '~'],
  // Expressions and templates.
  ...['true', 'person', '1/0', 'person.email.matches("(a+)+$")', '[1,2].map(x, [x].map(y, [y]))', '((((', 'a.b.c.d'],
  ...['{{ person }}', '{% for i in (1..1000000000) %}x{% endfor %}', '{{', '{% include "/etc/passwd" %}', '${HOME}'],
];

export interface ManifestDamage {
  readonly example: number;
  readonly file: number;
  readonly dress: string;
  readonly damages: readonly JsonDamage[];
}

export const manifestDamage: fc.Arbitrary<ManifestDamage> = fc.record({
  example: fc.nat(1_000),
  file: fc.nat(1_000),
  // Most cases are of the values: a dress that no file may have hides what is below it.
  dress: fc.oneof(
    { weight: 3, arbitrary: fc.constant('plain') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(dresses)) },
  ),
  damages: fc.array(
    fc.record({
      way: fc.constantFrom('replace', 'replace', 'replace', 'replace', 'drop', 'rename', 'repeat', 'wrap'),
      place: fc.nat(100_000),
      odd: fc.nat(manifestValues.length - 1),
    }),
    { maxLength: 2 },
  ),
});

export interface DamagedFiles {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly told: string;
}

/** One file of one example with some of its values changed, and its text dressed. */
export function damageManifest({ example, file, dress, damages }: ManifestDamage): DamagedFiles {
  const files = examples[example % examples.length] ?? {};
  const names = Object.keys(files).filter((one) => one.endsWith('.yaml'));
  const name = names[file % names.length] ?? '';
  const told: string[] = [`${name}, ${dress}`];
  const documents = parseAllDocuments(files[name] ?? '').map((one) => one.toJS() as Json);
  for (const damage of damages) {
    const at = damage.place % Math.max(documents.length, 1);
    const damaged = damageJson(documents[at] ?? null, damage, manifestValues);
    documents[at] = damaged.json;
    told.push(damaged.told);
  }
  const text = documents.map((one) => textOf(one)).join('---\n');
  return { files: { ...files, [name]: dresses[dress]?.(text) ?? text }, told: told.join('\n') };
}

/** What nests too deep for the library that writes YAML is written as JSON, which is YAML too. */
function textOf(json: Json): string {
  try {
    return stringify(json, { lineWidth: 0 });
  } catch {
    return `${JSON.stringify(json)}\n`;
  }
}
