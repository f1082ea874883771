import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missingEnd } from '../../engine/cli/ledger-witness.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, emptyFolder, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';
import { ledgerWith } from '../support/engine-builders.ts';

const state = ledgerWith();
const { ledgerId: id, seq, head } = state;

function folderOfReports(...ledgers: readonly unknown[]): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, '.rollcall/runs'), { recursive: true });
  for (const [index, ledger] of ledgers.entries()) {
    const text = typeof ledger === 'string' ? ledger : JSON.stringify({ ledger });
    writeFileSync(join(folder, `.rollcall/runs/2026-11-2${index}T000000Z-x.json`), text);
  }
  return folder;
}

describe('the newest report as a witness', () => {
  it.each([
    ['knows more', [{ id, seq: seq + 1, head }], /ends with entry 7, and .*T000000Z-x.json knows 8/],
    ['knows another last entry', [{ id, seq, head: digestOf('other') }], /Entry 7 .* is not the one/],
    ['that says so stands before some that do not', [{ id, seq: 9, head }, 'null', '{', {}], /knows 9/],
  ])('speaks where it %s', async (_what, ledgers, text) => {
    expect(await missingEnd(folderOfReports(...ledgers), state)).toMatch(text);
  });

  it.each([
    ['knows as much', [{ id, seq, head }]],
    ['knows less', [{ id, seq: seq - 1, head: digestOf('earlier') }]],
    ['is of another ledger', [{ id: 'ledger-0', seq: 99, head }]],
    [
      'is later than one that knew more',
      [
        { id, seq: 99, head },
        { id, seq, head },
      ],
    ],
    ['is not there', []],
  ])('says nothing where it %s', async (_what, ledgers) => {
    expect(await missingEnd(folderOfReports(...ledgers), state)).toBeUndefined();
  });
});

describe('reports of one second', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('speak by the one that knows most, whatever their names (%s knows more than %s)', async (more, less) => {
    const folder = folderOfReports();
    for (const [name, known] of [
      [more, seq + 1],
      [less, seq - 1],
    ] as const) {
      const text = JSON.stringify({ ledger: { id, seq: known, head } });
      writeFileSync(join(folder, `.rollcall/runs/2026-11-22T142307Z-${name}.json`), text);
    }
    expect(await missingEnd(folder, state)).toMatch(/ends with entry 7, and .* knows 8/);
  });
});

describe('a ledger whose end was cut off, with its lease', () => {
  let sandbox: OpenSandbox;
  beforeAll(async () => {
    setup();
    sandbox = await openSandbox();
  }, 60_000);
  beforeEach(() => sandbox.reset(portal));
  afterAll(() => sandbox.close());

  it('is warned of by plan, and refused by apply and attest, which leave nothing', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    await rollcall(['apply', ...at, '--yes'], { folder });
    const ledger = join(folder, '.rollcall/ledger');
    const segment = join(ledger, '000002.jsonl');
    const lines = readFileSync(segment, 'utf8').split('\n');
    writeFileSync(segment, `${lines.slice(0, 3).join('\n')}\n`);
    rmSync(join(ledger, 'lease.json'));
    const planned = await rollcall(['plan', ...at], { folder });
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.stderr).toContain('its end is gone');
    for (const words of [
      ['apply', ...at, '--yes'],
      ['attest', 'acme-connect/teammate/ada@acme.example', '--step', 'join', '--evidence', 'T'],
    ]) {
      const refused = await rollcall(words, { folder });
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain('its end is gone');
    }
    expect(readdirSync(ledger).sort()).toEqual(['000001.jsonl', '000002.jsonl']);
  });
});
