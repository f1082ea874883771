import { describe, expect, test } from 'vitest';
import { readHolding } from '../../engine/ledger/read-holding.ts';
import { holderCalled, ledgerId, newDesk, putText, textOf } from './support/desk.ts';

const onlooker = {
  ...holderCalled('linus', ['dead']),
  canSee: ({ name }: { readonly name: string }) => name !== 'far',
};

describe('who only reads is told of a holder', () => {
  test('that has not left, with the moment it came', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const since = expect.stringMatching(/^\d{4}-/) as string;
    const holding = await readHolding(desk.files, writer.state(), onlooker);
    expect(holding).toEqual({ holder: holderCalled('grace').self, since, how: 'running' });
    await writer.close();
  });

  test('that surely does not run any more', async () => {
    const desk = await newDesk();
    const writer = await desk.open('dead');
    expect(await readHolding(desk.files, writer.state(), onlooker)).toMatchObject({ how: 'stopped' });
    await writer.close();
  });

  test('that may run or not where this machine cannot see it', async () => {
    const desk = await newDesk();
    const writer = await desk.open('far');
    expect(await readHolding(desk.files, writer.state(), onlooker)).toMatchObject({ how: 'unseen' });
    await writer.close();
  });

  test('that came after the ledger was read', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    const state = { ledgerId, epoch: first.state().epoch };
    await first.close();
    const second = await desk.open('ken');
    expect(await readHolding(desk.files, state, onlooker)).toMatchObject({ holder: { name: 'ken' } });
    await second.close();
  });
});

describe('who only reads is told of nobody', () => {
  test('where there is no lease, or the holder has left', async () => {
    const desk = await newDesk();
    expect(await readHolding(desk.files, { ledgerId, epoch: 1 }, onlooker)).toBeNull();
    const writer = await desk.open('grace');
    const state = writer.state();
    await writer.close();
    expect(await readHolding(desk.files, state, onlooker)).toBeNull();
  });

  test('where the lease is of a former holder, or of another ledger', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const { epoch } = writer.state();
    expect(await readHolding(desk.files, { ledgerId, epoch: epoch + 1 }, onlooker)).toBeNull();
    const lease = textOf(desk.files, 'lease.json');
    putText(desk.files, 'lease.json', lease.replace(ledgerId, 'other-1'));
    expect(await readHolding(desk.files, { ledgerId, epoch }, onlooker)).toBeNull();
    putText(desk.files, 'lease.json', lease);
    await writer.close();
  });
});
