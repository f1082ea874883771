import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { isAbsolute } from '../../engine/model/absolute-rails.ts';
import { type HarmClass, harmClasses } from '../../engine/model/harm.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import { defaultWindow, windowText } from '../../engine/model/rail-window.ts';
import { defaultMinimumSize, defaultRails, limitText } from '../../engine/plan/harm-rail.ts';
import { rail } from '../support/plan-builders.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/rails.md', root), 'utf8');

/** Rails that count no class of harm; the compiler says when one is missing here. */
const named: Readonly<Record<Exclude<RailVerdict['rail'], HarmClass>, true>> = {
  'last-administrator': true,
  'own-account': true,
  protected: true,
  consent: true,
  'seats-short': true,
  lockdown: true,
};

/** The cells of a table's rows, below its head. */
function rowsUnder(head: string): string[][] {
  const lines = page.slice(page.indexOf(head)).split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) => line.slice(2, -2).split(' | '));
}

const harms = rowsUnder('| harm | what it is |');

describe('docs/rails.md', () => {
  test('has every harm and every rail, each once', () => {
    const said = harms.map(([name = '']) => name.replaceAll('`', ''));
    expect([...said].sort()).toEqual([...harmClasses, ...Object.keys(named)].sort());
  });

  test.each(harmClasses)('says the default of %s as the code has it', (harm) => {
    const row = harms.find(([name]) => name === `\`${harm}\``);
    expect(row?.[2]).toBe(limitText(defaultRails[harm]));
  });

  test.each(harms)('says whether a consent lets %s pass', (name, _what, _limit, consent) => {
    const one = rail({ rail: name.replaceAll('`', '') as RailVerdict['rail'] });
    expect(consent).toBe(isAbsolute(one) ? 'no' : 'yes');
  });

  test.each(harms)('names a test of %s that there is', (_name, _what, _limit, _consent, proof) => {
    const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof ?? '') ?? [];
    const path = new URL(file, root);
    expect(existsSync(path) && file.endsWith('.test.ts')).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`test('${title}'`);
  });

  test('says the minimum size and the window as the code has them', () => {
    expect(page).toContain(`count from ${defaultMinimumSize} units on`);
    expect(windowText(defaultWindow)).toBe('10 runs within 7 days');
    expect(page).toContain('the last ten runs that did harm of this class on this portal');
    expect(page).toContain('not longer ago than seven days');
  });

  test('says the widest window as the schema has it', () => {
    const valid = checkOf(packagedSchema('portal'), { fillDefaults: false });
    const problems = (window: JsonObject) => {
      const spec = { provider: 'memory', baseUrl: 'https://acme.example', rails: { window } };
      return valid({ apiVersion: 'rollcall/v1', kind: 'Portal', metadata: { name: 'acme' }, spec }).length;
    };
    const [, runs = '', within = ''] = /the widest is (\d+) runs within `(\d+d)`/.exec(page) ?? [];
    expect(problems({ runs: Number(runs), within })).toBe(0);
    expect(problems({ runs: Number(runs) + 1 })).toBeGreaterThan(0);
    expect(problems({ within: `${Number.parseInt(within, 10) + 1}d` })).toBeGreaterThan(0);
  });

  test('says of the real history what its tests hold', () => {
    const folder = new URL('test/shared/history/', root);
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
    const held = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('');
    const rows = rowsUnder('| rail | day | organisation |');
    expect(rows).toHaveLength(6);
    for (const [, day, organisation, seats] of rows) expect(held).toContain(`${day} ${organisation} accounts ${seats}`);
  });
});
