import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeHolder } from '../../../engine/ledger/node-holder.ts';
import { nodeLedgerFiles } from '../../../engine/ledger/node-ledger-files.ts';
import { openLedger } from '../../../engine/ledger/open-ledger.ts';
import { intent } from './entries.ts';

/**
 * A program of its own that holds the ledger in the folder it is given. It prints `ready`, then does what each line of
 * its input says: `append N` appends two by two and prints `confirmed SEQ` for each, or `refused NAME`; `close` ends.
 */
const [folder = '', name = '', duration = '', requestTimeout = ''] = process.argv.slice(2);

const writer = await openLedger({
  files: nodeLedgerFiles(folder),
  ledgerId: 'acme-1',
  holder: nodeHolder(name),
  deps: {
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep: (milliseconds, signal) => pause(milliseconds, undefined, signal === undefined ? {} : { signal }),
    newId: () => crypto.randomUUID(),
    signal: new AbortController().signal,
  },
  lease: { duration: Number(duration), requestTimeout: Number(requestTimeout) },
});
// Written at once, so that what is printed is known even if the program is killed right after.
writeSync(1, 'ready\n');

for await (const line of createInterface({ input: process.stdin })) {
  const [word, count] = line.split(' ');
  if (word === 'close') break;
  for (let number = 0; number < Number(count); number += 2) {
    await Promise.all([append(`p${number}`), append(`p${number + 1}`)]);
  }
}
await writer.close();
process.exit(0);

async function append(person: string): Promise<void> {
  try {
    writeSync(1, `confirmed ${await writer.append(intent(person))}\n`);
  } catch (error) {
    writeSync(1, `refused ${error instanceof Error ? error.name : ''}\n`);
  }
}
