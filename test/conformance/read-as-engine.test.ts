import { expect, test } from 'vitest';
import type { StartedPortal } from '../../engine/conformance/index.ts';
import { readAsEngine } from '../../engine/conformance/read-as-engine.ts';
import type { Reader, ReadRequest } from '../../engine/model/provider.ts';
import { kindWith } from '../support/engine-kinds.ts';

const grounds = kindWith({ kind: 'grounds' });
const house = kindWith({ kind: 'house', dependsOnKinds: ['grounds'] });

interface Held {
  readonly key: string;
  readonly id?: string;
}

async function requestsWhere(held: Readonly<Record<string, readonly Held[]>>): Promise<[string, ReadRequest][]> {
  const asked: [string, ReadRequest][] = [];
  const read: Reader['read'] = async (kind, request) => {
    asked.push([kind, request]);
    return { coverage: 'known-only', resources: [], absent: [], evidence: [], pages: 0, rows: 0, problem: null };
  };
  const started = {
    provider: { kinds: () => [grounds, house] },
    portal: { name: 'acme' },
    probe: { objects: async (kind: string) => held[kind] ?? [] },
  } as unknown as StartedPortal;
  const known = [{ address: { portal: 'acme', kind: 'house', key: 'a' }, id: null }];
  await readAsEngine({ started, reader: { read } as unknown as Reader }, house, { known, only: known });
  return asked;
}

test('what a kind stands on is read first, and everything by the ids that a ledger would know', async () => {
  const asked = await requestsWhere({ grounds: [{ key: 'g', id: '7' }], house: [{ key: 'a', id: '8' }] });
  const byId = [{ address: { portal: 'acme', kind: 'house', key: 'a' }, id: '8' }];
  expect(asked).toEqual([
    ['grounds', { known: [{ address: { portal: 'acme', kind: 'grounds', key: 'g' }, id: '7' }] }],
    ['house', { known: byId, only: byId }],
  ]);
});

test('where keys are enough, it is one plain read', async () => {
  const asked = await requestsWhere({ grounds: [{ key: 'g' }], house: [{ key: 'a' }] });
  expect(asked.map(([kind, { known }]) => [kind, known[0]?.id])).toEqual([['house', null]]);
});
