import { describe, expect, test } from 'vitest';
import type { Standing } from '../../engine/model/change.ts';
import type { Plan, ReadSummary } from '../../engine/model/plan.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { type RemainsInput, withRemains } from '../../engine/plan/remains.ts';
import { addressOf, identityOf, portal } from '../support/engine-builders.ts';
import { byHand, gate, planOf, remove, waiting } from '../support/plan-builders.ts';

const at = (name: string) => ({ address: addressOf(name), identity: null });
const read: ReadSummary = { portal: 'acme', kind: 'account', coverage: 'complete', pages: 1, rows: 1, problem: null };
const problem = { code: 'auth', text: 'refused', cure: 'Make a new one.' } as const;

interface Case {
  readonly mode?: Plan['scope']['mode'];
  readonly target?: readonly string[];
  readonly plan?: Partial<Plan>;
  readonly input?: Partial<RemainsInput>;
}

/** Each remainder as `why portal what: text`, but for what the portal does by itself. */
function remains({ mode = 'lockdown', target = [], plan = {}, input = {} }: Case): string[] {
  const scope = { target, exclude: [], at: null, mode, person: 'ada' };
  const given = { standing: [], portals: [portal], providers: [], ledger: { spent: new Map() }, kept: [], ...input };
  const made = withRemains(planOf({ reads: [], ...plan, scope }), given);
  return (made.remains ?? []).map(
    ({ because, portal: name, what = '-', text }) => `${because} ${name} ${what}: ${text}`,
  );
}
const unmanaged = (name: string): Standing => {
  const { identity: _, ...rest } = waiting('x');
  return { ...rest, ...at(name), verdict: 'unmanaged' };
};
const because = (lines: readonly string[]) => lines.map((line) => line.split(' ')[0]);

test('only a lockdown and an offboarding say what they leave', () => {
  const input = { kept: [{ because: 'protected' as const, portal: 'acme', text: 'stays' }] };
  for (const mode of ['normal', 'destroy', 'refresh-only'] as const) expect(remains({ mode, input })).toEqual([]);
  expect(remains({ input })).toEqual(['protected acme -: stays']);
  expect(remains({ mode: 'offboard', input })).toEqual(['protected acme -: stays']);
});

describe('what is left is', () => {
  test('what a change keeps, and nothing else that it says', () => {
    const consequences = [
      { kind: 'keeps', text: 'keeps the data' },
      { kind: 'mail', text: 'gets a mail' },
    ] as const;
    const changes = [remove('x', { ...at('ada'), identity: remove('x').identity, consequences })];
    expect(remains({ plan: { changes } })[0]).toBe('kept acme account ada@acme.example: keeps the data');
    expect(because(remains({ plan: { changes } }))).toEqual(['kept', 'portal']);
  });

  test('what is not Rollcall’s, its own account and whom the Portal protects by their names', () => {
    const guarded = { ...portal, account: 'ROBOT@acme.example', protected: ['ADA@acme.example'] };
    const standing = ['robot', 'ada', 'zoe'].map(unmanaged);
    expect(because(remains({ input: { standing, portals: [guarded] } }))).toEqual([
      'own-account',
      'protected',
      'unmanaged',
    ]);
    const elsewhere = [{ ...guarded, name: 'other' }, portal];
    expect(because(remains({ input: { standing, portals: elsewhere } }))).toEqual(standing.map(() => 'unmanaged'));
    expect(because(remains({ input: { standing, portals: [] } }))).toEqual(['unmanaged', 'unmanaged', 'unmanaged']);
  });

  test('what an earlier call may have made for the person who goes, and for nobody else', () => {
    const question = byHand('x', { address: addressOf('ada'), question: true });
    const of = (name: string, document = 'User') => ({ ...question, identity: { ...identityOf(name), document } });
    const standing = [
      of('ben'),
      of('ada', 'Role'),
      { ...question, identity: null },
      { ...of('ada'), wants: 'reset' as const },
      of('ada'),
    ];
    expect(because(remains({ mode: 'offboard', input: { standing } }))).toEqual(['by-hand', 'by-hand']);
    expect(remains({ mode: 'offboard', input: { standing: [byHand('x', { identity: identityOf('ada') })] } })).toEqual(
      [],
    );
  });

  test('what is blocked, and what people have to do, but nothing that is as it should be', () => {
    const blocked: Standing = { ...unmanaged('ben'), verdict: 'blocked', by: 'no answer', cure: 'Wait.' };
    const asked = byHand('x', { ...at('cy'), gate: gate({ title: 'Remove', instructions: ['Press', 'twice'] }) });
    const standing = [blocked, asked, waiting('x', at('dia')), { ...unmanaged('eva'), verdict: 'unchanged' as const }];
    expect(remains({ input: { standing } })).toEqual([
      'unread acme account ben@acme.example: no answer',
      'by-hand acme account cy@acme.example: Remove (ben@acme.example): Press twice',
      'by-hand acme account dia@acme.example: x: Join the team',
    ]);
  });

  test('of an offboarding only the steps that take something away', () => {
    const wants = (verb: 'delete' | 'update' | 'invite' | 'create') => byHand('x', { ...at('ada'), wants: verb });
    for (const [verb, many] of [
      ['delete', 1],
      ['update', 1],
      ['invite', 0],
      ['create', 0],
    ] as const) {
      expect(remains({ mode: 'offboard', input: { standing: [wants(verb)] } })).toHaveLength(many);
      expect(remains({ input: { standing: [wants(verb)] } })).toHaveLength(1);
    }
  });
});

describe('who counts', () => {
  test('is whatever the plan is aimed at, and of an offboarding an account with any address of theirs', () => {
    const standing = [unmanaged('ada'), unmanaged('ben'), waiting('x', at('ada'))];
    const case_ = { mode: 'offboard' as const, target: ['acme/account/else@acme.example'] };
    const emails = new Set(['ada@acme.example']);
    expect(remains({ ...case_, input: { standing } })).toEqual([]);
    expect(because(remains({ ...case_, input: { standing, emails } }))).toEqual(['unmanaged']);
    const shouting = [{ ...unmanaged('x'), address: { ...addressOf('x'), key: 'ADA@acme.example' } }];
    expect(remains({ ...case_, input: { standing: shouting, emails } })).toHaveLength(1);
  });
});

describe('a portal that was not read', () => {
  test('is named with what is the matter, and one that was read in full is not', () => {
    const reads = [
      read,
      { ...read, coverage: 'known-only' as const },
      { ...read, coverage: 'partial' as const },
      { ...read, coverage: 'failed' as const, problem },
      { ...read, coverage: 'known-only' as const, pending: 'access-key' },
    ];
    const lines = remains({ plan: { reads } });
    expect(because(lines)).toEqual(['unread', 'unread', 'unread']);
    expect(lines[0]).toMatch(/nobody can say what is there$/);
    expect(lines[1]).toMatch(/nobody can say what is there \(refused\)$/);
    expect(lines[2]).toContain('access-key');
  });

  test('concerns a lockdown only where it is aimed there, and an offboarding always', () => {
    const reads = [{ ...read, coverage: 'failed' as const }];
    expect(remains({ target: ['other'], plan: { reads } })).toEqual([]);
    expect(remains({ target: ['acme'], plan: { reads } })).toHaveLength(1);
    expect(remains({ mode: 'offboard', target: ['other'], plan: { reads } })).toHaveLength(1);
  });
});

describe('an offboarding says', () => {
  const ofMode = (mode: 'offboard' | 'lockdown', input: Partial<RemainsInput>) => because(remains({ mode, input }));

  test('for which accounts of customers they are the primary administrator', () => {
    const link = (name: string, primary: string) => ({ name, primary: { name: primary } }) as never;
    const portals = [portal, { ...portal, name: 'tem', partnerLinks: [link('nordic', 'ada'), link('sued', 'ben')] }];
    const lines = remains({ mode: 'offboard', input: { portals } });
    expect(lines).toEqual(['partner-link tem -: PartnerLink nordic names them as primary: name another']);
    expect(ofMode('lockdown', { portals })).toEqual([]);
  });

  test('what they were told by mail on portals that there still are', () => {
    const spent = new Map(
      ['welcome/acme/ada', 'welcome/acme/ben', 'welcome/acme/cleo', 'welcome/gone/ada', 'odd'].map((one) => [
        one,
        'done' as const,
      ]),
    );
    expect(remains({ mode: 'offboard', input: { ledger: { spent } } })).toEqual([
      'mailed acme -: what the welcome told them by mail stays known to them',
    ]);
    expect(ofMode('lockdown', { ledger: { spent } })).toEqual([]);
    const portals = [portal, { ...portal, name: 'beta' }];
    expect(ofMode('offboard', { portals, ledger: { spent } })).toEqual(['mailed']);
  });
});

describe('what a portal does by itself', () => {
  const words = (plan: Partial<Plan>, providers: readonly Pick<Provider, 'name' | 'remains'>[] = []) =>
    remains({
      plan,
      input: { portals: [portal, { ...portal, name: 'beta' }], providers: providers as Provider[] },
    }).filter((line) => line.startsWith('portal'));
  const { identity } = remove('x');

  test('is said of portals on which something is done, by calls, by hand or by waiting', () => {
    const there = { address: { ...addressOf('x'), portal: 'beta' }, identity };
    expect(words({ changes: [remove('x', there)] })).toHaveLength(1);
    expect(words({ changes: [remove('x', there)] })[0]).toMatch(/^portal beta /);
    expect(words({ standing: [byHand('x', there)] })).toHaveLength(1);
    expect(words({ standing: [waiting('x', there)] })).toHaveLength(1);
    expect(words({ standing: [unmanaged('x')] })).toEqual([]);
  });

  test('is in the provider’s own words, and without any that it is not documented', () => {
    const changes = [remove('x', { address: addressOf('x') })];
    expect(
      words({ changes }, [
        { name: 'other', remains: ['not this'] },
        { name: 'sim', remains: ['a', 'b'] },
      ]),
    ).toEqual(['portal acme -: a', 'portal acme -: b']);
    expect(words({ changes }, [{ name: 'sim' }])).toEqual([expect.stringContaining('not documented')]);
  });
});
