import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { accountIn, lab, type Lab, type LabOptions, linkOf } from './lab.ts';

const parent = 'NordicPartner';
const after = {
  name: 'Acme',
  type: 'customer',
  parent,
  state: 'active',
  adminEmail: 'eva@acme.example',
  committedLicenses: 5,
};
const recorded = (attributes: JsonObject) => ({
  attributes,
  since: '2026-11-21T09:00:00.000Z',
  evidence: { grade: 'read' as const, at: '2026-11-21T09:00:00.000Z' },
});

async function withCustomer(options: LabOptions = {}): Promise<Lab> {
  const one = lab({
    ...options,
    portal: { partnerLinks: [linkOf(parent), linkOf('Acme', { type: 'customer', parent })] },
  });
  await one.write('account', 'Acme', { after });
  return one;
}

const id = '30002001';

describe('an account', () => {
  it('is absent where its name is free', async () => {
    expect(await lab().look('account', { key: 'Acme' })).toMatchObject({ absent: [{ key: 'Acme' }], resources: [] });
  });

  it('that the credentials log in to needs no word of anybody', async () => {
    const { resources } = await lab().look('account', { key: parent });
    expect(resources).toMatchObject([{ id: '30001111', attributes: { name: parent, type: 'partner', parent: null } }]);
  });

  it('that the credentials log in to may be called otherwise: then it is not the one declared', async () => {
    const one = lab({ accountName: 'OtherPartner' });
    expect(await one.look('account', { key: parent })).toMatchObject({ absent: [{ key: parent }], resources: [] });
  });

  it('is read by its id, and shows another name where it was renamed', async () => {
    const one = await withCustomer();
    accountIn(one.emulator, 'Acme').name = 'AcmeNew';
    const { resources } = await one.look('account', { key: 'Acme', id });
    expect(resources).toMatchObject([{ address: { key: 'AcmeNew' }, id, attributes: { name: 'AcmeNew', parent } }]);
  });

  it('is read whatever the ledger thinks that it is', async () => {
    const one = await withCustomer();
    const known = { key: 'Acme', id, recorded: recorded({ ...after, type: 'partner' }) };
    expect((await one.look('account', known)).resources[0]?.attributes).toMatchObject({ type: 'customer' });
  });

  it('that was deleted is absent, for its name is free again', async () => {
    const one = await withCustomer();
    one.emulator.state().accounts.delete(id);
    expect(await one.look('account', { key: 'Acme', id })).toMatchObject({ absent: [{ key: 'Acme' }], problem: null });
  });

  it('that is being deleted says so', async () => {
    const one = await withCustomer();
    accountIn(one.emulator, 'Acme').status = 'deletion-initiated';
    const { resources } = await one.look('account', { key: 'Acme', id });
    expect(resources[0]?.attributes).toMatchObject({ state: 'deleting' });
  });

  it('keeps what MaaS360 does not say as it was recorded', async () => {
    const strip = (body: string): string => body.replace(/,?"(parentBillingId|defaultCountry)":("[^"]*"|\d+)/g, '');
    const one = await withCustomer({
      between: async (request, send) => {
        const answer = await send(request);
        return request.url.includes('CustomerConfig') ? { ...answer, body: strip(answer.body) } : answer;
      },
    });
    const known = { key: 'Acme', id, recorded: recorded({ ...after, country: 'SE' }) };
    expect((await one.look('account', known)).resources[0]?.attributes).toMatchObject({ country: 'SE', parent });
  });

  it('below a partner that nobody declares shows that partner by its id', async () => {
    const one = await withCustomer();
    const top = accountIn(one.emulator, parent);
    accountIn(one.emulator, 'Acme').parent = { ...top, billingId: '30007777', parent: top };
    const { resources } = await one.look('account', { key: 'Acme', id });
    expect(resources[0]?.attributes).toMatchObject({ parent: '30007777' });
  });

  it.each([
    ['numbers as texts', { numbers: 'text' }],
    ['numbers where texts are', { numbers: 'coerced' }],
  ] as const)('is the same with %s', async (_, quirks) => {
    const one = await withCustomer({ quirks });
    const { resources } = await one.look('account', { key: 'Acme', id });
    expect(resources).toMatchObject([{ id, attributes: { committedLicenses: 5, parent } }]);
  });

  it.each(['true', 'Yes', 'Y', '1'] as const)(
    'is looked for by a name that is free or not, said as %s',
    async (booleans) => {
      const one = await withCustomer({ quirks: { booleans } });
      expect((await one.look('account', { key: 'Unheard' })).absent).toHaveLength(1);
      expect((await one.look('account', { key: 'Acme' })).unidentified).toHaveLength(1);
    },
  );

  it('is neither there nor absent where MaaS360 does not say whether its name is free', async () => {
    const one = lab({
      between: async (request, send) => {
        const answer = await send(request);
        return request.url.includes('Availability') ? { ...answer, body: '{"accountNameAvailability":""}' } : answer;
      },
    });
    await expect(one.look('account', { key: 'Acme' })).rejects.toMatchObject({ code: 'contract' });
  });
});

describe('several accounts', () => {
  const address = (key: string) => ({ portal: 'nordic', kind: 'account', key });

  it('are read although one of them cannot be', async () => {
    const one = await withCustomer();
    const fault = { effect: 'answer', status: 400, body: 'bad' } as const;
    for (const operation of ['getPartnerConfig', 'getCustomerConfig']) one.emulator.faults.inject({ operation, fault });
    const known = [
      { address: address(parent), id: '30001111' },
      { address: address('Acme'), id },
    ];
    const result = await one.reader.read('account', { known });
    expect(result).toMatchObject({ coverage: 'partial', resources: [{ id }], problem: { code: 'invalid' } });
  });

  it('are one where the partner at the top was renamed, and the ledger knows it by its old name', async () => {
    const one = lab({ portal: { partnerLinks: [linkOf('NordicPlus')] } });
    accountIn(one.emulator, 'NordicPlus').name = 'NordicPlus';
    const known = [
      { address: address('NordicPlus'), id: null },
      { address: address(parent), id: '30001111' },
    ];
    const { resources, coverage } = await one.reader.read('account', { known });
    expect(resources.map(({ address: { key }, id: number }) => [key, number])).toEqual([['NordicPlus', '30001111']]);
    expect(coverage).toBe('known-only');
  });

  it('stand below the partner at the top, whatever the ledger called it before', async () => {
    const link = linkOf('Acme', { type: 'customer', parent: 'NordicPlus' });
    const one = lab({ portal: { partnerLinks: [linkOf('NordicPlus'), link] } });
    await one.write('account', 'Acme', { after: { ...after, parent: 'NordicPlus' } });
    const known = [
      { address: address(parent), id: '30001111' },
      { address: address('Acme'), id },
    ];
    const { resources } = await one.again().reader.read('account', { known });
    expect(resources[1]?.attributes['parent']).toBe('NordicPlus');
  });

  it('by one billing id are read as neither: a word was wrong, and says which to take back', async () => {
    const one = await withCustomer();
    const known = [
      { address: address(parent), id: '30001111' },
      { address: address('Other'), id },
      { address: address('Acme'), id },
    ];
    const { resources, problem } = await one.reader.read('account', { known });
    expect(resources.map(({ address: { key } }) => key)).toEqual([parent]);
    expect(problem).toMatchObject({
      code: 'conflict',
      text: `The ledger has the billing id ${id} as that of Acme and of Other.`,
      cure: expect.stringContaining('rollcall attest --withdraw') as string,
    });
  });

  it('are not asked after one by one where nobody answers', async () => {
    const one = await withCustomer();
    one.emulator.faults.inject({ times: 'always', fault: { effect: 'answer', status: 502 } });
    const before = one.sent.length;
    const known = ['A', 'B', 'C', 'D'].map((key) => ({ address: address(key), id: null }));
    await expect(one.reader.read('account', { known })).rejects.toMatchObject({ code: 'unavailable' });
    expect(one.sent.length - before).toBe(5);
  });
});

describe('the right to sub-partners', () => {
  const kind = 'sub-partner-right';

  it.each(['true', 'Yes', 'Y', '1'] as const)(
    'is read from the settings of the account, said as %s',
    async (booleans) => {
      const without = await lab({ quirks: { booleans } }).look(kind, { key: parent });
      expect(without).toMatchObject({ absent: [{ key: parent }], resources: [] });
      const { resources } = await lab({ subPartners: true, quirks: { booleans } }).look(kind, { key: parent });
      expect(resources).toMatchObject([
        { attributes: { account: parent, allowed: true }, evidence: { grade: 'read' } },
      ]);
    },
  );

  it('is not there where the account is not, and not known where nobody knows which account it is', async () => {
    const one = await withCustomer();
    expect(await one.look(kind, { key: 'Unheard' })).toMatchObject({ absent: [{ key: 'Unheard' }] });
    expect(
      await one.again().reader.read(kind, { known: [{ address: { portal: 'nordic', kind, key: 'Acme' }, id: null }] }),
    ).toMatchObject({ absent: [], resources: [] });
  });
});

describe("the engine's own access", () => {
  it('is there where it can log in', async () => {
    const { resources } = await lab().look('api-access', { key: 'portal' });
    expect(resources).toMatchObject([{ attributes: { user: '30001111_api' }, evidence: { grade: 'read' } }]);
    await expect(lab({ password: 'wrong' }).look('api-access', { key: 'portal' })).rejects.toMatchObject({
      code: 'auth',
    });
  });
});
