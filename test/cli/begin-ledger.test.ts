import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginLedger, type LedgerBeginning } from '../../engine/cli/commands/begin-ledger.ts';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { emptyFolder, folderWith } from '../support/cli.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

const path = '.rollcall/ledger';
const deps = virtualDeps();

/** A workspace with the ledger `old`, and what is needed to begin `new`, whose id finds its place or does not. */
async function workspace(place: () => void = () => {}) {
  const folder = folderWith({ 'rollcall.yaml': 'as it was' });
  await createLedger({ files: nodeLedgerFiles(join(folder, path)), ledgerId: 'old', deps });
  return { folder, ...beginningIn(folder, place) };
}

function beginningIn(folder: string, place: () => void) {
  const said: string[] = [];
  const never = (): never => {
    throw new Error('not used');
  };
  const say = (text: string): void => void said.push(text);
  const terminal = { columns: 300, colour: false, interactive: false, live: never, ask: never };
  let dropped = 0;
  const draft = { place, drop: () => void (dropped += 1) };
  const screen = { ...terminal, out: say, err: say };
  const beginning: LedgerBeginning = { folder, path, id: 'new', old: 'old', draft, deps, screen };
  return { beginning, said: () => said.join(''), dropped: () => dropped };
}

function refused(): never {
  throw new Error('mounted by itself');
}

function idIn(folder: string, ledger: string): string {
  const [header = ''] = readFileSync(join(folder, ledger, '000001.jsonl'), 'utf8').split('\n');
  return (JSON.parse(header) as { ledgerId: string }).ledgerId;
}

describe('a new ledger in place of an old one', () => {
  it('stands there when its id does, and the old one beside it', async () => {
    const { folder, beginning, said, dropped } = await workspace();
    await beginLedger(beginning);
    expect(readdirSync(join(folder, '.rollcall')).sort()).toEqual(['ledger', 'ledger-old']);
    expect([idIn(folder, path), idIn(folder, '.rollcall/ledger-old')]).toEqual(['new', 'old']);
    expect(said()).toContain('The old ledger stands in .rollcall/ledger-old now.');
    expect(dropped()).toBe(1);
  });

  it('leaves the old one where it was, and nothing else, where its id cannot be put in its place', async () => {
    const { folder, beginning, said, dropped } = await workspace(refused);
    await expect(beginLedger(beginning)).rejects.toThrow('mounted by itself');
    expect(readdirSync(join(folder, '.rollcall'))).toEqual(['ledger']);
    expect(idIn(folder, path)).toBe('old');
    expect(said()).toBe('No new ledger was begun: the old one stands where it stood.\n');
    expect(dropped()).toBe(1);
  });

  it('leaves the old one where it was where the new one cannot be written', async () => {
    const { folder, beginning, said } = await workspace();
    writeFileSync(join(folder, '.rollcall/ledger-new'), 'in the way');
    await expect(beginLedger(beginning)).rejects.toThrow(/ledger-new.* a part of the path is a file/);
    expect(idIn(folder, path)).toBe('old');
    expect(existsSync(join(folder, '.rollcall/ledger-old'))).toBe(false);
    expect(said()).toContain('the old one stands where it stood');
  });

  it('replaces no ledger that was left behind before', async () => {
    const { folder, beginning } = await workspace();
    mkdirSync(join(folder, '.rollcall/ledger-old'));
    await expect(beginLedger(beginning)).rejects.toThrow('.rollcall/ledger-old is there already');
    expect(idIn(folder, path)).toBe('old');
  });

  it('says where the old one stands where it cannot be moved back', async () => {
    const { folder, beginning, said } = await workspace(() => {
      writeFileSync(join(folder, '.rollcall/ledger-new'), 'in the way');
      refused();
    });
    await expect(beginLedger(beginning)).rejects.toThrow('mounted by itself');
    expect(said()).toMatch(
      /^The old ledger stands in .rollcall\/ledger-old now and could not be moved back: .*ENOTDIR/,
    );
    expect(said()).toContain('Put it back in the place of .rollcall/ledger before anything else');
    expect(idIn(folder, '.rollcall/ledger-old')).toBe('old');
  });

  it('takes a path that ends in a slash for the same folder', async () => {
    const { folder, beginning } = await workspace();
    await beginLedger({ ...beginning, path: `${path}/` });
    expect(idIn(folder, '.rollcall/ledger-old')).toBe('old');
  });

  it('is simply begun where the old one is gone', async () => {
    const { folder, beginning, said } = await workspace();
    rmSync(join(folder, path), { recursive: true });
    await beginLedger(beginning);
    expect(idIn(folder, path)).toBe('new');
    expect(said()).toBe('');
  });
});

describe('the first ledger', () => {
  it('is taken back where its id cannot be put in its place: nobody would know it', async () => {
    const folder = emptyFolder();
    const { old: _, ...beginning } = beginningIn(folder, refused).beginning;
    await expect(beginLedger(beginning)).rejects.toThrow('mounted by itself');
    expect(readdirSync(join(folder, '.rollcall'))).toEqual([]);
    await beginLedger({ ...beginning, draft: { place: () => {}, drop: () => {} } });
    expect(idIn(folder, path)).toBe('new');
  });
});
