import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import type { SandboxClient } from '../../providers/kit/sandbox/client.ts';
import { joinAll } from './cli-sandbox.ts';
import { type Hands, partnerArrives } from './maas360-people.ts';

export interface Arrival {
  readonly sandbox: SandboxClient;
  readonly portal: string;
  readonly provider: string;
  /** Run after each step, so that the ledger sees what the portal shows of it. */
  readonly apply: () => Promise<void>;
  readonly attest: (...words: string[]) => Promise<{ readonly code: number | null }>;
  /** The workspace: an example may have files for later. */
  readonly folder: string;
}

/** Plays everybody of an example who is waited for, to the end. Gives who has come in. */
export async function everybodyArrives(arrival: Arrival): Promise<readonly string[]> {
  const { sandbox, portal, provider } = arrival;
  if (provider === 'ibm-connections') return await walkThrough(arrival);
  if (provider === 'maas360') return await walkAsPartner(arrival);
  return await joinAll(sandbox, portal);
}

/** The third example, from the letter to support on; its own files change on the way. */
async function walkAsPartner({ sandbox, portal, apply, attest, folder }: Arrival): Promise<readonly string[]> {
  const hands: Hands = {
    apply,
    play: async (step, who, answers = {}) => {
      const result = await sandbox.play(portal, who, { step, answers });
      if (!result.played) throw new Error(`${who}, ${step}: ${JSON.stringify(result.problems)}`);
    },
    attest: async (address, step, set = []) => {
      const said = set.flatMap((one) => ['--set', one]);
      const { code } = await attest(address, '--step', step, ...said, '--evidence', 'HD-90');
      if (code !== 0) throw new Error(`nobody could vouch for ${step} of ${address}`);
    },
    idOf: async (account) => await billingIdIn(folder, account),
    goOn: (stop) => cpSync(join(folder, 'later', stop), join(folder, 'manifests'), { recursive: true }),
  };
  await partnerArrives(hands);
  await hands.play('link-ibmid', '30001111_eva', { ibmId: 'eva@nordic.example' });
  await hands.attest(`${portal}/ibmid/NordicPartner`, 'link-ibmid');
  return ['eva', 'dag', 'bo', 'cy'];
}

async function billingIdIn(folder: string, account: string): Promise<string> {
  const ledgerId = /id: ([\w-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1] ?? '';
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const { bindings } = (await readLedger({ files, ledgerId })).state;
  const found = [...bindings.values()].find(({ address }) => address.kind === 'account' && address.key === account);
  if (found === undefined || found.id === null) throw new Error(`the ledger knows no number of ${account}`);
  return found.id;
}

const panelPassword = 'Right-Horse7';
const ibmPassword = 'blue-sky-2027';
const steps = [
  ['set-mycp-password', { password: panelPassword }],
  ['set-ibm-password', { password: ibmPassword }],
  ['sync', {}],
  ['first-login', { password: ibmPassword }],
] as const;

/** The article's way, one step of everybody after the other; nothing but a word tells of the last one. */
async function walkThrough({ sandbox, portal, apply, attest }: Arrival): Promise<readonly string[]> {
  const { rows } = await sandbox.people(portal, 1_000);
  const who = rows.filter(({ waitingFor, state }) => waitingFor !== '' && state.endsWith('at IBM'));
  for (const [step, answers] of steps) {
    for (const person of who) {
      const result = await sandbox.play(portal, person.who, { step, answers });
      if (!result.played) throw new Error(`${person.who}: ${JSON.stringify(result.problems)}`);
    }
    if (step !== 'first-login') await apply();
  }
  for (const person of who) {
    const address = `${portal}/credentials/${person.who}`;
    const { code } = await attest(address, '--step', 'first-login', '--evidence', 'HD-90');
    if (code !== 0) throw new Error(`nobody could vouch for ${person.who}`);
  }
  return who.map((person) => person.who);
}
