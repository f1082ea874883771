import { describe, expect, test } from 'vitest';
import type { EvidenceItem } from '../../engine/model/gate.ts';
import { lookFor } from '../../engine/model/observation.ts';
import type { ReadRequest, ReadResult, ResourceKind } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Binding } from '../../engine/model/ledger.ts';
import type { DesiredResource } from '../../engine/model/resource.ts';
import { observeAll } from '../../engine/observe/observe-all.ts';
import { observeKind } from '../../engine/observe/observe-kind.ts';
import { addressOf, at, bound, desired, ledgerWith, observed, pending, portal } from '../support/engine-builders.ts';
import { account, byHand, invitee, kindWith } from '../support/engine-kinds.ts';

interface Setting {
  readonly kind?: ResourceKind;
  readonly resources?: readonly DesiredResource[];
  readonly bindings?: readonly Binding[];
  readonly only?: ReadRequest['only'];
  readonly at?: string;
}

async function observe(
  answer: Partial<ReadResult> | Error,
  { kind = account, resources = [], bindings = [], ...rest }: Setting = {},
) {
  const asked: ReadRequest[] = [];
  const read = async (_: string, request: ReadRequest): Promise<ReadResult> => {
    asked.push(request);
    if (answer instanceof Error) throw answer;
    return {
      coverage: 'complete',
      resources: [],
      absent: [],
      evidence: [],
      pages: 1,
      rows: 0,
      problem: null,
      ...answer,
    };
  };
  const declared = { portal, kind, resources, requests: [] };
  const reader = { read, poll: async () => null, estimate: async () => null };
  const { only } = rest;
  const observation = await observeKind({
    declared,
    reader,
    bindings,
    at: rest.at ?? at,
    ...(only === undefined ? {} : { only }),
  });
  return { observation, asked };
}

describe('a failed read', () => {
  test.each([
    [
      'of the portal',
      new ProviderError('auth', 'refused', { cure: 'a new token' }),
      { code: 'auth', text: 'refused', cure: 'a new token' },
    ],
    ['by a defect', new TypeError('x is undefined'), { code: 'bug' }],
  ])('%s is not an empty portal', async (_, error, problem) => {
    const { observation } = await observe(error);
    expect(observation).toMatchObject({ coverage: 'failed', problem });
    expect(lookFor(observation, 'ada@acme.example')).toEqual({ look: 'unknown' });
  });

  test('that brought something all the same brought nothing', async () => {
    const { observation } = await observe({
      coverage: 'failed',
      resources: [observed('ada')],
      problem: { code: 'contract', text: 'half' },
    });
    expect([observation.coverage, observation.resources.size, observation.problem?.text]).toEqual([
      'failed',
      0,
      'half',
    ]);
  });
});

describe('what comes back is checked', () => {
  const elsewhere = { ...addressOf('ada'), portal: 'other' };
  test.each<readonly [string, Partial<ReadResult>, RegExp]>([
    ['one key twice', { resources: [observed('ada'), observed('ada', {}, { id: 'x' })] }, /came twice/],
    [
      'one id twice',
      { resources: [observed('ada', {}, { id: 'x' }), observed('ben', {}, { id: 'x' })] },
      /two objects have the id x/,
    ],
    [
      'an object of another portal',
      { resources: [observed('ada', {}, { address: elsewhere })] },
      /other\/account came back/,
    ],
    ['a key that does not fit', { resources: [observed('ada', { email: 'ben@acme.example' })] }, /does not follow/],
  ])('%s', async (_, answer, text) => {
    const { observation } = await observe(answer);
    expect(observation).toMatchObject({ coverage: 'failed', problem: { code: 'contract' } });
    expect(observation.problem?.text).toMatch(text);
  });

  test('a whole list from a kind that cannot be listed', async () => {
    const { observation } = await observe({}, { kind: kindWith({ reads: 'by-key' }) });
    expect(observation.problem?.text).toMatch(/cannot be listed/);
  });

  test('and brought into the normal form before its key is compared', async () => {
    const kind = kindWith({ normalize: ({ email, ...rest }) => ({ ...rest, email: `${email}`.toLowerCase() }) });
    const { observation } = await observe({ resources: [observed('ada', { email: 'ADA@ACME.example' })] }, { kind });
    expect(observation.resources.get('ada@acme.example')?.attributes['email']).toBe('ada@acme.example');
  });
});

describe('what is asked for', () => {
  test('is all that is declared, now or under former keys, and all that is owned, with its id', async () => {
    const king = desired('king', {}, { formerKeys: ['ada@acme.example', 'ben@acme.example'] });
    const ada = bound('ada', {}, pending);
    const { asked } = await observe({}, { resources: [king], bindings: [ada] });
    const recorded = { attributes: ada.attributes, since: ada.since, evidence: ada.evidence };
    expect(asked[0]?.known).toEqual([
      { address: addressOf('king'), id: null },
      { address: addressOf('ada'), id: 'id-ada', presence: 'invited', recorded },
      { address: addressOf('ben'), id: null },
    ]);
  });

  test('what is known is gathered for a reader that looks at it, once, and for no other', async () => {
    let gathered = 0;
    const resources = new Proxy([desired('ada')], {
      get(list, name) {
        if (name === Symbol.iterator) gathered += 1;
        return Reflect.get(list, name) as unknown;
      },
    });
    const { asked } = await observe({}, { resources });
    expect(gathered).toBe(0);
    expect(asked[0]?.known).toEqual(asked[0]?.known);
    expect(asked[0]?.known).toHaveLength(1);
    expect(gathered).toBe(1);
  });

  test('is one object alone where only that is looked at', async () => {
    const only = [{ address: addressOf('ada'), id: 'id-ada' }];
    const { asked } = await observe({ coverage: 'known-only' }, { resources: [desired('ben')], only });
    expect(asked).toEqual([{ known: only, only }]);
  });
});

test('a look finds by id, then by key, and knows absence only from a whole read or the portal’s word', async () => {
  const moved = observed('king', {}, { id: 'id-ada' });
  const { observation } = await observe({ resources: [moved] });
  expect(lookFor(observation, 'ada@acme.example', 'id-ada')).toEqual({ look: 'present', observed: moved });
  expect(lookFor(observation, 'king@acme.example', 'id-gone')).toEqual({ look: 'present', observed: moved });
  expect(lookFor(observation, 'ada@acme.example')).toEqual({ look: 'absent' });
  const part = (await observe({ coverage: 'partial', absent: [addressOf('ben')] })).observation;
  expect(lookFor(part, 'ada@acme.example')).toEqual({ look: 'unknown' });
  expect(lookFor(part, 'ben@acme.example')).toEqual({ look: 'absent' });
});

describe('where nothing can be read', () => {
  const login = (when: string, more: Partial<EvidenceItem> = {}): EvidenceItem => {
    return { kind: 'account', key: 'ada@acme.example', fact: 'login', at: when, ...more };
  };
  const recall = async (binding: Binding, evidence: readonly EvidenceItem[] = [], now = at) => {
    const { observation } = await observe(
      { coverage: 'known-only', evidence },
      { kind: byHand, bindings: [binding], at: now },
    );
    return observation.resources.get('ada@acme.example');
  };
  const invited = bound('ada', {}, pending);

  test('the last record stands, with the grade it was made with', async () => {
    const evidence = { grade: 'attested', at: '2026-11-01T00:00:00.000Z', note: 'TS1' } as const;
    expect(await recall(bound('ada', {}, { evidence }))).toMatchObject({
      presence: 'active',
      evidence,
      attributes: { role: 'member' },
    });
  });

  test('evidence from after the invitation shows that the person is in, and no more', async () => {
    expect(await recall(invited, [login('2026-11-19T09:00:00.000Z')])).toMatchObject({
      presence: 'active',
      evidence: { grade: 'indirect', note: 'login at 2026-11-19T09:00:00.000Z' },
    });
    expect(await recall(invited, [login('2026-11-17T09:00:00.000Z')])).toMatchObject({ presence: 'invited' });
    for (const other of [{ key: 'ben@acme.example' }, { fact: 'mail-opened' }]) {
      const evidence = [login('2026-11-19T09:00:00.000Z', other)];
      expect(await recall(invited, evidence)).toMatchObject({ presence: 'invited' });
    }
  });

  test('an invitation that ran out is gone, unless the person came before', async () => {
    const late = '2026-11-25T09:00:00.000Z';
    expect(await recall(invited, [], late)).toBeUndefined();
    expect(await recall(invited, [login('2026-11-19T09:00:00.000Z')], late)).toMatchObject({ presence: 'active' });
  });
});

test('all kinds are read, in their order, and one without a connection fails alone', async () => {
  const declared = [account, invitee].map((kind, index) => {
    return { portal: { ...portal, name: `p${index}` }, kind, resources: [], requests: [] };
  });
  const reader = {
    read: async () =>
      ({ coverage: 'complete', resources: [], absent: [], evidence: [], pages: 1, rows: 0, problem: null }) as const,
    poll: async () => null,
    estimate: async () => null,
  };
  const links = new Map([
    ['p0', { reader: null, problem: { code: 'auth', text: 'no token' } as const }],
    ['p1', { reader, problem: null }],
  ]);
  const observations = await observeAll({ declared, links, ledger: ledgerWith(), at });
  expect(observations.map(({ portal: { name }, coverage, problem }) => [name, coverage, problem?.text])).toEqual([
    ['p0', 'failed', 'no token'],
    ['p1', 'complete', undefined],
  ]);
});
