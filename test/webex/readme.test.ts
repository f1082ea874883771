import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licenceCures } from '../../providers/webex/licence-cures.ts';
import { webex } from '../../providers/webex/index.ts';
import { knownRoles } from '../../providers/webex/roles.ts';
import { hub } from './wire.ts';

const readme = readFileSync(new URL('../../providers/webex/README.md', import.meta.url), 'utf8');

function section(heading: string): string {
  const from = readme.indexOf(`\n## ${heading}`);
  const to = readme.indexOf('\n## ', from + 1);
  return from < 0 ? '' : readme.slice(from, to < 0 ? undefined : to);
}

test('the table of roles is the one that is used', () => {
  const rows = section('Kind `role`').match(/^\| .* \| `.*` \| .* \|$/gmu);
  expect(rows).toEqual(knownRoles.map(({ name, id, grade }) => `| ${name} | \`${id}\` | ${grade} |`));
});

test('each setting has a row, and each row is a setting', () => {
  const schema = webex.settingsSchema['properties'];
  const rows = [...section('Portal').matchAll(/^\| `(\w+)` \|/gmu)].map(([, name]) => name);
  expect(rows).toEqual(Object.keys(schema ?? {}));
});

test('each kind has a section', () => {
  for (const { kind } of webex.kinds(hub())) expect(section(`Kind \`${kind}\``).length).toBeGreaterThan(100);
});

test('the cures that are shown as examples are there', () => {
  for (const [, code] of section('Kind `license-assignment`').matchAll(/`(\d{6})`/gu)) {
    expect(licenceCures).toHaveProperty(String(code));
  }
});

test('every table has as many cells in each row as in its head', () => {
  for (const table of readme.match(/(?:^\|.*\|\n)+/gmu) ?? []) {
    const cells = table
      .trim()
      .split('\n')
      .map((row) => row.split(/(?<!\\)\|/u).length);
    expect(new Set(cells).size).toBe(1);
  }
});
