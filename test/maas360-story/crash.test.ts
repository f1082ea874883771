import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { minute } from '../../engine/model/instant.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { crashingLedgerFiles } from '../support/crashing-ledger-files.ts';
import { accessArrives, everybodyBelowArrives, type Hands } from '../support/maas360-people.ts';
import { accountsOf, portal, storyLab, type StoryLab, waitedFor } from './support/story-lab.ts';

/** Dies at every record, in the slow run; in `npm test` the simulation dies anywhere (test/simulation). */
const slow = process.env['ROLLCALL_SLOW'] === '1';
const owed = 'ibmid NordicPartner: eva@nordic.example: link an IBMid';
const made = ['createAdministrator', 'createAdministrator', 'createCustomer', 'createCustomer', 'createPartner'];

/** The partner is there with the engine's own access; all that its interface is to make is still ahead. */
async function begun(files: LedgerFiles): Promise<StoryLab> {
  const lab = await storyLab({ files, copying: minute });
  await accessArrives(unhurried(lab));
  lab.emulator.journal.clear();
  return lab;
}

/** Nobody logs in before their account is set up. */
function unhurried(lab: StoryLab): Hands {
  const play: Hands['play'] = async (step, who, answers) => {
    if (step === 'log-in') await lab.deps.sleep(minute);
    await lab.play(step, who, answers);
  };
  return { ...lab, play, apply: lab.settle };
}

/** Whoever is asked for the number of an account looks it up on the Accounts page. */
async function tellWhatIsAsked(lab: StoryLab): Promise<string[]> {
  const { openGates } = await lab.ledger();
  const asked = [...openGates.values()].filter(({ gate }) => gate.step === 'tell-id').map(({ address }) => address.key);
  const names = [...new Set(asked)].sort();
  const accounts = [...lab.emulator.state().accounts.values()];
  for (const key of names) {
    const { billingId } = accounts.find(({ name }) => name === key)!;
    await lab.attest(`${portal}/account/${key}`, 'tell-id', [`billingId=${billingId}`]);
  }
  return names;
}

/** Applies until there is nothing to do but to wait; whatever is asked is told. */
async function goOn(lab: StoryLab): Promise<string[]> {
  const told: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    await lab.deps.sleep(15 * minute);
    told.push(...(await tellWhatIsAsked(lab)));
    const plan = await lab.plan();
    if (round > 0 && plan.changes.length === 0) break;
    await lab.apply(plan);
  }
  return told;
}

async function expectAllMadeOnce(lab: StoryLab, files: LedgerFiles, said: string): Promise<void> {
  expect((await lab.plan()).changes, said).toEqual([]);
  expect((await lab.ledger()).openIntents, said).toEqual([]);
  // Whom the audit shows nobody has to be asked about.
  expect((await waitedFor(lab)).join(), said).not.toContain('tell ');
  expect(accountsOf(lab), said).toHaveLength(4);
  const writes = lab.emulator.journal.entries().filter(({ writes: isWrite, acted }) => isWrite && acted);
  expect(writes.map(({ operation }) => operation).sort(), said).toEqual(made);
  const mails = lab.world.inbox.list({ portal }, 1_000).filter(({ subject }) => subject.startsWith('Administrator'));
  const names = mails.map(({ text }) => /^Username: (.*)$/mu.exec(text)?.[1]);
  expect(new Set(names).size, `${said}: ${names.join()}`).toBe(names.length);
  expect((await verifyLedger({ files, ledgerId: 'ledger-1' })).findings, said).toEqual([]);
}

async function everybodyArrives(lab: StoryLab): Promise<void> {
  await everybodyBelowArrives(unhurried(lab));
  expect(await waitedFor(lab)).toEqual([owed]);
}

describe('the apply that makes accounts and administrators', { timeout: 900_000 }, () => {
  test.runIf(slow)('is gone on with, at whichever ledger record it ended: nothing is made twice', async () => {
    const calm = crashingLedgerFiles();
    const lab = await begun(calm.files);
    calm.left = 1_000_000;
    await lab.apply(await lab.plan());
    const records = 1_000_000 - calm.left;
    expect(records).toBeGreaterThan(20);
    await expectAllMadeOnce(lab, calm.files, 'undisturbed');
    for (let count = 1; count <= records; count += 1) await endAndGoOn(count);
  });

  test('asks for the number of an account whose answer was lost, and goes on when it is told', async () => {
    const files = memoryLedgerFiles();
    const lab = await begun(files);
    lab.emulator.faults.inject({ operation: 'createCustomer', fault: { effect: 'cut', acting: 'after' } });
    await lab.apply(await lab.plan());
    expect((await waitedFor(lab)).join()).toContain('tell the account ID of');
    const told = await goOn(lab);
    expect(told).toHaveLength(1);
    await expectAllMadeOnce(lab, files, 'a lost answer');
    await everybodyArrives(lab);
  });

  test('is known again after its ledger was restored from a copy of before it', async () => {
    const files = memoryLedgerFiles();
    const lab = await begun(files);
    const copy = new Map([...files.contents].map(([name, bytes]) => [name, bytes.slice()]));
    await lab.apply(await lab.plan());
    files.contents.clear();
    for (const [name, bytes] of copy) files.contents.set(name, bytes);
    const told = await goOn(lab);
    expect(told.sort()).toEqual(['AlpineFoods', 'BirchLogistics', 'FjordPartner']);
    await expectAllMadeOnce(lab, files, 'restored');
    await everybodyArrives(lab);
  });
});

async function endAndGoOn(count: number): Promise<void> {
  const crash = crashingLedgerFiles();
  const lab = await begun(crash.files);
  const plan = await lab.plan();
  crash.left = count;
  await lab.apply(plan).catch(() => undefined);
  crash.left = Number.POSITIVE_INFINITY;
  await goOn(lab);
  await expectAllMadeOnce(lab, crash.files, `after ${count} records`);
}
