import { describe, expect, test } from 'vitest';
import type { Change } from '../../engine/model/change.ts';
import type { ReadResult } from '../../engine/model/provider.ts';
import { siteConnection } from '../../providers/kit/site-connection.ts';

const empty: ReadResult = {
  coverage: 'complete',
  resources: [],
  absent: [],
  evidence: [],
  pages: 1,
  rows: 0,
  problem: null,
};
const done = { outcome: 'done', observed: null } as const;
const asked: string[] = [];

const { reader, writer } = siteConnection({
  provider: 'toy',
  tenant: 'acme',
  sites: {
    badge: {
      read: async (tenant) => (asked.push(`read ${tenant}`), empty),
      poll: async (tenant, ref) => (asked.push(`poll ${tenant} ${ref}`), done),
      write: { create: (tenant) => async () => (asked.push(`create ${tenant}`), done) },
    },
    lamp: { read: async () => empty, write: {} },
  },
});
const change = (kind: string) => ({ address: { portal: 'acme', kind, key: 'x' } }) as unknown as Change;
const context = { occasion: 'o', signal: new AbortController().signal };

describe('a connection whose kinds have each their own reader and writers', () => {
  test('asks the one whose kind it is', async () => {
    expect(await reader.read('badge', { known: [] })).toBe(empty);
    expect(await reader.poll('badge', 'r-1')).toBe(done);
    expect(await writer.create(change('badge'), context)).toBe(done);
    expect(asked).toEqual(['read acme', 'poll acme r-1', 'create acme']);
  });

  test('refuses a verb that the kind has not, and to ask after what is answered at once', async () => {
    await expect(writer.delete(change('badge'), context)).rejects.toMatchObject({ code: 'invalid' });
    await expect(writer.create(change('lamp'), context)).rejects.toMatchObject({ code: 'invalid' });
    await expect(reader.poll('lamp', 'r-1')).rejects.toMatchObject({ code: 'contract' });
  });

  test('knows no kind by the name of something that all objects have', async () => {
    await expect(reader.read('constructor', { known: [] })).rejects.toThrow('toy has no kind constructor');
  });

  test('says no price where none is known', async () => {
    expect(await reader.estimate(change('badge'))).toBeNull();
  });
});
