import { readChain } from '../../engine/ledger/read-chain.ts';
import { type Address, formatAddress } from '../../engine/model/address.ts';
import type { IntentEntry, LedgerLine } from '../../engine/model/ledger-entry.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { isShortOfSeats, ledgerOf } from './oracles.ts';
import { addressIn, wholeOf } from './lives.ts';
import type { World } from './world.ts';

/** What was there before Rollcall, and was given to it by the ledger's own word, goes with its last grant too. */
export async function judgeAdopted(world: World, plan: Plan): Promise<void> {
  if (isShortOfSeats(plan)) return;
  const lines: LedgerLine[] = [];
  await readChain(ledgerOf(world), (line) => void lines.push(line));
  const adopted = adoptedBy(lines);
  const { gives } = world.meaning();
  const explained = new Set(plan.standing.map(({ address }) => formatAddress(address)));
  for (const { name, rows } of world.portals) {
    for (const row of rows()) {
      const address = addressIn(name, row);
      if (row.isSpent === true || !adopted.has(`${name}/${row.kind}#${row.id}`) || gives.has(address)) continue;
      if (explained.has(wholeOf(address))) continue;
      world.broken.push(`adopted, given by nobody any more, and still there: ${address}`);
    }
  }
}

/**
 * Objects by portal, kind and id. Written apart from the engine's own fold, so that a fault in that one shows; and what
 * the ledger says was deleted stays in, so that a lie shows.
 */
function adoptedBy(lines: readonly LedgerLine[]): ReadonlySet<string> {
  const intents = new Map<number, IntentEntry>();
  const adopted = new Set<string>();
  const idOf = ({ portal, kind }: Address, id: string | null): string => `${portal}/${kind}#${id ?? ''}`;
  for (const { seq, entry } of lines) {
    if (entry.type === 'intent') intents.set(seq, entry);
    if (entry.type === 'noted' && entry.what === 'gone') adopted.delete(idOf(entry.address, entry.id));
    const intent = entry.type === 'done' ? intents.get(entry.intent) : undefined;
    if (entry.type !== 'done' || intent === undefined) continue;
    const { verdict, address } = intent;
    if (verdict === 'adopt' || verdict === 'take-over') adopted.add(idOf(address, entry.id ?? intent.id));
    if (verdict === 'release') adopted.delete(idOf(address, intent.id));
  }
  return adopted;
}
