import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { type Page, readPages } from '../../providers/kit/paging.ts';
import { containing } from '../support/like.ts';

/** A list by offset that is changed before some of its pages. */
function listOf(names: string[], changes: Readonly<Record<number, (names: string[]) => void>> = {}) {
  let asked = 0;
  async function page(offset: number, size: number): Promise<Page<string>> {
    changes[asked]?.(names);
    asked += 1;
    return { rows: names.slice(offset, offset + size), total: names.length };
  }
  return { page, asked: () => asked };
}

const keyOf = (row: string): string => row;
const names = (count: number): string[] => Array.from({ length: count }, (_, nth) => `n${nth}`);

describe('a list that stands still', () => {
  it('is read whole, each row once, whatever the sizes', async () => {
    const property = fc.asyncProperty(fc.nat(60), fc.integer({ min: 2, max: 20 }), async (count, pageSize) => {
      const { rows, problem, pages } = await readPages({ pageSize, page: listOf(names(count)).page, keyOf });
      expect(rows).toEqual(names(count));
      expect(problem).toBeNull();
      expect(pages).toBeLessThanOrEqual(1 + Math.ceil(count / (pageSize - 1)));
    });
    await fc.assert(property);
  });

  it('may come in smaller pages than were asked for', async () => {
    const { page } = listOf(names(9));
    const clipped = (offset: number, size: number) => page(offset, Math.min(size, 3));
    expect((await readPages({ pageSize: 100, page: clipped, keyOf })).rows).toEqual(names(9));
  });
});

describe('a list that changes while it is read', () => {
  it('is read again, and is then whole', async () => {
    const { page, asked } = listOf(names(8), { 2: (list) => list.shift() });
    const { rows, problem, pages } = await readPages({ pageSize: 3, page, keyOf });
    expect(rows).toEqual(names(8).slice(1));
    expect(problem).toBeNull();
    expect(pages).toBe(asked());
  });

  it('is noticed where one row goes and another comes, so that the number stays', async () => {
    const swap = (list: string[]) => {
      list.shift();
      list.push('new');
    };
    const { page } = listOf(names(8), { 1: swap });
    const { rows, problem } = await readPages({ pageSize: 3, page, keyOf });
    expect([[...rows].sort(), problem]).toEqual([[...names(8).slice(1), 'new'].sort(), null]);
  });

  it('at every page is never given as whole', async () => {
    let fresh = 0;
    const page = async (offset: number, size: number): Promise<Page<string>> => {
      fresh += 1;
      const rows = Array.from({ length: size }, (_, nth) => `n${fresh}-${offset + nth}`);
      return { rows, total: 100 };
    };
    const { problem } = await readPages({ pageSize: 10, page, keyOf });
    expect(problem).toMatchObject({ code: 'unavailable', text: containing('changed') });
  });

  it.each([
    ['ends before its total', () => ({ rows: [], total: 5 })],
    ['has a row twice', () => ({ rows: ['a', 'a'], total: 2 })],
    ['has more rows than its total', () => ({ rows: ['a', 'b'], total: 1 })],
  ])('or that %s is not whole', async (_, answer) => {
    const { problem } = await readPages({ pageSize: 2, page: async () => answer(), keyOf });
    expect(problem).not.toBeNull();
  });
});

describe('a page that fails', () => {
  const broken = new ProviderError('unavailable', 'down');
  const failing = (from: number) => {
    const { page, asked } = listOf(names(9));
    return (offset: number, size: number) => (asked() >= from ? Promise.reject(broken) : page(offset, size));
  };

  it('later makes the list partial', async () => {
    const { rows, problem, pages } = await readPages({ pageSize: 4, page: failing(1), keyOf });
    expect([rows, pages]).toEqual([names(4), 2]);
    expect(problem).toMatchObject({ code: 'unavailable', text: 'down' });
  });

  it('first is an error; so is a defect at any page', async () => {
    await expect(readPages({ pageSize: 4, page: failing(0), keyOf })).rejects.toBe(broken);
    const defect = new TypeError('bug');
    const { page, asked } = listOf(names(9));
    const buggy = (offset: number, size: number) => (asked() > 0 ? Promise.reject(defect) : page(offset, size));
    await expect(readPages({ pageSize: 4, page: buggy, keyOf })).rejects.toBe(defect);
  });
});
