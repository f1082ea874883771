import { describe, expect, it } from 'vitest';
import { createDoorErrors } from '../../providers/kit/door-errors.ts';
import type { DoorRequest } from '../../providers/kit/door-request.ts';
import type { HttpDoor } from '../../providers/kit/http-door.ts';
import { createApi, type Maas360Api } from '../../providers/maas360/api.ts';
import { type OperationForm, type OperationName, operations } from '../../providers/maas360/parameters.ts';

function apiWith(text: string): { readonly api: Maas360Api; readonly asked: DoorRequest[] } {
  const asked: DoorRequest[] = [];
  const door: HttpDoor = {
    request: async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, json: null, text };
    },
    counts: () => ({ reads: 0, writes: 0 }),
    errors: createDoorErrors({ host: 'portal.example', redact: (text) => text }),
  };
  return { api: createApi(door), asked };
}

const names = Object.keys(operations) as OperationName[];

describe('every operation of the table', () => {
  it.each(names)('%s is asked for by its path and its names', async (name) => {
    const form: OperationForm = operations[name];
    const { api, asked } = apiWith('{}');
    const values = Object.fromEntries(Object.keys(form.parameters).map((key, nth) => [key, `v${nth} & ü`]));
    await (api[name] as (call: object) => Promise<unknown>)({ billingId: '30001234', values });
    const wire = Object.fromEntries(Object.values(form.parameters).map((one, nth) => [one.wire, `v${nth} & ü`]));
    const [request] = asked;
    expect(request).toMatchObject({
      method: form.method,
      path: form.path.replace('{billingId}', '30001234'),
      writes: form.method === 'POST',
      expects: 'text',
      headers: { accept: 'application/json' },
    });
    if (form.method === 'GET') expect(request?.query).toEqual(wire);
    else {
      expect(request?.payload?.type).toBe('application/x-www-form-urlencoded');
      expect(Object.fromEntries(new URLSearchParams(request?.payload?.text))).toEqual(wire);
    }
  });

  it.each(names)('%s gives what the table says that it answers, from JSON and from XML', async (name) => {
    const form: OperationForm = operations[name];
    const members = Object.fromEntries(Object.values(form.answer).map(({ wire }, nth) => [wire, `a${nth}`]));
    const expected = Object.fromEntries(Object.keys(form.answer).map((key, nth) => [key, `a${nth}`]));
    const xml = Object.entries(members).map(([wire, value]) => `<${wire}>${value}</${wire}>`);
    const isList = 'pageNumber' in form.parameters;
    const json = isList ? { list: { count: 1, row: { deep: members } } } : { root: { deep: members } };
    const inner = `<deep>${xml.join('')}</deep>`;
    const text = isList ? `<list><count>1</count><row>${inner}</row></list>` : `<root>${inner}</root>`;
    for (const body of [JSON.stringify(json), text]) {
      const answer = await (apiWith(body).api[name] as (call: object) => Promise<unknown>)({ billingId: '30001234' });
      expect(answer).toMatchObject(isList ? { rows: [expected], total: 1 } : { members: expected });
    }
  });
});

describe('a request', () => {
  it('leaves out what is not given, and never what was given by another name', async () => {
    const { api, asked } = apiWith('{}');
    const values = { name: 'Acme', days: undefined, stray: 'x' } as { name: string };
    await api.createCustomer({ billingId: '30001111', values });
    expect(asked[0]?.payload?.text).toBe('accountName=Acme');
  });

  it('cannot be pointed elsewhere by a billing id', async () => {
    const { api, asked } = apiWith('{}');
    await api.getCustomerConfig({ billingId: '../x?y' });
    expect(asked[0]?.path).toMatch(/getCustomerConfig\/\.\.%2Fx%3Fy$/);
    await expect(api.getCustomerConfig({ billingId: '..' })).rejects.toMatchObject({ code: 'contract' });
  });
});

describe('an answer that is none of MaaS360', () => {
  const page = '<!DOCTYPE html><html><body>Welcome</body></html>';

  it('fails a read', async () => {
    const { api } = apiWith(page);
    await expect(api.getCustomerConfig({ billingId: '1' })).rejects.toMatchObject({ code: 'contract' });
    await expect(apiWith('').api.administratorLogins({ billingId: '1' })).rejects.toMatchObject({ code: 'contract' });
  });

  it('leaves open what a write did', async () => {
    await expect(apiWith(page).api.expireAccount({ billingId: '1' })).rejects.toMatchObject({ code: 'ambiguous' });
  });

  it('is nothing to a write that answers nothing', async () => {
    await expect(apiWith('').api.expireAccount({ billingId: '1' })).resolves.toMatchObject({ members: {} });
  });
});
