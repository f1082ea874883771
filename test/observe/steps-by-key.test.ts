import { describe, expect, test } from 'vitest';
import type { EvidenceItem, Gate } from '../../engine/model/gate.ts';
import type { ReadResult } from '../../engine/model/provider.ts';
import type { PassedStep } from '../../engine/model/resource.ts';
import { observeKind } from '../../engine/observe/observe-kind.ts';
import { at, bound, observed, pending, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';

const ada = 'ada@acme.example';

function gate(step: string, proof: Gate['proof']): Gate {
  const waitingFor = { role: 'person' as const, name: ada };
  return { step, title: step, waitingFor, since: '2026-11-18T09:00:00.000Z', proof, proves: '', instructions: [] };
}

const steps = [gate('first-login', { by: 'evidence', fact: 'login' }), gate('tile', { by: 'attest' })];

const login: EvidenceItem = { kind: 'account', key: ada, fact: 'login', at: '2026-11-19T09:00:00.000Z' };
const word: PassedStep = {
  step: 'tile',
  evidence: { grade: 'attested', at: '2026-11-20T09:00:00.000Z', note: 'seen' },
};

async function look(reads: 'by-key' | 'list', evidence: readonly EvidenceItem[], passed: readonly PassedStep[] = []) {
  const kind = kindWith({ reads, arrives: 'invite', arrivalGates: () => steps });
  const result: ReadResult = {
    coverage: 'known-only',
    resources: [{ ...observed('ada'), presence: 'invited', id: null }],
    absent: [],
    evidence,
    pages: 1,
    rows: 1,
    problem: null,
  };
  const reader = { read: async () => result, poll: async () => null, estimate: async () => null };
  const bindings = [bound('ada', {}, { ...pending, passed })];
  const declared = { portal, kind, resources: [], requests: [] };
  return (await observeKind({ declared, reader, bindings, at })).resources.get(ada);
}

describe('of what is shown one by one and is still invited', () => {
  test('evidence and the ledger say which steps are done', async () => {
    expect(await look('by-key', [])).toMatchObject({ presence: 'invited' });
    expect(await look('by-key', [login])).toMatchObject({ presence: 'invited', passed: [{ step: 'first-login' }] });
    const first = { step: 'first-login', evidence: word.evidence };
    expect(await look('by-key', [], [first])).toMatchObject({ presence: 'invited', passed: [first] });
  });

  test('it has come in when the last step is done', async () => {
    expect(await look('by-key', [login], [word])).toMatchObject({ presence: 'active', evidence: word.evidence });
  });

  test('what a list shows is left as the portal shows it', async () => {
    const seen = await look('list', [login], [word]);
    expect([seen?.presence, seen?.passed]).toEqual(['invited', undefined]);
  });
});
