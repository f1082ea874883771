import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../engine/cli/program.ts';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';

export const mainFile = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly folder?: string;
  /** Variables besides a small, plain environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command line of the sources in this very process, without a terminal: what a person would see of it. */
export async function rollcall(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const stdout = listen();
  const stderr = listen();
  const stdin = new PassThrough();
  stdin.end();
  const cwd = () => options.folder ?? tmpdir();
  const terminal = { stdin, stdout: stdout.stream, stderr: stderr.stream };
  const code = await runProgram(words, { ...terminal, env: envOf(options), cwd });
  return { code, stdout: stdout.heard(), stderr: stderr.heard() };
}

function listen(): { readonly stream: PassThrough; readonly heard: () => string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, heard: () => Buffer.concat(chunks).toString('utf8') };
}

function envOf(options: RunOptions): Readonly<Record<string, string | undefined>> {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], COLUMNS: '100', ...options.env };
}

/** The same with the built program, as a program of its own: for what only a whole program shows. */
export function rollcallProgram(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [mainFile, ...words], {
      cwd: options.folder ?? tmpdir(),
      env: envOf(options),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += String(data)));
    child.stderr.on('data', (data) => (stderr += String(data)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A copy of an example, without a ledger. */
export function copyOfExample(name = '01-webex-connect'): string {
  const folder = emptyFolder();
  cpSync(join(examples, name), folder, { recursive: true });
  return folder;
}

/** The same, with a ledger begun as `rollcall init` would. */
export async function begunExample(name?: string): Promise<string> {
  const folder = copyOfExample(name);
  const ledgerId = randomUUID();
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  await createLedger({ files, ledgerId, deps: { clock: { now: Date.now, monotonic: () => performance.now() } } });
  const file = join(folder, 'rollcall.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}ledger: { id: ${ledgerId} }\n`);
  return folder;
}
