import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAppendGroup } from '../../engine/ledger/append-group.ts';

function recording(fails: (items: readonly number[]) => boolean = () => false) {
  const writes: (readonly number[])[] = [];
  let atOnce = 0;
  const group = createAppendGroup<number, string>(async (items) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    writes.push(items);
    if (fails(items)) throw new Error('disk');
    return items.map((item) => `#${item}`);
  });
  return { group, writes };
}

describe('appends that come together', () => {
  test('share one write, in their order, and each gets its own answer', async () => {
    const { group, writes } = recording();
    expect(await Promise.all([1, 2, 3].map(group.append))).toEqual(['#1', '#2', '#3']);
    expect(writes).toEqual([[1, 2, 3]]);
  });

  test('gather while a write is under way', async () => {
    const { group, writes } = recording();
    const first = group.append(1);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.all([first, group.append(2), group.append(3)]);
    expect(writes).toEqual([[1], [2, 3]]);
  });

  test('are split where they are very many', async () => {
    const { group, writes } = recording();
    await Promise.all(Array.from({ length: 10_000 }, (_, index) => group.append(index)));
    expect(writes.map((items) => items.length)).toEqual([4096, 4096, 1808]);
  });
});

test('a write that fails rejects its own group only', async () => {
  const { group } = recording((items) => items.includes(2));
  const first = Promise.allSettled([group.append(1), group.append(2)]);
  expect((await first).map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(await group.append(3)).toBe('#3');
});

test('idle waits for all that was appended, also where it fails', async () => {
  const { group, writes } = recording((items) => items.includes(1));
  const both = Promise.allSettled([group.append(1), group.append(2)]);
  await group.idle();
  expect(writes.flat()).toEqual([1, 2]);
  expect((await both).map((result) => result.status)).toEqual(['rejected', 'rejected']);
  await group.idle();
});

test('whenever they come, all are written once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 40 }), async (pauses) => {
      const { group, writes } = recording();
      const answers: Promise<string>[] = [];
      for (const [index, pause] of pauses.entries()) {
        for (let turn = 0; turn < pause; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        answers.push(group.append(index));
      }
      expect(await Promise.all(answers)).toEqual(pauses.map((_, index) => `#${index}`));
      expect(writes.flat()).toEqual(pauses.map((_, index) => index));
    }),
    { numRuns: 30 },
  );
});
