import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ChangeDraft } from '../../engine/model/provider.ts';
import { declared, described, texts } from './saying.ts';
import { grant, hub, kindOf, license, origin, person } from './wire.ts';

describe('a user is declared', () => {
  test('for whoever has a licence or a role, with the names that are known', () => {
    const people = [
      person('ada', { givenName: 'Ada', familyName: 'Lovelace', access: [grant('Full Administrator')] }),
      person('ben', { email: 'Ben@Acme.example', licenses: [{ license: 'agents', origin }] }),
      person('cy'),
    ];
    const { attributes, keys } = declared('user', hub({ people }));
    expect(keys).toEqual(['ada@acme.example', 'ben@acme.example']);
    expect(attributes).toEqual([
      {
        email: 'ada@acme.example',
        givenName: 'Ada',
        familyName: 'Lovelace',
        displayName: 'Ada Lovelace',
        active: true,
      },
      { email: 'ben@acme.example', active: true },
    ]);
  });

  test('until the last of the grants ends, under the addresses that were before', () => {
    const access = [{ ...grant('Full Administrator'), until: '2027-01-01T00:00:00.000Z' }];
    const licenses = [{ license: 'agents', until: '2028-01-01T00:00:00.000Z', origin }];
    const { resources } = declared(
      'user',
      hub({ people: [person('ada', { access, licenses, formerEmails: ['A@x.example'] })] }),
    );
    expect(resources[0]).toMatchObject({ until: '2028-01-01T00:00:00.000Z', formerKeys: ['a@x.example'] });
  });

  test('with the mails that somebody asks for once more; there is nothing to synchronise', () => {
    const requests = [
      { do: 'reset', id: 'lost', notAfter: '2026-12-01T00:00:00.000Z', why: { ticket: 'HD-1' }, origin },
      { do: 'sync', id: 'x', origin },
    ] as const;
    const found = declared('user', hub({ people: [person('ada', { access: [grant('cjp.admin')], requests })] }));
    expect(found.requests).toMatchObject([
      {
        verb: 'reset',
        id: 'lost',
        occasion: 'reset/acme-hub/ada/lost',
        notAfter: '2026-12-01T00:00:00.000Z',
        why: { ticket: 'HD-1' },
      },
    ]);
    expect(found.codes).toEqual(['request-not-possible']);
  });
});

describe('what happens to a user', () => {
  const before = { email: 'ada@acme.example', displayName: 'Ada', active: true };

  test.each<readonly [Partial<ChangeDraft>, JsonObject, string, string]>([
    [{ verb: 'invite', round: 1, after: before }, {}, 'create user', 'mail: gets an activation mail'],
    [{ verb: 'invite', round: 2, after: before }, {}, 'invite again', 'mail: gets an activation mail'],
    [{ verb: 'reset', before, after: before }, {}, 'send activation mails again', 'everybody else'],
    [{ verb: 'delete', before, presence: 'active' }, {}, 'deactivate', 'removal: can no longer sign in'],
    [{ verb: 'delete', before, presence: 'invited' }, {}, 'deactivate', 'removal: can no longer come in'],
    [{ verb: 'delete', before }, { leavers: 'delete' }, 'delete', 'irreversible: is deleted in Webex'],
  ])('is said: %j', (draft, settings, word, text) => {
    const said = described('user', draft, hub({}, settings));
    expect(said.word).toBe(word);
    expect(texts(said).join()).toContain(text);
  });

  test.each<readonly [JsonObject, JsonObject, string]>([
    [before, { ...before, displayName: 'Countess' }, 'change names'],
    [{ ...before, active: false }, before, 'reactivate'],
    [before, { ...before, email: 'king@acme.example' }, 'change address'],
  ])('from %j to %j is one word', (from, to, word) => {
    expect(described('user', { verb: 'update', before: from, after: to }).word).toBe(word);
  });

  test('ends in what a removal leaves: an inactive user', () => {
    const kind = kindOf('user');
    expect([kind.isSpent({ ...before, active: false }), kind.isSpent(before), kind.isSpent({})]).toEqual([
      true,
      false,
      false,
    ]);
    expect([kind.summarize({ active: false }), kind.summarize(before), kind.summarize({})]).toEqual([
      'inactive',
      'Ada',
      'user',
    ]);
  });

  test('waits for the person: to verify, where nobody vouches for the domain, and to sign in', () => {
    const evidence = { grade: 'read', at: '2026-11-21T09:00:00.000Z' } as const;
    const observed = {
      address: { portal: 'acme-hub', kind: 'user', key: 'ada@acme.example' },
      id: 'x',
      presence: 'invited',
      attributes: before,
      invitation: { sentAt: '2026-11-20T08:00:00.000Z' },
      evidence,
    } as const;
    const gates = kindOf('user').arrivalGates(observed);
    expect(gates.map(({ step, since, waitingFor }) => [step, since, waitingFor.name])).toEqual([
      ['verify', '2026-11-20T08:00:00.000Z', 'ada@acme.example'],
      ['sign-in', '2026-11-20T08:00:00.000Z', 'ada@acme.example'],
    ]);
    const vouched = kindOf('user', hub({}, { verifiedDomains: ['acme.example'] })).arrivalGates(observed);
    expect(vouched.map(({ step }) => step)).toEqual(['sign-in']);
  });
});

describe('a licence is declared', () => {
  test('by its part, else by its product, with the units that are to be', () => {
    const licenses = [
      license('agents', { part: 'CC Agent', seats: 5 }),
      license('messaging', { product: 'Messaging' }),
    ];
    const found = declared('license', hub({ licenses }));
    expect(found.attributes).toEqual([{ part: 'CC Agent', units: 5 }, { part: 'Messaging' }]);
    expect(found.codes).toEqual([]);
  });

  test('without what could only be ordered: a warning names it', () => {
    const licenses = [license('agents', { mpn: 'A-FLEX', term: '1 year', renewal: 'none' })];
    const [warning] = declared('license', hub({ licenses })).diagnostics;
    expect(warning).toMatchObject({ severity: 'warning', detail: expect.stringContaining('mpn, term, renewal') });
  });

  test('as a pool of what is free, or as none', () => {
    const { free } = kindOf('license');
    expect([{ units: 10, consumed: 4 }, { units: 10 }, { consumed: 4 }, {}].map(free)).toEqual([6, 10, null, null]);
  });

  test('and bought or resized by hand, from whoever sells', () => {
    const portal = hub({ contacts: { successManager: 'orders@partner.example' } });
    const buy = described('license', { verb: 'create', after: { part: 'CC Agent', units: 5 } }, portal);
    expect([buy.word, buy.requests]).toEqual(['buy', 0]);
    expect(buy.manual?.gate).toMatchObject({
      step: 'create-by-hand',
      waitingFor: { name: 'orders@partner.example' },
      instructions: [expect.stringContaining('5 units'), expect.stringContaining('another name')],
    });
    const before = { part: 'CC Agent', units: 5 };
    const resize = described('license', { verb: 'update', before, after: { ...before, units: 9 } });
    expect([resize.word, resize.manual?.gate.instructions[0]]).toEqual(['resize', expect.stringContaining('9 units')]);
    expect(kindOf('license').whenUndeclared({})).toBe('release');
  });
});

describe('a licence of a person is declared', () => {
  const licenses = [license('agents', { part: 'Contact Center Premium Agent' })];
  const held = [
    { license: 'unknown', origin },
    { license: 'agents', origin },
  ];

  test('for each that a License names, after the user and the pool', () => {
    const found = declared('license-assignment', hub({ licenses, people: [person('ada', { licenses: held })] }));
    expect(found.keys).toEqual(['ada@acme.example/Contact Center Premium Agent']);
    expect(found.dependsOn).toEqual([['user/ada@acme.example', 'license/Contact Center Premium Agent']]);
  });

  test('and takes one unit of the pool', () => {
    const pool = { portal: 'acme-hub', kind: 'license', key: 'CC Agent' };
    expect(kindOf('license-assignment').takesFrom({ email: 'ada@acme.example', part: 'CC Agent' })).toEqual(pool);
  });

  test('but not two of the contact center for one person', () => {
    const agents = ['Contact Center Premium Agent', 'Contact center Standard Agent'];
    const both = [...agents, 'Meetings', 'Messaging'].map((part) => license(part, { part }));
    const people = [
      person('ada', { licenses: agents.map((one) => ({ license: one, origin })) }),
      person('ben', { licenses: [agents[1]!, 'Meetings', 'Messaging'].map((one) => ({ license: one, origin })) }),
    ];
    const portal = hub({ licenses: both, people });
    const { resources } = declared('license-assignment', portal);
    const [found, ...more] = kindOf('license-assignment', portal).audit(resources, portal);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      code: 'exclusive-licenses',
      detail: expect.stringContaining(`"${agents[0]}" and "${agents[1]}"`),
    });
  });

  test('and lost by name', () => {
    const portal = hub({ licenses });
    const before = { email: 'ada@acme.example', part: 'Contact Center Premium Agent' };
    const said = described('license-assignment', { verb: 'delete', before }, portal);
    expect([said.harms, texts(said)]).toEqual([['seats'], ['removal: loses agents, and what is kept with it']]);
  });
});
