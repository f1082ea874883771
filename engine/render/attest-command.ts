import { type Address, formatAddress } from '../model/address.ts';
import type { Gate } from '../model/gate.ts';
import { placeholders } from '../model/placeholders.ts';

/** What a person types when a step is done, without the program's name; what the word must bring along is named. */
export function attestCommand(address: Address, { step, asks = [] }: Pick<Gate, 'step' | 'asks'>): string {
  const set = asks.filter(({ required }) => required).map(({ name }) => ` --set ${name}=…`);
  return `attest ${shellWord(formatAddress(address))} --step ${shellWord(step)}${set.join('')} --evidence ${placeholders.evidence}`;
}

/** As it is where every shell takes it so; else in quotes. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
