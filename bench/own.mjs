// Makes the ledger say that everything which a plan would adopt was adopted, without the hours of doing so.
//   node bench/own.mjs WORKSPACE PLAN.json LEDGER-ID
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { nodeHolder } from '../dist/engine/ledger/node-holder.js';
import { nodeLedgerFiles } from '../dist/engine/ledger/node-ledger-files.js';
import { openLedger } from '../dist/engine/ledger/open-ledger.js';

const [folder, planFile, ledgerId] = process.argv.slice(2);
const { changes } = JSON.parse(readFileSync(planFile, 'utf8'));
const deps = {
  clock: { now: Date.now, monotonic: () => performance.now() },
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  newId: () => `bench-${Math.random()}`,
  signal: new AbortController().signal,
};
const files = nodeLedgerFiles(join(folder, '.rollcall', 'ledger'));
const lease = { duration: 600_000, requestTimeout: 30_000, wait: 0 };
const ledger = await openLedger({ files, ledgerId, holder: nodeHolder('bench'), deps, lease });

for (let start = 0; start < changes.length; start += 1000) {
  await Promise.all(changes.slice(start, start + 1000).map(own));
}
await ledger.close();

async function own({ address, identity, id, before, after, evidence }) {
  const common = {
    type: 'intent',
    run: 'bench',
    verdict: 'adopt',
    word: 'adopt',
    address,
    identity,
    id,
    before,
    after,
  };
  const intent = await ledger.append({ ...common, round: 0, fields: [], occasion: null });
  const presence = 'active';
  await ledger.append({ type: 'done', intent, id, presence, attributes: after, invitation: null, evidence });
}
