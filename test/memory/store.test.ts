import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../providers/memory/store.ts';

describe('the store', () => {
  test('gives pages in the order of arrival, and the total', async () => {
    const store = createMemoryStore();
    for (const key of ['a', 'b', 'c']) await store.insert('t', key, {});
    const page = await store.page('t', 2, 2);
    expect([page.rows.map((row) => row.key), page.total]).toEqual([['c'], 3]);
  });

  test('takes each key once', async () => {
    const store = createMemoryStore();
    await store.insert('t', 'a', {});
    expect(await store.insert('t', 'a', {})).toBeNull();
    expect(await store.insert('other', 'a', {})).not.toBeNull();
  });

  test('changes what is given, leaves the rest, and moves the key', async () => {
    const store = createMemoryStore();
    const row = await store.insert('t', 'a', { x: 1, y: 2 });
    const moved = await store.change('t', row!.id, 'b', { y: 3 });
    expect(moved).toMatchObject({ key: 'b', attributes: { x: 1, y: 3 } });
    expect(await store.find('t', null, 'a')).toBeNull();
    expect((await store.find('t', null, 'b'))?.id).toBe(row!.id);
  });

  test('moves no row to a key that is taken, and changes none that is gone', async () => {
    const store = createMemoryStore();
    const [a] = [await store.insert('t', 'a', {}), await store.insert('t', 'b', {})];
    expect(await store.change('t', a!.id, 'b', {})).toBeNull();
    await store.remove('t', a!.id);
    expect(await store.change('t', a!.id, 'a', {})).toBeNull();
    expect(await store.remove('t', a!.id)).toBe(false);
  });

  test('finds by id, whatever the key says, and by key where the id is gone', async () => {
    const store = createMemoryStore();
    const a = await store.insert('t', 'a', {});
    expect((await store.find('t', a!.id, 'nobody'))?.key).toBe('a');
    expect((await store.find('t', 'no-such-id', 'a'))?.key).toBe('a');
    expect(await store.find('t', 'no-such-id', 'b')).toBeNull();
  });
});
