import { describe, expect, it } from 'vitest';
import { translatedJson } from '../../providers/maas360/emulator/translated-json.ts';
import { withDefaults } from '../../providers/maas360/emulator/quirks.ts';
import type { QuirksInput, RefusalForm } from '../../providers/maas360/emulator/quirks.ts';
import { customer, form, formOf, json, lab, made, partner, tokenOf, trial } from './support/lab.ts';
import type { Lab, Row } from './support/lab.ts';

const name = '/account-provisioning/account/1.0/checkAccountNameAvailability';

async function bearer({ send }: Lab, more: Readonly<Record<string, string>> = json) {
  return { headers: { ...more, authorization: `MaaS token="${await tokenOf(send)}"` } };
}

describe('JSON that is translated from XML', () => {
  const document = {
    rows: { count: 1, row: [{ phone: '4917', version: '10', plus: '+49', zero: '007', name: 'Ada', empty: '' }] },
  };
  const translated = (quirks: QuirksInput, given: Parameters<typeof translatedJson>[0] = document) =>
    translatedJson(given, withDefaults(quirks));

  it('has an object where a list has one item, and numbers where texts look like them', () => {
    expect(translated({})).toEqual({
      rows: { count: 1, row: { phone: 4917, version: 10, plus: '+49', zero: '007', name: 'Ada', empty: '' } },
    });
  });

  it('can be switched off, each by itself', () => {
    expect(translated({ numbers: 'text' })).toMatchObject({ rows: { row: { phone: '4917' } } });
    expect(translated({ singleItems: 'list' })).toMatchObject({ rows: { row: [{ phone: 4917 }] } });
  });

  it('leaves long numbers, lists of several and everything that is no text alone', () => {
    const given = { long: '1234567890123456', minus: '-1.5', many: ['1', '2'], yes: true, none: null };
    expect(translated({}, given)).toEqual({
      long: '1234567890123456',
      minus: -1.5,
      many: [1, 2],
      yes: true,
      none: null,
    });
  });

  it('has an empty list in three ways', () => {
    const empty = { rows: { count: 0, pageNumber: 1, pageSize: 0, row: [] } };
    expect(translated({}, empty)).toEqual({ rows: '' });
    expect(translated({ emptyLists: 'absent' }, empty)).toEqual({ rows: { count: 0, pageNumber: 1, pageSize: 0 } });
    expect(translated({ emptyLists: 'list' }, empty)).toEqual(empty);
    const pastEnd = { rows: { count: 3, pageNumber: 2, pageSize: 0 } };
    expect(translated({}, pastEnd)).toEqual(pastEnd);
  });
});

describe('the format of an answer', () => {
  it('is XML for version 1.0, and JSON where Accept says so', async () => {
    const one = lab();
    const path = `${name}/${partner}?accountName=Acme`;
    const xml = '<accountNameAvailability><available>true</available></accountNameAvailability>';
    for (const accept of ['', '*/*', 'application/xml', 'text/xml']) {
      const { headers, text } = await one.send('GET', path, await bearer(one, { accept }));
      expect([headers.get('content-type'), text], accept).toEqual([expect.stringContaining('application/xml'), xml]);
    }
    const asJson = await one.send('GET', path, await bearer(one));
    expect(asJson.headers.get('content-type')).toContain('application/json');
    expect(asJson.text).toBe('{"accountNameAvailability":{"available":true}}');
  });

  it('holds the new billing id in XML', async () => {
    const one = lab();
    const { headers } = await bearer(one, { 'content-type': form });
    const path = `/account-provisioning/account/1.0/createCustomerAccount/${partner}`;
    const { text } = await one.send('POST', path, { headers, body: formOf(customer('Acme')) });
    expect(text).toMatch(
      /^<accountResponse><status>Success<\/status><billingId>3\d{7}<\/billingId><\/accountResponse>$/u,
    );
  });

  it.each([
    ['Yes', 'No'],
    ['Y', 'N'],
    ['1', '0'],
  ] as const)('says %s and %s where it is told to', async (yes, no) => {
    const { call } = lab({ quirks: { booleans: yes, numbers: 'text' } });
    expect((await call('checkAccountName', { accountName: 'Acme' })).body).toMatchObject({
      accountNameAvailability: { available: yes },
    });
    expect((await call('getPartnerConfig')).body).toMatchObject({ partnerAccountConfig: { allowPartnerAccounts: no } });
  });
});

describe('paths', () => {
  it.each([`/${partner}`, `/${partner}/`, `/customer/${partner}`, `/customer/${partner}/`])('%s', async (end) => {
    const one = lab();
    const path = (operation: string) => `/account-provisioning/${operation}${end}`;
    const read = await one.send('GET', path('account/1.0/getPartnerAccountConfig'), await bearer(one));
    expect(read.status).toBe(200);
    const dates = '?fromDate=0&toDate=1';
    const audit = await one.send('GET', `${path('administrator/1.0/getAdminChangesAudit')}${dates}`, await bearer(one));
    expect(audit.body).toEqual({ adminChanges: '' });
  });

  it('answer 405 to any other method, 404 to what is not there', async () => {
    const one = lab();
    const path = `${name}/${partner}`;
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status, headers } = await one.send(method, path, await bearer(one));
      expect([status, headers.get('allow')]).toEqual([405, 'GET']);
    }
    const create = `/account-provisioning/account/1.0/createCustomerAccount/${partner}`;
    expect((await one.send('GET', create, await bearer(one))).headers.get('allow')).toBe('POST');
    expect((await one.send('PUT', `/auth-apis/auth/1.0/authenticate/${partner}`)).status).toBe(405);
    expect((await one.send('GET', '/account-provisioning/account/1.0/listAccounts')).status).toBe(404);
    expect((await one.send('POST', '/user-apis/user/1.0/search/1')).status).toBe(404);
  });
});

describe('parameters', () => {
  it('may stand in the query string of a POST', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    const path = `/account-provisioning/account/1.0/expireAccount/${id}?accountBillingId=${id}`;
    expect((await one.send('POST', path, await bearer(one))).body).toMatchObject({
      actionResponse: { status: 'Success' },
    });
  });

  it('are no JSON', async () => {
    const one = lab();
    const { headers } = await bearer(one, { ...json, 'content-type': 'application/json' });
    const path = `/account-provisioning/account/1.0/createCustomerAccount/${partner}`;
    const { status, text } = await one.send('POST', path, { headers, body: JSON.stringify(customer('Acme')) });
    expect([status, text]).toEqual([400, expect.stringContaining('application/x-www-form-urlencoded')]);
    expect(one.emulator.journal.counts().landed).toBe(0);
  });
});

describe('a refusal', () => {
  const forms: readonly (readonly [RefusalForm, number, Row])[] = [
    ['bad-request', 400, { response: { responseCode: 7 } }],
    ['failure', 200, { actionResponse: { status: 'Failure' } }],
    ['failure-400', 400, { actionResponse: { status: 'Failure' } }],
    ['number', 200, { actionResponse: { actionStatus: 1 } }],
    ['forbidden', 403, { actionResponse: { status: 'Failure' } }],
    ['unavailable', 503, { actionResponse: { status: 'Failure' } }],
  ];

  it.each(forms)('of a taken name as %s', async (duplicate, status, body) => {
    const one = lab({ quirks: { refusals: { duplicate } } });
    await made(one, customer('Acme'));
    const again = await one.call('createCustomer', customer('Acme'));
    expect([again.status, again.body]).toMatchObject([status, body]);
    expect(again.text).toContain('The account name Acme is taken.');
  });

  it('under HTTP 200 has landed nowhere, and the journal knows', async () => {
    const one = lab({ quirks: { refusals: { duplicate: 'failure' } } });
    await made(one, customer('Acme'));
    const requests = [customer('Acme'), customer('Acme'), customer('Other')];
    await Promise.all(requests.map((parameters) => one.call('createCustomer', parameters)));
    expect(one.emulator.journal.counts()).toMatchObject({ writes: 4, landed: 2 });
  });
});

describe('an action that was done', () => {
  it('can be told by a number', async () => {
    const one = lab({ quirks: { actions: 'actionStatus' } });
    const id = await made(one, trial('Acme'));
    const { body } = await one.call('expireAccount', { accountBillingId: id }, id);
    expect(body).toEqual({ actionResponse: { actionStatus: 0, description: expect.any(String) } });
  });
});

describe('the usage limit', () => {
  it.each([[429], [400], [503]] as const)('is announced by a header, under %s', async (limitStatus) => {
    const one = lab({ callsPerMinute: 3, quirks: { limitStatus } });
    const ask = () => one.call('getPartnerConfig');
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const { status, headers } = await ask();
    expect([status, headers.get('x-api-limit')]).toEqual([limitStatus, 'API limit reached, try after some time']);
    one.world.advance(60_000);
    expect((await ask()).status).toBe(200);
  });
});
