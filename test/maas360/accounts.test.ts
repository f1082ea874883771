import { describe, expect, it } from 'vitest';
import { day, minute, second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PartnerLinkDeclaration } from '../../engine/model/partner-declaration.ts';
import { accountIn, lab, type Lab, type LabOptions, linkOf } from './lab.ts';

const parent = 'NordicPartner';
const links: readonly PartnerLinkDeclaration[] = [
  linkOf(parent),
  linkOf('AcmeNorth', { type: 'customer', parent }),
  linkOf('AcmeTrial', { type: 'trial', parent }),
  linkOf('NordicSouth', { parent }),
];

const common = { parent, adminEmail: 'eva@acme.example' };
const customer = { ...common, name: 'AcmeNorth', type: 'customer', state: 'active', committedLicenses: 50 };
const trial = { ...common, name: 'AcmeTrial', type: 'trial', state: 'active', endsOn: '2027-01-20' };
const partner = { ...common, name: 'NordicSouth', type: 'partner', state: 'active', code: 'NORDIC02' };

const portal = (options: LabOptions = {}): Lab => lab({ ...options, portal: { partnerLinks: links } });

async function made(one: Lab, after: JsonObject): Promise<string> {
  const outcome = await one.write('account', String(after['name']), { after });
  if (outcome.outcome !== 'done') throw new Error(outcome.outcome);
  return outcome.observed?.id ?? '';
}

describe('making an account', () => {
  it('asks for a customer with all that it is to be, and shows it as it then is', async () => {
    const one = portal();
    const wish = { ...customer, country: 'SE', language: 'en', vertical: 'Retail', acceptEula: 'all' };
    const outcome = await one.write('account', 'AcmeNorth', { after: wish });
    const { adminEmail: _, ...readable } = wish;
    expect(outcome).toMatchObject({
      outcome: 'done',
      observed: { id: '30002001', presence: 'active', attributes: readable, evidence: { grade: 'read' } },
    });
    const form = new URLSearchParams(one.sent.find(({ url }) => url.includes('createCustomer'))?.body);
    expect(Object.fromEntries(form)).toMatchObject({ forceAdminAcceptEULA: '2', allowPortalLogin: '1' });
    expect([form.get('billingId'), form.has('numberOfDays')]).toEqual(['30001111', false]);
    expect(one.writes()).toEqual(['createCustomer']);
  });

  it('lets a trial last as many days as are left', async () => {
    const one = portal();
    const outcome = await one.write('account', 'AcmeTrial', { after: trial });
    expect(outcome).toMatchObject({ observed: { attributes: { type: 'trial', endsOn: '2027-01-20' } } });
  });

  it('makes a sub-partner once support has switched that on, and says what it copies', async () => {
    const one = portal({ subPartners: true });
    await made(one, { ...partner, copyFrom: parent });
    const form = new URLSearchParams(one.sent.find(({ url }) => url.includes('createPartner'))?.body);
    expect(Object.fromEntries(form)).toMatchObject({ partnerCode: 'NORDIC02', copyFromBillingId: '30001111' });
    expect(accountIn(one.emulator, 'NordicSouth').parent?.name).toBe(parent);
    const refused = portal().write('account', 'NordicSouth', { after: partner });
    await expect(refused).rejects.toMatchObject({ code: 'auth', portalText: expect.stringContaining('not enabled') });
  });

  it('makes an account below one that it has just made', async () => {
    const one = portal({ subPartners: true });
    await made(one, partner);
    await made(one, { ...customer, parent: 'NordicSouth' });
    expect(accountIn(one.emulator, 'AcmeNorth').parent?.name).toBe('NordicSouth');
    const found = await one.look('account', { key: 'AcmeNorth', id: accountIn(one.emulator, 'AcmeNorth').billingId });
    expect(found.resources[0]?.attributes).toMatchObject({ parent: 'NordicSouth' });
  });

  it('needs to know the billing id above it', async () => {
    const one = portal();
    const orphan = one.write('account', 'AcmeNorth', { after: { ...customer, parent: 'Unheard' } });
    await expect(orphan).rejects.toMatchObject({ code: 'not-found' });
    expect(one.writes()).toEqual([]);
  });

  it('sends nothing where the name is taken, whoever has it', async () => {
    const one = portal();
    await made(one, customer);
    await expect(one.write('account', 'AcmeNorth', { after: customer })).rejects.toMatchObject({ code: 'conflict' });
    expect(one.writes()).toEqual(['createCustomer']);
  });

  it.each(['bad-request', 'failure', 'failure-400', 'number'] as const)(
    'knows by the name that somebody was faster, in whatever form that is said (%s)',
    async (form) => {
      const one = portal({
        quirks: { refusals: { duplicate: form } },
        between: async (request, send) => {
          if (request.url.includes('createCustomer')) await send(request);
          return send(request);
        },
      });
      await expect(one.write('account', 'AcmeNorth', { after: customer })).rejects.toMatchObject({ code: 'conflict' });
      expect(one.writes()).toEqual(['createCustomer']);
    },
  );

  it('says whom to ask where a right is missing', async () => {
    const one = portal();
    const robot = one.emulator.state().administrators.get('30001111_api');
    if (robot !== undefined) robot.roles = robot.roles.filter(({ role }) => role.name === 'Service Administrator');
    await expect(one.write('account', 'AcmeNorth', { after: customer })).rejects.toMatchObject({
      code: 'auth',
      portalText: expect.stringContaining('Account Actions Control'),
      cure: expect.stringMatching(/grace@nordic\.example.*Account Actions Control/s),
    });
  });
});

describe('a new account that is still being copied', () => {
  it.each(['unavailable', 'failure', 'bad-request', 'forbidden'] as const)(
    'is asked after until it answers, whatever it says meanwhile (%s)',
    async (copying) => {
      const one = portal({ copying: 180 * second, quirks: { refusals: { copying } } });
      const began = one.deps.clock.now();
      await made(one, customer);
      expect(one.deps.clock.now() - began).toBeGreaterThanOrEqual(180 * second);
      expect(one.writes()).toEqual(['createCustomer']);
    },
  );

  it('is asked after by another run just the same', async () => {
    const one = portal();
    const ref = await one.writer.create(
      { address: { portal: 'nordic', kind: 'account', key: 'AcmeNorth' }, after: customer } as never,
      { occasion: 'o', signal: one.deps.signal },
    );
    const later = await one.again().reader.poll('account', 'ref' in ref ? ref.ref : '');
    expect(later).toMatchObject({ outcome: 'done', observed: { id: '30002001', address: { key: 'AcmeNorth' } } });
  });

  it('is never taken for one that was not made, however long it takes', async () => {
    const one = portal({ copying: day, quirks: { refusals: { copying: 'failure' } } });
    const { reader, writer } = one;
    const change = { address: { portal: 'nordic', kind: 'account', key: 'AcmeNorth' }, after: customer } as never;
    const outcome = await writer.create(change, { occasion: 'o', signal: one.deps.signal });
    const ref = 'ref' in outcome ? outcome.ref : '';
    expect(await reader.poll('account', ref)).toMatchObject({ outcome: 'accepted', ref });
    await one.deps.sleep(11 * minute);
    await expect(reader.poll('account', ref)).rejects.toMatchObject({
      code: 'unavailable',
      cure: expect.stringContaining('30002001'),
    });
  });
});

describe('the answer to a new account that is lost', () => {
  it('is looked up by the name: taken means that a person has to tell the billing id', async () => {
    const one = portal();
    one.emulator.faults.inject({ operation: 'createCustomer', fault: { effect: 'cut', acting: 'after' } });
    const lost = one.write('account', 'AcmeNorth', { after: customer });
    await expect(lost).rejects.toMatchObject({ code: 'ambiguous' });
    const found = await one.look('account', { key: 'AcmeNorth' });
    expect(found).toMatchObject({ coverage: 'known-only', resources: [], absent: [] });
    expect(found.unidentified?.[0]).toMatchObject({
      address: { key: 'AcmeNorth' },
      gate: { step: 'tell-id', proof: { by: 'attest' }, asks: [{ name: 'billingId', into: 'id', required: true }] },
    });
    expect(one.writes()).toEqual(['createCustomer']);
  });

  it('is as good as lost where it holds no billing id', async () => {
    const one = portal({
      between: async (request, send) => {
        const answer = await send(request);
        return request.url.includes('createCustomer') ? { ...answer, body: '{"accountResponse":"done"}' } : answer;
      },
    });
    await expect(one.write('account', 'AcmeNorth', { after: customer })).rejects.toMatchObject({ code: 'ambiguous' });
  });

  it('before it was carried out leaves the name free', async () => {
    const one = portal();
    one.emulator.faults.inject({ operation: 'createCustomer', fault: { effect: 'cut', acting: 'before' } });
    await expect(one.write('account', 'AcmeNorth', { after: customer })).rejects.toMatchObject({ code: 'ambiguous' });
    expect(await one.look('account', { key: 'AcmeNorth' })).toMatchObject({ absent: [{ key: 'AcmeNorth' }] });
  });
});
