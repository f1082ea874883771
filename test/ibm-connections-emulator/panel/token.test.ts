import { describe, expect, it } from 'vitest';
import { minute } from '../../../engine/model/instant.ts';
import { marketLab } from '../support/market-lab.ts';
import type { MarketLab, Row } from '../support/market-lab.ts';

function rpc(method: string, members: Readonly<Record<string, string>>): string {
  const given = Object.entries(members).map(
    ([name, value]) => `<member><name>${name}</name><value>${value}</value></member>`,
  );
  const struct = `<struct>${given.join('')}</struct>`;
  const params = `<params><param><value>${struct}</value></param></params>`;
  return `<?xml version="1.0"?><methodCall><methodName>${method}</methodName>${params}</methodCall>`;
}

async function ask({ send }: MarketLab, body: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await send('POST', '/panel/RPC2', { headers: { 'content-type': 'text/xml', ...headers }, body });
  return answer.status === 200 ? String(answer.body['text']) : String(answer.status);
}

function tokenIn(xml: string): string {
  return /<name>aps_token<\/name><value><string>([^<]+)</u.exec(xml)?.[1] ?? '';
}

async function accountsOf({ send }: MarketLab, token: string): Promise<unknown> {
  const path = '/panel/aps/2/resources?implementing(http://aps-standard.org/types/core/account/1.0)';
  const { status, body } = await send('GET', path, { headers: { 'aps-token': token } });
  return status === 200 ? (body as unknown as Row[]).map(({ companyName }) => companyName) : status;
}

const nordic = {
  name: 'Nordic',
  language: 'en',
  address: { streetAddress: '1', postalCode: '1', city: 'Oslo', countryCode: 'NO' },
  contactPersons: [
    { type: 'admin', firstName: 'E', lastName: 'L', email: 'eva@nordic.example', phoneNumber: '47##1#' },
  ],
};

describe('the token of the bus', () => {
  it('is given by XML-RPC for an account, and opens that account alone', async () => {
    const lab = marketLab();
    await lab.buy('POST', '/customers', nordic);
    const xml = await ask(lab, rpc('pem.APS.getAccountToken', { account_id: '<int>1000001</int>' }));
    expect(xml).toContain('<name>status</name><value><int>0</int></value>');
    expect(await accountsOf(lab, tokenIn(xml))).toEqual(['Acme']);
    const provider = await ask(lab, rpc('pem.APS.getAccountToken', { account_id: '<int>1</int>' }));
    expect(await accountsOf(lab, tokenIn(provider))).toEqual(['Acme', 'Nordic']);
  });

  it('is given for a user, and shows nothing of other accounts', async () => {
    const lab = marketLab();
    await lab.buy('POST', '/customers', nordic);
    const [grace, eva] = [...lab.emulator.panel().directory.users.values()];
    const xml = await ask(lab, rpc('pem.APS.getUserToken', { user_id: `<i4>${grace?.userId}</i4>` }));
    expect(await accountsOf(lab, tokenIn(xml))).toEqual(['Acme']);
    const path = `/panel/aps/2/resources/${eva?.uuid}`;
    expect((await lab.send('GET', path, { headers: { 'aps-token': tokenIn(xml) } })).status).toBe(404);
    expect((await lab.send('DELETE', path, { headers: { 'aps-token': tokenIn(xml) } })).status).toBe(404);
  });

  it('sees all customers where it is the reseller’s, whose number the settings may say', async () => {
    const seen = async (lab: MarketLab, id: string) =>
      await accountsOf(lab, tokenIn(await ask(lab, rpc('pem.APS.getAccountToken', { account_id: id }))));
    expect(await seen(marketLab(), '1000000')).toEqual(['Acme']);
    const settings = { customer: { id: '1000001', name: 'Acme' }, tokenAccount: 4_711 };
    const lab = marketLab({ portal: { name: 'acme', contacts: {}, settings } });
    await lab.buy('POST', '/customers', nordic);
    expect(await seen(lab, '4711')).toEqual(['Acme', 'Nordic']);
    expect(await seen(lab, '1000000')).toBe(401);
  });

  it('is refused in an answer of status -1, with what is wrong', async () => {
    const lab = marketLab();
    const unknown = await ask(lab, rpc('pem.APS.getAccountToken', { account_id: '<int>77</int>' }));
    expect(unknown).toContain('<name>status</name><value><int>-1</int></value>');
    expect(unknown).toContain('<name>error_message</name><value><string>no account 77</string></value>');
    expect(await ask(lab, rpc('pem.APS.getUserToken', { user_id: '<int>77</int>' }))).toContain('no user 77');
    expect(await ask(lab, rpc('pem.getSubscription', {}))).toContain('no method pem.getSubscription');
    expect(await ask(lab, 'nothing')).toContain('cannot be read');
  });

  it('needs no password from a host that is let in, but a wrong one is refused', async () => {
    const lab = marketLab();
    const call = rpc('pem.APS.getAccountToken', { account_id: '<int>1</int>' });
    expect(await ask(lab, call)).toContain('aps_token');
    expect(await ask(lab, call, { authorization: `Basic ${btoa('a:wrong')}` })).toBe('401');
  });

  it('ends by the clock; the word of the sandbox does not', async () => {
    const lab = marketLab({ tokenLifetimes: { panel: 5 * minute } });
    const token = tokenIn(await ask(lab, rpc('pem.APS.getAccountToken', { account_id: '<int>1</int>' })));
    lab.world.advance(5 * minute - 1);
    expect(await accountsOf(lab, token)).toEqual(['Acme']);
    lab.world.advance(1);
    expect(await accountsOf(lab, token)).toBe(401);
    expect(await accountsOf(lab, '')).toBe(401);
    expect(await accountsOf(lab, 'sandbox')).toEqual(['Acme']);
  });
});
