// Makes the ledger say that everything which a first plan would adopt was adopted, without the hours of doing so.
//   node bench/own.mjs WORKSPACE LEDGER-ID URL
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { nodeHolder } from '../dist/engine/ledger/node-holder.js';
import { nodeLedgerFiles } from '../dist/engine/ledger/node-ledger-files.js';
import { openLedger } from '../dist/engine/ledger/open-ledger.js';
import { nameOf, portal, teammatesAt } from './people.mjs';

const [folder, ledgerId, url] = process.argv.slice(2);
const deps = {
  clock: { now: Date.now, monotonic: () => performance.now() },
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  newId: () => `bench-${Math.random()}`,
  signal: new AbortController().signal,
};
const files = nodeLedgerFiles(join(folder, '.rollcall', 'ledger'));
const lease = { duration: 600_000, requestTimeout: 30_000, wait: 0 };
const ledger = await openLedger({ files, ledgerId, holder: nodeHolder('bench'), deps, lease });
for await (const teammates of teammatesAt(url)) await Promise.all(teammates.map(own));
await ledger.close();

/** All but the tenant's own owner, whom no manifest declares. */
async function own({ email, role, uuid }) {
  if (role === 'Owner') return;
  const attributes = { email, role, level: 'client' };
  const intent = await ledger.append({
    type: 'intent',
    run: 'bench',
    verdict: 'adopt',
    word: 'adopt',
    address: { portal, kind: 'teammate', key: email },
    identity: { document: 'User', name: nameOf(email), portal, kind: 'teammate' },
    id: uuid,
    before: attributes,
    after: attributes,
    round: 0,
    fields: [],
    occasion: null,
  });
  const evidence = { grade: 'read', at: new Date().toISOString() };
  const outcome = { id: uuid, presence: 'active', attributes, invitation: null, evidence };
  await ledger.append({ type: 'done', intent, ...outcome });
}
