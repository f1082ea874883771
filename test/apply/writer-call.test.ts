import { expect, test } from 'vitest';
import { writerCall } from '../../engine/apply/writer-call.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Writer } from '../../engine/model/provider.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { observed, portal } from '../support/engine-builders.ts';
import { account } from '../support/engine-kinds.ts';
import { simPortal } from '../support/sim-portal.ts';
import { update } from '../support/plan-builders.ts';

const { clock, signal } = virtualDeps();
const seen = observed('ada');

/** Which call of the portal a change of this verdict is; null for none. */
async function verbOf(verdict: Change['verdict'], fields: readonly object[]): Promise<string | null> {
  let called: string | null = null;
  const verb = (name: string) => async () => {
    called = name;
    return { outcome: 'done', observed: null } as const;
  };
  const names = ['create', 'invite', 'update', 'reset', 'sync', 'delete'] as const;
  const writer = Object.fromEntries(names.map((name) => [name, verb(name)])) as unknown as Writer;
  const { connection } = simPortal({ name: 'acme', kinds: [account], clock });
  const declared = { portal, kind: account, resources: [], requests: [] };
  const site = { declared, connection: { ...connection, writer }, problem: null };
  const change = { ...update('ada@acme.example'), verdict, fields } as unknown as Change;
  const outcome = await writerCall({ site, change, observed: seen })({ occasion: 'run-1/2', signal });
  if (called === null) expect(outcome).toEqual({ outcome: 'done', observed: seen });
  return called;
}

test.each(['create', 'invite', 'update', 'reset', 'sync', 'delete'] as const)(
  'a %s is the call of that name',
  async (verdict) => {
    expect(await verbOf(verdict, [])).toBe(verdict);
  },
);

test('what is taken over is updated, whatever differs', async () => {
  expect(await verbOf('take-over', [])).toBe('update');
});

test('what is adopted is updated where something differs, and else nothing is asked of the portal', async () => {
  expect(await verbOf('adopt', [{ field: 'role' }])).toBe('update');
  expect(await verbOf('adopt', [])).toBeNull();
});
