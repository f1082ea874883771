import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { emptyFolder, type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';
import { begunAtFullSpeed, expectPlainWords } from './support/round.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

/** They read the ledger in one place; `npm test` asks the one that would write. */
const slow = process.env['ROLLCALL_SLOW'] === '1';
const commands = slow ? [['plan'], ['status'], ['apply', '--yes']] : [['apply', '--yes']];

const second = '000002.jsonl';
const third = '000003.jsonl';
const restore =
  'Nothing is written to a ledger in this state. Take the file back from Git, whole, or its folder from a copy. Only where there is neither, start a new one: ' +
  'rollcall init --new-ledger --why "…"';

interface Damage {
  /** What somebody, or a disk, did. */
  readonly did: string;
  readonly act: (ledger: string) => void;
  /** What every command says of it, from the first word on. */
  readonly says: string;
  readonly cure?: string;
}

function lines(segment: string, change: (lines: string[]) => readonly string[]): (ledger: string) => void {
  return (ledger) => {
    const path = join(ledger, segment);
    writeFileSync(path, change(readFileSync(path, 'utf8').split('\n')).join('\n'));
  };
}

function gone(...names: readonly string[]): (ledger: string) => void {
  return (ledger) => {
    for (const name of names) rmSync(join(ledger, name));
  };
}

const inPlace = 'The ledger in .rollcall/ledger is damaged:';
const damages: readonly Damage[] = [
  {
    did: 'edited a line',
    act: lines(second, (all) => all.with(2, all[2]!.replaceAll('ada@', 'eve@'))),
    says: `${inPlace} ${second}:3 or line 4 was changed after it was written: one does not follow from the other.`,
  },
  {
    did: 'wrote something else over a line',
    act: lines(second, (all) => all.with(2, 'nothing to see here')),
    says: `${inPlace} ${second}:3 is not a line of a ledger.`,
  },
  {
    did: 'cut the end off a run that others were built on',
    act: lines(second, (all) => [...all.slice(0, -2), '']),
    says: `${inPlace} ${second}:6 the segment was sealed with N bytes and now has N.`,
  },
  {
    did: 'cut the end off the last run',
    act: lines(third, (all) => [...all.slice(0, -2), '']),
    says: `${inPlace} ${third} entries 8 to 8 were on the disk and are gone.`,
  },
  {
    did: 'cut the last line, which was confirmed, in its middle',
    act: (ledger) => truncateSync(join(ledger, third), readFileSync(join(ledger, third)).length - 20),
    says: `${inPlace} ${third} entries 8 to 8 were on the disk and are gone.`,
  },
  {
    did: 'changed the order of two lines',
    act: lines(second, (all) => all.with(2, all[3]!).with(3, all[2]!)),
    says: `${inPlace} ${second}:3 entry 3 stands before entry 2.`,
  },
  {
    did: 'put a line there twice',
    act: lines(second, (all) => all.toSpliced(3, 0, all[2]!)),
    says: `${inPlace} ${second}:4 entry 2 stands there a second time.`,
  },
  {
    did: 'took a line out',
    act: lines(second, (all) => all.toSpliced(3, 1)),
    says: `${inPlace} ${second}:4 entries 3 to 3 are missing before this line.`,
  },
  {
    did: 'lost a run between two others',
    act: gone(second),
    says: `${inPlace} ${second} is missing, while later segments are there.`,
  },
  {
    did: 'lost the last run',
    act: gone(third),
    says: `${inPlace} ${third} is missing: the lease says that it was there.`,
  },
  {
    did: 'put an earlier run behind the last one',
    act: (ledger) => cpSync(join(ledger, second), join(ledger, '000004.jsonl')),
    says: `${inPlace} 000004.jsonl:1 was written as ${second}.`,
  },
  {
    did: 'put a run of another ledger there',
    act: lines(third, (all) => all.with(0, all[0]!.replace(/"ledgerId":"[^"]*"/, '"ledgerId":"globex-1"'))),
    says: `${inPlace} ${third}:1 belongs to the ledger globex-1, but this workspace's is ID.`,
    cure: 'Put the right ledger in its place, or correct `ledger.id` in rollcall.yaml.',
  },
  {
    did: 'emptied a file',
    act: (ledger) => truncateSync(join(ledger, second)),
    says: `${inPlace} ${second}:1 was sealed with N bytes and has no header now.`,
  },
  {
    did: 'lost all of it',
    act: (ledger) => rmSync(ledger, { recursive: true }),
    says: 'The workspace knows the ledger ID, but there is none in .rollcall/ledger.',
    cure:
      'Restore that folder from its copy, or deliberately start a new ledger, by which what was owned becomes ' +
      'unmanaged: rollcall init --new-ledger --why "…"',
  },
];

/** Two runs: the second segment has two invitations, the third one a run that found nothing to do. */
async function history(): Promise<string> {
  await sandbox.reset(portal);
  const folder = await begunAtFullSpeed();
  for (let run = 0; run < 2; run += 1) {
    expect(await rollcall(['apply', ...sandbox.at, '--yes'], { folder })).toMatchObject({ code: 0 });
  }
  await sandbox.clearJournal(portal);
  return folder;
}

/** The first sentence and the cure, without the breaks of a screen and what differs from run to run. */
function saidBy({ stderr }: Ran, folder: string): string {
  const text = stderr.replaceAll(/\s+/g, ' ').replaceAll(`${folder}/`, '').trim();
  return text.replaceAll(/\d+(?= bytes)|(?<=now has )\d+/g, 'N').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
}

function contents(ledger: string): readonly string[] {
  const names = readdirSync(ledger, { recursive: true }).map(String).sort();
  return names.map((name) => `${name}: ${readFileSync(join(ledger, name), 'utf8')}`);
}

describe('a ledger that somebody, or a disk, has damaged', () => {
  it('is refused by every command with the place and the cure, whatever it is, and nothing is written', async () => {
    const whole = await history();
    for (const { did, act, says, cure = restore } of damages) {
      const folder = emptyFolder();
      cpSync(whole, folder, { recursive: true });
      const ledger = join(folder, '.rollcall/ledger');
      act(ledger);
      const before = did === 'lost all of it' ? [] : contents(ledger);
      for (const words of commands) {
        const ran = await rollcall([...words, ...sandbox.at], { folder });
        expectPlainWords(ran);
        expect({ did, words, code: ran.code, said: saidBy(ran, folder) }).toEqual({
          did,
          words,
          code: 1,
          said: `error: ${says} → ${cure}`,
        });
      }
      expect(did === 'lost all of it' ? [] : contents(ledger), did).toEqual(before);
    }
    expect((await sandbox.journal(portal)).counts.writes).toBe(0);
  });

  it('in a way that only the reports of earlier runs can tell is refused by apply', async () => {
    const folder = await history();
    gone(third, 'lease.json')(join(folder, '.rollcall/ledger'));
    const ran = await rollcall(['apply', '--yes', ...sandbox.at], { folder });
    expect([ran.code, saidBy(ran, folder)]).toEqual([
      1,
      expect.stringMatching(
        /^error: The ledger ends with entry 6, and .rollcall\/runs\/\S+.json knows 8: its end is gone./,
      ),
    ]);
  });

  it('by a line that was never confirmed is told so, and nothing else happens; the program says the same', async () => {
    const folder = await history();
    appendFileSync(join(folder, '.rollcall/ledger', third), '{"at":"2026-');
    const torn = 'The ledger: the last line is cut off; it was never confirmed and does not count';
    const planned = await (slow ? rollcallProgram : rollcall)(['plan', ...sandbox.at], { folder });
    expect([planned.code, saidBy(planned, folder)]).toEqual([0, expect.stringContaining(torn)]);
    expect(await rollcall(['apply', '--yes', ...sandbox.at], { folder })).toMatchObject({ code: 0 });
    const later = await rollcall(['plan', ...sandbox.at], { folder });
    expect([later.code, later.stderr]).toEqual([0, '']);
    expect((await sandbox.journal(portal)).counts.writes).toBe(0);
  });
});
