import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import type { LedgerDamage } from '../../engine/ledger/ledger-finding.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { withCause } from '../../engine/ledger/rewritten-line-ends.ts';
import { type Desk, ledgerId, newDesk, putText, textOf } from './support/desk.ts';
import { intent } from './support/entries.ts';
import { newFolder } from './support/folder.ts';

const segments = ['000001.jsonl', '000002.jsonl', '000003.jsonl'] as const;
const [first, second, third] = segments;

async function history(): Promise<Desk> {
  const desk = await newDesk();
  for (const people of [['ada', 'bob'], ['cyd']]) {
    const writer = await desk.open('grace');
    for (const person of people) await writer.append(intent(person));
    await writer.close();
  }
  return desk;
}

function rewrite({ files }: Desk, name: string, edit: (text: string) => string = withCr): void {
  putText(files, name, edit(textOf(files, name)));
}

function withCr(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

async function failureOf(files: LedgerFiles): Promise<{ readonly message: string; readonly cure: string }> {
  return await readLedger({ files, ledgerId }).then(
    () => ({ message: 'none', cure: '' }),
    (error: { message: string; cure: string }) => error,
  );
}

describe('a ledger whose line ends were rewritten', () => {
  test.each([[[first]], [[second]], [[third]], [segments]])('in %j: the cause and the cure are told', async (names) => {
    const desk = await history();
    for (const name of names) rewrite(desk, name);
    const { message, cure } = await failureOf(desk.files);
    expect(message).toBe(
      `The ledger in memory is damaged: ${names[0]} had its line ends rewritten as CR LF, probably by Git's ` +
        'core.autocrlf or by an editor: nothing else in it is wrong',
    );
    expect(cure).toContain(`mv ${names[0]} ${names[0]}.crlf && git checkout -- ${names[0]}`);
    expect(cure).toContain(`tr -d '\\r' < ${names[0]}.crlf > ${names[0]}.`);
    await expect(desk.open('linus')).rejects.toMatchObject({ code: 'ledger-edited', segment: names[0] });
  });

  test.each<readonly [string, (text: string) => string]>([
    ['a line was edited', (text) => text.replace('bob@acme', 'rob@acme')],
    ['lines are missing', (text) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['the header was edited', (text) => text.replace('acme-1', 'other-1')],
  ])('and in which %s besides is told as damaged there, with both', async (_, edit) => {
    const desk = await history();
    rewrite(desk, second, edit);
    const plain = await failureOf(desk.files);
    rewrite(desk, second);
    const { message, cure } = await failureOf(desk.files);
    expect(message).toBe(`${plain.message}; its line ends were rewritten as CR LF besides`);
    expect(cure).toBe(plain.cure);
  });

  test('all but one is not said to be only that', async () => {
    const desk = await history();
    rewrite(desk, second, (text) => withCr(text).replace('\r\n', '\n'));
    const { message } = await failureOf(desk.files);
    expect(message).toContain(second);
    expect(message).not.toContain('line ends');
  });
});

describe('the cause of a damage', () => {
  const damage: LedgerDamage = {
    severity: 'error',
    code: 'ledger-truncated',
    segment: first,
    line: 2,
    text: 'ends too early',
    cure: 'Bring it back.',
  };

  test('is an error of the segment as a whole', async () => {
    const desk = await history();
    rewrite(desk, first);
    const found = await withCause(damage, desk.files, () => Promise.resolve(null));
    expect(found).toMatchObject({ severity: 'error', code: 'ledger-edited', segment: first, line: null });
  });

  test('is not looked for in a segment of more than 64 MiB', async () => {
    const desk = await history();
    const read = (_: string, from: number, length: number) => Promise.resolve(Buffer.alloc(length - from, '\r\n'));
    const files = { ...desk.files, read };
    expect(await withCause(damage, files, () => Promise.resolve(null))).toBe(damage);
  });

  test('is found where lines hold letters beyond ASCII', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('zoë'));
    await writer.close();
    rewrite(desk, second);
    expect((await failureOf(desk.files)).message).toContain(`${second} had its line ends rewritten`);
  });
});

test('what the cure says brings the ledger back that Git has rewritten', async () => {
  const desk = await history();
  const folder = await newFolder();
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@acme.example', ...words], { cwd: folder });
  for (const name of segments) writeFileSync(join(folder, name), textOf(desk.files, name));
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'The ledger');
  git('config', 'core.autocrlf', 'true');
  for (const name of segments) rmSync(join(folder, name));
  git('checkout', '--', '.');
  const files = nodeLedgerFiles(folder);
  writeFileSync(join(folder, '.gitattributes'), '*.jsonl -text\n');
  for (const name of segments) {
    const { message, cure } = await failureOf(files);
    expect(message).toContain(`${name} had its line ends rewritten`);
    const [command = ''] = /mv .* -- \S+/.exec(cure) ?? [];
    execFileSync('sh', ['-c', command], { cwd: folder });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(textOf(desk.files, name));
  }
  expect((await readLedger({ files, ledgerId })).state.seq).toBe(3);
});
