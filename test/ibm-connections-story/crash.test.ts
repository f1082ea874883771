import { expect, test } from 'vitest';
import { minute } from '../../engine/model/instant.ts';
import { crashingLedgerFiles } from '../support/crashing-ledger-files.ts';
import { storyLab } from './support/story-lab.ts';
import { ada, behindTheWire, ben, cy, writes } from './support/story-views.ts';

/** Dies at every record, in the slow run; in `npm test` the simulation dies anywhere (test/simulation). */
const slow = process.env['ROLLCALL_SLOW'] === '1';

/** How many records the first apply writes where nothing happens. */
async function recordsOfAll(): Promise<number> {
  const crash = crashingLedgerFiles();
  const lab = await storyLab({ files: crash.files });
  const plan = await lab.plan();
  crash.left = 1_000_000;
  await lab.apply(plan);
  return 1_000_000 - crash.left;
}

test.runIf(slow)(
  'the first apply, ended at any ledger record, is gone on with: nothing is bought, made or mailed twice',
  {
    timeout: 600_000,
  },
  async () => {
    const records = await recordsOfAll();
    expect(records).toBeGreaterThan(50);
    for (let count = 1; count <= records; count += 1) await endAndGoOn(count);
  },
);

async function endAndGoOn(count: number): Promise<void> {
  const said = `after ${count} records`;
  const crash = crashingLedgerFiles();
  const lab = await storyLab({ files: crash.files });
  const plan = await lab.plan();
  crash.left = count;
  await lab.apply(plan).catch(() => undefined);
  crash.left = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round += 1) {
    await lab.deps.sleep(15 * minute);
    const next = await lab.plan();
    if (round > 0 && next.changes.length === 0) break;
    await lab.apply(next);
  }
  expect((await lab.plan()).changes, said).toEqual([]);
  expect((await lab.ledger()).openIntents, said).toEqual([]);
  expect(behindTheWire(lab), said).toMatchObject({
    orders: ['sales completed', 'change completed'],
    bought: ['5 D0NPULL ACTIVE', '2 D0QBKLL ACTIVE'],
    users: [ada, ben, cy],
    assigned: [ada, ben, cy],
    subscribers: [`${ada} ACTIVE`, `${ben} ACTIVE`, `${cy} ACTIVE`],
  });
  expect(behindTheWire(lab).seats, said).toHaveLength(5);
  expect(
    writes(lab).filter((operation) => operation === 'purchase: place an order'),
    said,
  ).toHaveLength(2);
  const { passwordMails } = behindTheWire(lab);
  expect(new Set(passwordMails).size, said).toBe(passwordMails.length);
  const told = lab.mails.map(({ to }) => to);
  expect(new Set(told).size, said).toBe(told.length);
  // What was ended just before a mail left is unknown, and never sent again by itself.
  expect(passwordMails.length, said).toBeGreaterThanOrEqual(2);
  expect(told.length, said).toBeGreaterThanOrEqual(2);
}
