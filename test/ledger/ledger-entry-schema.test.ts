import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { entryTypes } from '../../engine/ledger/known-entry.ts';
import { newDesk, textOf } from './support/desk.ts';
import { at, gateOpened, intent, linesOf, oneOfEach } from './support/entries.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(packagedSchema('ledger-entry'));

type SegmentLine = JsonObject & { readonly entry?: JsonObject };

function parse(line: string): SegmentLine {
  return JSON.parse(line) as SegmentLine;
}

/** Every line of a ledger that was really written, with its headers. */
async function writtenLines(): Promise<readonly string[]> {
  const desk = await newDesk();
  const writer = await desk.open('grace');
  for (const entry of oneOfEach) await writer.append(entry);
  await writer.close();
  return ['000001.jsonl', '000002.jsonl'].flatMap((name) => textOf(desk.files, name).trimEnd().split('\n'));
}

describe('the schema of ledger lines', () => {
  test('takes every line that is written, of every type', async () => {
    const lines = await writtenLines();
    for (const line of lines) {
      validate(JSON.parse(line));
      expect({ line, errors: validate.errors }).toEqual({ line, errors: null });
    }
    const types = lines.flatMap((line) => parse(line).entry?.['type'] ?? []);
    expect(new Set(types)).toEqual(new Set(entryTypes));
  });

  test('refuses each of them with a member too many, too few, or of another type', async () => {
    for (const line of await writtenLines()) {
      const value = parse(line);
      const part: JsonObject = value.entry ?? value;
      const wrap = (changed: JsonObject) => (value.entry === undefined ? changed : { ...value, entry: changed });
      expect(validate(wrap({ ...part, extra: 1 }))).toBe(false);
      for (const key of Object.keys(part)) {
        const without = Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));
        expect({ key, valid: validate(wrap(without)) }).toEqual({ key, valid: false });
        expect({ key, valid: validate(wrap({ ...part, [key]: true })) }).toEqual({ key, valid: false });
      }
    }
  });

  test('takes why, until when and where of an entry, and nothing else there', () => {
    const why = { ticket: 'HR-1042', reason: 'starts', requestedBy: 'grace' };
    const declaredAt = { file: 'people/ada.yaml', line: 7, column: 5, length: 3 };
    const grounds = { why, until: at, declaredAt };
    const [begun, asked] = linesOf([
      intent('ada', grounds),
      gateOpened('ada', 's', { ...grounds, occasion: 'o', sent: true }),
    ]);
    for (const line of [begun, asked]) {
      expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
      for (const wrong of [{ why: { because: 'x' } }, { until: 'soon' }, { declaredAt: { file: 'x' } }]) {
        expect(validate({ ...line, entry: { ...line?.entry, ...wrong } })).toBe(false);
      }
    }
  });

  test('says what every entry is for', () => {
    const definitions = packagedSchema('ledger-entry')['$defs'] as Record<string, { description?: string }>;
    for (const type of entryTypes) expect(definitions[type]?.description).toMatch(/\.$/);
  });
});
