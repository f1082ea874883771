import { describe, expect, it } from 'vitest';
import { attestJudge, type AttestOptions } from '../../engine/cli/attest-words.ts';
import { formatAddress } from '../../engine/model/address.ts';
import type { Commands } from '../../engine/render/commands.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import {
  addressOf,
  bound,
  gateFor,
  ledgerWith,
  type LedgerParts,
  pending,
  portal,
} from '../support/engine-builders.ts';
import { invitee, kindWith } from '../support/engine-kinds.ts';

const actor = { name: 'os:grace@here', how: 'os', aliases: ['grace'] } as const;
const self = { ...actor, aliases: ['ada'] };
const byRead = { gate: { proof: { by: 'read' as const } } };
const address = formatAddress(addressOf('ada'));

interface Asked {
  readonly options?: AttestOptions;
  readonly kind?: ResourceKind | null;
  readonly by?: typeof actor | typeof self;
}

function words(parts: LedgerParts, { options, kind = kindWith(), by = actor }: Asked = {}) {
  const sitting = options?.sitting ?? options?.withdraw;
  const judge = attestJudge(sitting === undefined ? address : undefined, {
    ...(sitting === undefined ? { step: 'by-hand' } : {}),
    evidence: 'TS0180',
    ...options,
  });
  const declared = kind === null ? [] : [{ portal, kind, resources: [], requests: [] }];
  return judge({ state: ledgerWith(parts), declared, actor: by }).map(({ entry }) => entry);
}

describe('a step that the portal shows itself', () => {
  it('needs nobody’s word', () => {
    expect(() => words({ openGates: [gateFor('ada', byRead)] })).toThrow('acme shows it itself');
  });

  it('is not for another person either, whoever asks', () => {
    const administrator = gateFor('ada', { ...byRead, after: { role: 'administrator' } });
    expect(() => words({ openGates: [administrator] }, { by: self })).toThrow('needs nobody’s word');
  });

  it('is an invitation that a list shows as accepted', () => {
    const options = { step: 'join' };
    expect(() => words({ bindings: [bound('ada', {}, pending)] }, { kind: invitee, options })).toThrow('itself');
  });

  it.each([
    ['cannot be read at all', {}, kindWith({ reads: 'none' })],
    ['is no longer declared', {}, null],
    ['never shows that a button was pressed', { wants: 'reset' as const }, kindWith()],
    ['shows something only by evidence', { gate: { proof: { by: 'evidence' as const, fact: 'login' } } }, kindWith()],
  ])('may be vouched for where the portal %s', (_why, more, kind) => {
    expect(words({ openGates: [gateFor('ada', { ...byRead, ...more })] }, { kind })).toMatchObject([
      { type: 'attested', step: 'by-hand', reference: 'TS0180' },
    ]);
  });

  it('is left out of a sitting, and a sitting of nothing else is refused', () => {
    const options = { sitting: 'acme-2026-11-01' };
    const openGates = [gateFor('ada', byRead), gateFor('ben')];
    expect(words({ openGates }, { options })).toMatchObject([{ address: addressOf('ben') }]);
    expect(() => words({ openGates: [gateFor('ada', byRead)] }, { options })).toThrow('itself');
  });
});

describe('what is told of a word', () => {
  it('goes on in the same folder', () => {
    const there: Commands = (command) => `rollcall ${command} -C there`;
    const state = ledgerWith({ openGates: [gateFor('ada')] });
    const given = attestJudge(address, { step: 'by-hand', evidence: 'T-1' });
    const [word] = given({ state, declared: [], actor });
    expect(word?.said(7, there)).toContain('Take it back: rollcall attest --withdraw 7 --why "…" -C there');
    const taken = { seq: 7, address: addressOf('ada'), step: 'by-hand', actor, withdrawn: false };
    const attestations = [taken] as unknown as typeof state.attestations;
    const back = attestJudge(undefined, { withdraw: '7', why: 'another Ada' });
    const [withdrawn] = back({ state: { ...state, attestations }, declared: [], actor });
    expect(withdrawn?.said(8, there)).toContain('Next: rollcall plan -C there');
  });
});

describe('words that do not hold', () => {
  it.each([
    ['two things at once', 'acme/account/x', { sitting: 'acme-2026-11-01', evidence: 'T' }, 'attest takes an address'],
    ['no step', 'acme/account/x', { evidence: 'T' }, 'needs --step'],
    ['no evidence', 'acme/account/x', { step: 'join', evidence: ' ' }, 'needs --evidence'],
    ['no address', 'acme', { step: 'join', evidence: 'T' }, 'is no address'],
    ['no sitting', undefined, { sitting: 'monday', evidence: 'T' }, 'is no sitting'],
    ['no value', 'acme/account/x', { step: 'join', evidence: 'T', set: ['id'] }, 'not of the form'],
    ['no reason', undefined, { withdraw: '7' }, 'needs --why'],
    ['an empty reason', undefined, { withdraw: '7', why: ' ' }, 'needs --why'],
  ])('%s: said before anything is read', (_what, given, options, text) => {
    expect(() => attestJudge(given, options)).toThrow(text);
  });

  it('say what is waited for instead', () => {
    expect(() => words({ openGates: [gateFor('ada')] }, { options: { step: 'jion' } })).toThrow(
      'does not wait for jion',
    );
    expect(() => words({})).toThrow('Nothing is waited for');
  });
});
