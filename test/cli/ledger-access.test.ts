import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';

beforeAll(setup);

/** Nobody listens there, and nobody is asked: the ledger comes first. */
const sandbox = ['--sandbox', 'http://127.0.0.1:9'];
const commands = [
  ['plan', ...sandbox],
  ['status', ...sandbox],
  ['apply', '--yes', ...sandbox],
];

/** What a command ended with, its error without the line breaks of a narrow screen. */
async function failure(words: readonly string[], folder: string): Promise<{ code: number | null; said: string }> {
  const { code, stderr } = await rollcall([...words], { folder });
  return { code, said: stderr.replace(/\s+/g, ' ') };
}

describe('a ledger whose id rollcall.yaml has lost', () => {
  /** The folder, and the id that stood there. */
  async function withoutId(): Promise<readonly [folder: string, id: string]> {
    const folder = await begunExample();
    const [, id = ''] = /id: (\S+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')) ?? [];
    rewrite(folder, 'rollcall.yaml', (text) => text.replace(/^ledger: .*\n/m, ''));
    return [folder, id];
  }

  it('is not passed over: the id and both cures are told', async () => {
    const [folder, id] = await withoutId();
    for (const words of commands) {
      const { code, said } = await failure(words, folder);
      expect([words, code]).toEqual([words, 1]);
      expect(said).toContain(`There is a ledger in .rollcall/ledger, but rollcall.yaml does not say its id (${id})`);
      expect(said).toContain(`.rollcall/ledger/000001.jsonl gives it: ledger: { id: ${id} }`);
      expect(said).toContain('rollcall init --new-ledger');
    }
  });

  it('is told also where its header cannot be read', async () => {
    const [folder] = await withoutId();
    writeFileSync(join(folder, '.rollcall/ledger/000001.jsonl'), 'no header\n');
    const { code, said } = await failure(['plan', ...sandbox], folder);
    expect(code).toBe(1);
    expect(said).toContain('it is in the header of .rollcall/ledger/000001.jsonl');
  });

  it('is no ledger where its first segment was claimed and never begun', async () => {
    const [folder] = await withoutId();
    writeFileSync(join(folder, '.rollcall/ledger/000001.jsonl'), '');
    const { said } = await failure(['apply', '--yes', ...sandbox], folder);
    expect(said).not.toContain('There is a ledger');
    expect(said).toContain('Begin one: rollcall init');
  });
});
