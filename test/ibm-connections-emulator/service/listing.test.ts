import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';

async function crowd(people: number, settings: Parameters<typeof acme>[0] = {}): Promise<Acme> {
  const lab = await acme(settings);
  for (let number = 1; number <= people; number += 1) await lab.person(`p${number}@acme.example`, 'PENDING');
  return lab;
}

async function emails(lab: Acme, query: string): Promise<unknown> {
  const { status, body } = await lab.call('GET', `/resource/subscriber${query}`);
  if (status !== 200) return status;
  return (body['List'] as { Person: { EmailAddress: string } }[]).map(
    ({ Person }) => Person.EmailAddress.split('@')[0],
  );
}

describe('a list', () => {
  it('has bare objects, and neither a total nor links', async () => {
    const lab = await crowd(1);
    const { body } = await lab.call('GET', '/resource/subscriber?_pageNumber=1&_pageSize=10');
    expect(Object.keys(body)).toEqual(['List']);
    expect((body['List'] as object[])[0]).toHaveProperty('Oid');
  });

  it('is read page by page from 1, until one is empty', async () => {
    const lab = await crowd(4);
    const page = (number: number) => emails(lab, `?_pageNumber=${number}&_pageSize=2`);
    expect(await page(1)).toEqual(['owner', 'p1']);
    expect(await page(2)).toEqual(['p2', 'p3']);
    expect(await page(3)).toEqual(['p4']);
    expect(await page(4)).toEqual([]);
  });

  it('has a page of its own size where none is asked for', async () => {
    const lab = await crowd(3, { defaultPageSize: 2 });
    expect(await emails(lab, '')).toEqual(['owner', 'p1']);
    expect(await emails(lab, '?_pageNumber=2')).toEqual(['p2', 'p3']);
  });

  for (const query of ['_pageNumber=0', '_pageNumber=-1', '_pageNumber=x', '_pageSize=0', '_pageSize=1.5']) {
    it(`refuses ${query}`, async () => expect(await emails(await crowd(0), `?${query}`)).toBe(400));
  }

  it('of customers and of subscriptions has pages too', async () => {
    const lab = await acme();
    await lab.subscription('D0NPULL', 1);
    await lab.subscription('D0NWLLL', 1);
    for (const [what, length] of [
      ['subscription', 1],
      ['customer', 0],
    ] as const) {
      const { body } = await lab.call('GET', `/resource/${what}?_pageNumber=2&_pageSize=1`);
      expect(body['List']).toHaveLength(length);
    }
  });
});

describe('a named query', () => {
  it('finds a subscriber by address, in any case', async () => {
    const lab = await crowd(1);
    const path = '?_namedQuery=getSubscriberByEmailAddress&emailAddress=';
    expect(await emails(lab, `${path}P1@acme.example`)).toEqual(['p1']);
    expect(await emails(lab, path)).toBe(400);
  });

  it('finds subscribers by `customer`, and does not understand `customerId` there', async () => {
    const lab = await crowd(2);
    const path = '?_namedQuery=getSubscriberByCustomer';
    expect(await emails(lab, `${path}&customer=${lab.customer}`)).toEqual(['owner', 'p1', 'p2']);
    expect(await emails(lab, `${path}&customer=${lab.customer}&_pageNumber=2&_pageSize=2`)).toEqual(['p2']);
    expect(await emails(lab, `${path}&customerId=${lab.customer}`)).toBe(400);
  });

  it('finds subscriptions by `customerId`, and does not understand `customer` there', async () => {
    const lab = await acme();
    await lab.subscription('D0NPULL', 1);
    const find = async (name: string) => {
      const path = `/resource/subscription?_namedQuery=getSubscriptionByCustomer&${name}=${lab.customer}`;
      return (await lab.call('GET', path)).status;
    };
    expect([await find('customerId'), await find('customer')]).toEqual([200, 400]);
  });

  it('that finds nothing is 404', async () => {
    const lab = await acme();
    const byEmail = '?_namedQuery=getSubscriberByEmailAddress&emailAddress=x@acme.example';
    expect(await emails(lab, byEmail)).toBe(404);
    const path = `/resource/subscription?_namedQuery=getSubscriptionByCustomer&customerId=${lab.customer}`;
    expect((await lab.call('GET', path)).status).toBe(404);
  });

  it('that finds nothing is an empty list where that quirk is chosen', async () => {
    const lab = await acme({ quirks: { emptyNamedQuery: 200 } });
    expect(await emails(lab, '?_namedQuery=getSubscriberByEmailAddress&emailAddress=x@acme.example')).toEqual([]);
  });

  it('that finds something has an empty page after the last', async () => {
    const lab = await crowd(1);
    const path = `?_namedQuery=getSubscriberByCustomer&customer=${lab.customer}&_pageSize=5&_pageNumber=2`;
    expect(await emails(lab, path)).toEqual([]);
  });

  it('that does not exist is 400', async () => {
    expect(await emails(await acme(), '?_namedQuery=getEverybody')).toBe(400);
    expect(await emails(await acme(), '?_namedQuery=constructor')).toBe(400);
  });
});

describe('workflows', () => {
  it('run while something is under way, and are COMPLETED a little after it is there', async () => {
    const lab = await acme();
    const ann = await lab.person('ann@acme.example');
    const base = await lab.subscription('D0NPULL', 1);
    lab.world.advance(2_000);
    await lab.entitle(ann, base);
    const find = async (query: string) => {
      const { status, body } = await lab.call('GET', `/resource/workflow?_namedQuery=${query}`);
      return status === 200 ? (body['List'] as Record<string, unknown>[]) : status;
    };
    const ofAnn = `getWorkflowBySubscriberId&subscriberId=${ann}`;
    expect(await find(ofAnn)).toMatchObject([{ WorkflowStatus: 'RUNNING', SubscriberId: ann }]);
    lab.world.advance(5_999);
    expect(await lab.seatsOf(ann)).toMatchObject([{ SeatState: 'ASSIGNED' }]);
    expect(await find(ofAnn)).toMatchObject([{ WorkflowStatus: 'RUNNING' }]);
    lab.world.advance(1);
    expect(await find(ofAnn)).toMatchObject([{ WorkflowStatus: 'COMPLETED' }]);
    expect(await find('getWorkflowByStatus&workflowStatus=RUNNING')).toBe(404);
    expect(await find('getWorkflowByStatus&workflowStatus=COMPLETED')).toHaveLength(2);
    expect(await find(`getWorkflowByCustomerId&customerId=${lab.customer}`)).toHaveLength(2);
    expect(await find(`getWorkflowByCustomerId&customerId=${lab.customer}&_pageNumber=2&_pageSize=1`)).toHaveLength(1);
  });

  it('are asked by a named query that is known, with its parameter', async () => {
    const lab = await acme();
    const ask = async (query: string) => (await lab.call('GET', `/resource/workflow${query}`)).status;
    expect(await ask('')).toBe(400);
    expect(await ask('?_namedQuery=getWorkflowByStatus&workflowStatus=DONE')).toBe(400);
    expect(await ask('?_namedQuery=getWorkflowBySubscriberId&subscriberId=-1')).toBe(400);
    expect(await ask('?_namedQuery=getWorkflowByCustomerId&customerId=39999')).toBe(404);
  });
});
