import { expect, test } from 'vitest';
import type { Change } from '../../engine/model/change.ts';
import { createMemoryProvider } from '../../providers/memory/index.ts';
import { createMemoryStore } from '../../providers/memory/store.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

// Seeds 60, 243 and 314 of the memory portal alone: a run that was told to end called this a defect.
test('a run that was told to end hears an error that it knows, and nothing is begun', async () => {
  const store = createMemoryStore();
  const deps = virtualDeps();
  const portal = portalDeclaration({ provider: 'memory' });
  const { reader, writer } = createMemoryProvider(store).connect({ portal, credentials: {}, deps });
  deps.interrupt();
  const context = { occasion: 'run/1', signal: deps.signal };
  const key = 'ada@acme.example';
  const given = { address: { portal: 'lab', kind: 'account', key }, id: '1', after: { email: key } };
  const change = { ...given, verdict: 'create' } as unknown as Change;
  const all = [
    () => writer.create(change, context),
    () => writer.update(change, context),
    () => writer.delete(change, context),
    () => reader.read('account', { known: [] }),
    () => reader.read('account', { known: [], only: [given] }),
  ];
  for (const one of all) await expect(one()).rejects.toMatchObject({ name: 'ProviderError', code: 'unavailable' });
  expect((await store.page('lab/account', 0, 9)).total).toBe(0);
});
