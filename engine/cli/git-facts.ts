import { execFile } from 'node:child_process';

/** Null where there is no Git, no repository or no commit yet. */
export interface GitFacts {
  readonly commit: string | null;
  readonly clean: boolean | null;
}

const unknown: GitFacts = { commit: null, clean: null };

/** What a plan is made from: manifests and mail templates, but nothing in folders whose names begin with a dot. */
const sources = ['*.yaml', '*.yml', '*.liquid', ':(exclude,glob)**/.*/**', ':(exclude,glob)**/node_modules/**'];

/** The commit of the workspace's folder, and whether what plans are made from differs from it. Never fails. */
export async function gitFacts(folder: string): Promise<GitFacts> {
  const commit = await git(folder, ['rev-parse', 'HEAD']);
  if (commit === null || !/^[0-9a-f]{40,64}$/.test(commit.trim())) return unknown;
  const changes = await git(folder, ['status', '--porcelain', '--untracked-files=all', '--', ...sources]);
  return { commit: commit.trim(), clean: changes === null ? null : changes.trim() === '' };
}

/** What the user of the machine is called in Git, for those who attest. */
export async function gitEmail(folder: string): Promise<string | null> {
  return (await git(folder, ['config', 'user.email']))?.trim() ?? null;
}

function git(folder: string, words: readonly string[]): Promise<string | null> {
  const options = { cwd: folder, timeout: 10_000, maxBuffer: 64 * 1_048_576, windowsHide: true };
  return new Promise((resolve) => {
    execFile('git', [...words], options, (error, stdout) => resolve(error === null ? stdout : null));
  });
}
