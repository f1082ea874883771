import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { mainFile, type Ran } from '../../support/cli.ts';
import { preloading, type ProgramRun } from './round.ts';

/** A program that runs while the test does something to it. */
export interface Started {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when it has said this, on either output; rejects when it ends before. */
  readonly says: (text: string | RegExp) => Promise<void>;
  /** Resolves when a signal has stopped it. */
  readonly isPaused: () => Promise<void>;
  /** With the signal that ended it in place of a code of its own. */
  readonly ended: Promise<Ran & { readonly signal: NodeJS.Signals | null }>;
}

export interface StartOptions extends ProgramRun {
  readonly folder: string;
  /** Who it runs as; this user where it is left out. */
  readonly uid?: number;
}

export function start(words: readonly string[], options: StartOptions): Started {
  const { folder, env = {}, preloads = [], uid } = options;
  const { PATH, HOME } = process.env;
  const loading = preloads.length === 0 ? {} : { NODE_OPTIONS: preloading(...preloads) };
  const child = spawn(process.execPath, [mainFile, ...words], {
    cwd: folder,
    env: { PATH, HOME, COLUMNS: '100', ...env, ...loading },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const heard = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (data) => {
      heard[name] += String(data);
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ran & { readonly signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...heard }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    kill: (signal) => void child.kill(signal),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (`${heard.stdout}\n${heard.stderr}`.search(text) === -1) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`it ended without it: ${heard.stdout}${heard.stderr}`)), reject);
        look();
      }),
    isPaused: () => paused(child),
    ended,
  };
}

async function paused(child: ChildProcess): Promise<void> {
  for (;;) {
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
