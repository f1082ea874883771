import { describe, expect, it } from 'vitest';
import { answersTo } from '../../engine/cli/attest-values.ts';
import { attestJudge, type AttestOptions } from '../../engine/cli/attest-words.ts';
import { formatAddress } from '../../engine/model/address.ts';
import type { Gate, GateQuestion } from '../../engine/model/gate.ts';
import type { AttestedEntry } from '../../engine/model/ledger-entry.ts';
import { addressOf, bound, gateFor, ledgerWith, pending, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';

const billingId: GateQuestion = {
  name: 'billingId',
  into: 'id',
  means: 'the account ID in the welcome mail',
  pattern: '^[1-4][0-9]{6,9}$',
  required: true,
};
const userName: GateQuestion = {
  name: 'userName',
  into: { attribute: 'login' },
  means: 'the user name in the mail',
  pattern: '^\\S+$',
  required: false,
};

describe('what a step asks for', () => {
  it('goes where the step says', () => {
    const said = { billingId: '30001111', userName: 'eva', note: 'x' };
    expect(answersTo([billingId, userName], said)).toEqual({ id: '30001111', login: 'eva', note: 'x' });
  });

  it('may be left out where it is not needed', () => {
    expect(answersTo([billingId, userName], { billingId: '30001111' })).toEqual({ id: '30001111' });
  });

  it.each([
    ['nothing', {}],
    ['another form', { billingId: '93001111' }],
    ['another form, with a good one inside', { billingId: '30001111 or so' }],
    ['what was printed', { billingId: '…' }],
    ['no text', { billingId: true }],
  ])('is refused where it is %s', (_what, said) => {
    expect(() => answersTo([billingId], said)).toThrow('the account ID in the welcome mail');
  });

  it('is taken as a number, too', () => {
    expect(answersTo([billingId], { billingId: 30_001_111 })).toEqual({ id: '30001111' });
  });
});

describe('a word on a step that asks for something', () => {
  const openGates = [gateFor('ada', { gate: { asks: [billingId] } }), gateFor('ben')];
  const actor = { name: 'os:grace@here', how: 'os', aliases: ['grace'] } as const;
  const words = (address: string | undefined, options: AttestOptions) => {
    const judge = attestJudge(address, { evidence: 'TS0180', ...options });
    return judge({ state: ledgerWith({ openGates }), declared: [], actor }).map(({ entry }) => entry);
  };

  it('keeps the answer under the name that the ledger reads', () => {
    const set = ['billingId=30001111'];
    expect(words(formatAddress(addressOf('ada')), { step: 'by-hand', set })).toMatchObject([
      { type: 'attested', set: { id: '30001111' } },
    ]);
  });

  it.each([
    ['nothing', 'eva'],
    ['another step', 'ada'],
  ])('that was said before names the word to take back, where %s is waited for', (_, key) => {
    const address = addressOf(key);
    const said = { at: '2026-11-21T09:00:00.000Z', address, step: 'create-partner', reference: 'CS-1' };
    const by = { name: 'os:grace@here', how: 'os' } as const;
    const attestations = [
      { ...said, seq: 4, actor: by, withdrawn: true },
      { ...said, seq: 9, actor: by, withdrawn: false },
    ];
    const state = { ...ledgerWith({ openGates }), attestations };
    const judge = attestJudge(formatAddress(address), { step: 'create-partner', evidence: 'CS-2' });
    expect(() => judge({ state, declared: [], actor })).toThrow(
      expect.objectContaining({ cure: expect.stringContaining('rollcall attest --withdraw 9 --why …') as string }),
    );
  });

  it('keeps what it tells in the form that a read would give it', () => {
    const kind = kindWith({ normalize: ({ role, ...rest }) => ({ ...rest, role: `${role}`.toLowerCase() }) });
    const declared = [{ portal, kind, resources: [], requests: [] }];
    const judge = attestJudge(formatAddress(addressOf('ben')), { step: 'by-hand', evidence: 'T', set: ['role=OWNER'] });
    const [word] = judge({ state: ledgerWith({ openGates }), declared, actor });
    expect(word?.entry).toMatchObject({ set: { role: 'owner' } });
    expect(Object.keys((word?.entry as AttestedEntry).set)).toEqual(['role']);
  });

  it('is nothing without it', () => {
    expect(() => words(formatAddress(addressOf('ada')), { step: 'by-hand' })).toThrow('needs --set billingId=…');
  });

  it('is taken of a mail that has no answer: it came or not, and nothing else', () => {
    const { address, identity } = bound('cy');
    const occasion = 'onboarding/acme/cy';
    const unknown = { seq: 3, address, identity, occasion, since: '2026-11-21T09:00:00.000Z' };
    const state = ledgerWith({ openGates, unknownMails: new Map([[occasion, unknown]]) });
    const say = (...set: string[]) => {
      const judge = attestJudge(formatAddress(address), { step: `mail:${occasion}`, evidence: 'phone', set });
      return judge({ state, declared: [], actor: { ...actor, aliases: ['cy'] } }).map(({ entry }) => entry);
    };
    expect(say('came=no')).toMatchObject([{ type: 'attested', step: 'mail:onboarding/acme/cy', set: { came: 'no' } }]);
    for (const set of [[], ['came=perhaps']]) expect(() => say(...set)).toThrow('whether the mail came');
  });

  it('is taken of a lost mail at the old address and at the new one, but at no other portal', () => {
    const { address, identity } = bound('cy');
    const occasion = 'onboarding/acme/cy';
    const unknown = { seq: 3, address, identity, occasion, since: '2026-11-21T09:00:00.000Z' };
    const state = ledgerWith({ openGates, unknownMails: new Map([[occasion, unknown]]) });
    const say = (at: string) => {
      const judge = attestJudge(at, { step: `mail:${occasion}`, evidence: 'phone', set: ['came=yes'] });
      return judge({ state, declared: [], actor }).map(({ entry }) => entry);
    };
    const old = formatAddress(address);
    const words = [old, formatAddress(addressOf('cy.king'))].map((at) => say(at));
    expect(words).toMatchObject([[{ address }], [{ address }]]);
    expect(() => say(old.replace('acme/', 'globex/'))).toThrow('Nothing is waited for');
  });

  it('is no part of a sitting, whose other steps close', () => {
    expect(words(undefined, { sitting: 'acme-2026-11-21' })).toMatchObject([{ address: addressOf('ben') }]);
  });

  it('is refused where it tells the id of another object', () => {
    const taken = bound('cy', {}, { id: '30001111' });
    const judge = attestJudge(formatAddress(addressOf('ada')), {
      step: 'by-hand',
      evidence: 'T',
      set: ['billingId=30001111'],
    });
    expect(() => judge({ state: ledgerWith({ openGates, bindings: [taken] }), declared: [], actor })).toThrow(
      '30001111 is the id of acme/account/cy@acme.example already',
    );
  });
});

describe('a word on a later step', () => {
  const step = (name: string, more: Partial<Gate> = {}): Gate => ({
    ...gateFor('ada').gate,
    step: name,
    waitingFor: { role: 'person', name: 'ada' },
    ...more,
  });
  const kind = kindWith({
    reads: 'none',
    arrivalGates: () => [step('login'), step('link', { ownWord: true }), step('tile')],
  });
  const actor = { name: 'os:grace@here', how: 'os', aliases: ['grace'] } as const;
  const word = (name: string, passed: readonly string[] = []) => {
    const evidence = { grade: 'attested', at: '2026-11-21T09:00:00.000Z' } as const;
    const ada = bound('ada', {}, { ...pending, passed: passed.map((one) => ({ step: one, evidence })) });
    const declared = [{ portal, kind, resources: [], requests: [] }];
    const judge = attestJudge(formatAddress(addressOf('ada')), { step: name, evidence: 'T' });
    return judge({ state: ledgerWith({ bindings: [ada] }), declared, actor })[0]?.entry;
  };

  it('covers the earlier ones, but for those that can be passed by', () => {
    expect(word('tile')).toMatchObject({ passes: ['login', 'tile'], completes: false });
    expect(word('link')).toMatchObject({ passes: ['login', 'link'], completes: false });
  });

  it('is the last one when only that is left', () => {
    expect(word('link', ['login', 'tile'])).not.toHaveProperty('completes');
    expect(word('tile', ['login', 'link'])).not.toHaveProperty('completes');
  });
});
