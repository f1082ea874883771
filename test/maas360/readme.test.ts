import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { type OperationForm, operations, type Parameter } from '../../providers/maas360/parameters.ts';
import { portalOf } from './lab.ts';

const readme = readFileSync(new URL('../../providers/maas360/README.md', import.meta.url), 'utf8');

function sectionOf(title: string): string {
  const start = readme.indexOf(`## ${title}\n`);
  const end = readme.indexOf('\n## ', start + 4);
  return start === -1 ? '' : readme.slice(start, end === -1 ? undefined : end);
}

function tableIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2);
}

const forms: readonly (readonly [string, OperationForm])[] = Object.entries(operations);

function operationRow([name, { method, methodIs, path, pathIs }]: readonly [string, OperationForm]): string {
  return `| \`${name}\` | ${method} (${methodIs}) | \`${path}\` (${pathIs}) |`;
}

function parameterRow(
  operation: string,
  sent: 'sent' | 'answered',
  { wire, grade, means, required }: Parameter,
): string {
  const needed = required === true ? '; required' : '';
  return `| \`${operation}\` | ${sent} | \`${wire}\` | ${grade} | ${means}${needed} |`;
}

describe('the tables of the README', () => {
  test('have every operation', () => {
    expect(tableIn(sectionOf('Operations'))).toEqual(forms.map(operationRow));
  });

  test('have every name that is sent or read, with its grade', () => {
    const rows = forms.flatMap(([name, { parameters, answer }]) => [
      ...Object.values(parameters).map((one) => parameterRow(name, 'sent', one)),
      ...Object.values(answer).map((one) => parameterRow(name, 'answered', one)),
    ]);
    expect(tableIn(sectionOf('Names on the wire'))).toEqual(rows);
  });

  test('have every setting, with its default', () => {
    const { properties } = packagedSchema('maas360/settings') as {
      readonly properties: Record<string, { default?: unknown }>;
    };
    const rows = tableIn(sectionOf('Portal'));
    for (const [name, { default: standard }] of Object.entries(properties)) {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` |`));
      expect(row, name).toBeDefined();
      if (standard !== undefined) expect(row, name).toContain(`| \`${String(standard)}\` |`);
    }
  });
});

test('every kind has a section', () => {
  for (const { kind } of maas360.kinds(portalOf())) expect(readme).toContain(`## Kind \`${kind}\``);
});
