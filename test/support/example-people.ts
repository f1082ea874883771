import type { SandboxClient } from '../../providers/kit/sandbox/client.ts';
import { joinAll } from './cli-sandbox.ts';

export interface Arrival {
  readonly sandbox: SandboxClient;
  readonly portal: string;
  readonly provider: string;
  /** Run after each step, so that the ledger sees what the portal shows of it. */
  readonly apply: () => Promise<void>;
  readonly attest: (...words: string[]) => Promise<{ readonly code: number | null }>;
}

/** Plays everybody of an example who is waited for, to the end. Gives who has come in. */
export async function everybodyArrives(arrival: Arrival): Promise<readonly string[]> {
  const { sandbox, portal, provider } = arrival;
  return provider === 'ibm-connections' ? await walkThrough(arrival) : await joinAll(sandbox, portal);
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
