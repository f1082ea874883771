import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { nodeLedgerFiles } from '../../../engine/ledger/node-ledger-files.ts';
import { verifyLedger } from '../../../engine/ledger/verify-ledger.ts';
import type { SandboxClient } from '../../../providers/kit/sandbox/client.ts';
import { begunExample, emptyFolder, type Ran, rollcall, rollcallProgram } from '../../support/cli.ts';
import { rewrite } from '../../support/cli-stage.ts';

/** What a round is played on: an example with its ledger begun, and the sandbox that emulates its portals. */
export interface Ground {
  readonly begun: string;
  readonly sandbox: SandboxClient & { readonly url: string };
}

/** One copy of the example, on portals that are as new. */
export interface Round extends Ground {
  readonly folder: string;
  readonly portals: readonly string[];
  /** The sandbox keeps the mails of earlier rounds. */
  readonly mailsBefore: number;
}

/** An example that asks its portals as fast as they answer. */
export async function begunAtFullSpeed(example?: string): Promise<string> {
  const folder = await begunExample(example);
  rewrite(folder, 'portal.yaml', (text) =>
    text.replaceAll(/^spec:$/gm, 'spec:\n  limits: { requestsPerSecond: 1000 }'),
  );
  return folder;
}

export async function newRound(ground: Ground, folder = emptyFolder()): Promise<Round> {
  const { begun, sandbox } = ground;
  cpSync(begun, folder, { recursive: true });
  const portals = (await sandbox.portals()).map(({ portal }) => portal);
  for (const portal of portals) {
    await sandbox.reset(portal);
    await sandbox.clearJournal(portal);
  }
  return { ...ground, folder, portals, mailsBefore: (await sandbox.inbox({ limit: 100_000 })).length };
}

export interface ProgramRun {
  readonly env?: Readonly<Record<string, string>>;
  /** Files of `test/support` that are loaded before the program. */
  readonly preloads?: readonly string[];
}

export function preloading(...files: readonly string[]): string {
  return files.map((file) => `--import=${fileURLToPath(new URL(`../../support/${file}`, import.meta.url))}`).join(' ');
}

/** The built program applies, with the consent that exactly this plan needs. */
export async function applyProgram(
  { folder, sandbox }: Round,
  { env = {}, preloads = [] }: ProgramRun = {},
): Promise<Ran> {
  const words = ['apply', '--sandbox', sandbox.url, '--yes', ...(await consentFor(folder, sandbox.url))];
  const loading = preloads.length === 0 ? {} : { NODE_OPTIONS: preloading(...preloads) };
  return await rollcallProgram(words, { folder, env: { ...env, ...loading } });
}

async function consentFor(folder: string, url: string): Promise<readonly string[]> {
  const planned = await rollcall(['plan', '--sandbox', url, '--format', 'json'], { folder });
  if (planned.code !== 4) return [];
  const digest = /"changeDigest": *"([^"]+)"/.exec(planned.stdout)?.[1] ?? '';
  return ['--consent', digest, '--why', 'agreed with the team'];
}

/** What all that was done has left: asked from the sandbox, not from Rollcall. */
export interface Left {
  /** Everybody at each portal, with their state. */
  readonly people: readonly string[];
  /** How many writes changed something, by portal. */
  readonly landed: readonly (readonly [portal: string, count: number])[];
  /** Who got which mail, once for each mail. */
  readonly mails: readonly string[];
}

export async function leftBy({ sandbox, portals, mailsBefore }: Round): Promise<Left> {
  const people: string[] = [];
  const landed: (readonly [string, number])[] = [];
  for (const portal of portals) {
    const { rows } = await sandbox.people(portal, 10_000);
    people.push(...rows.map(({ who, state, waitingFor }) => `${portal}: ${who}: ${state}: ${waitingFor}`));
    landed.push([portal, (await sandbox.journal(portal)).counts.landed]);
  }
  const all = await sandbox.inbox({ limit: 100_000 });
  const mails = all.slice(0, all.length - mailsBefore).map(({ to, subject }) => `${to}: ${subject}`);
  return { people: people.sort(), landed, mails: mails.sort() };
}

/** Nothing of the ledger is lost, changed or left open. */
export async function expectSound(folder: string): Promise<void> {
  const ledgerId = /id: ([\w-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1] ?? '';
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const { sound, findings, counts } = await verifyLedger({ files, ledgerId });
  expect({ sound, findings, open: counts.openIntents }).toMatchObject({ sound: true, open: 0 });
}

/** Nothing of a program’s inside is shown to people, whatever happened. */
export function expectPlainWords({ stderr }: Ran): void {
  expect(stderr).not.toMatch(/something unexpected|defect of Rollcall|\n\s+at .*:\d+:\d+/);
}
