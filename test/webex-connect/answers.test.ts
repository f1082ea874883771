import { describe, expect, it } from 'vitest';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { classifyAnswer } from '../../providers/webex-connect/classify.ts';
import { Secret } from '../../engine/model/secret.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { containing } from '../support/like.ts';
import { deleteChange, inviteChange, updateChange, writing } from './change-builders.ts';
import { portalOf } from './tenant.ts';

/** A surface that answers each request from a list, whatever is asked. */
function surface(...answers: { status?: number; body?: unknown }[]) {
  const asked: string[] = [];
  const deps = virtualDeps({
    portal: (request) => {
      const { status = 200, body } = answers[asked.length] ?? { status: 418 };
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    },
  });
  const credentials = { token: new Secret('t-123456') };
  return { asked, ...webexConnect.connect({ portal: portalOf(), credentials, deps }) };
}

function listOf(...teammates: unknown[]) {
  const size = { totalRecords: teammates.length, resultSize: teammates.length };
  return { body: { code: '0', description: 'success', transid: 't', ...size, teammates } };
}

const eva = {
  uuid: 'u-1',
  email: 'eva@acme.example',
  role: 'Full access',
  status: 'ACTIVE',
  level: 'client',
  decryptLogs: false,
};
const observed = {
  address: { portal: 'acme', kind: 'teammate', key: 'eva@acme.example' },
  id: 'u-1',
  presence: 'active',
  attributes: { email: 'eva@acme.example', role: 'Full access', level: 'client' },
  evidence: { grade: 'read', at: '2026-11-21T09:00:00.000Z' },
} as const;

describe('a list that is not as the surface says', () => {
  it.each([
    ['no list', { body: { code: '0', totalRecords: 0, resultSize: 0 } }],
    ['no total', { body: { code: '0', resultSize: 0, teammates: [] } }],
    ['fewer rows than it says', { body: { code: '0', totalRecords: 1, resultSize: 1, teammates: [] } }],
    ['a row without an address', listOf({ ...eva, email: '' })],
    ['a row without an id', listOf({ ...eva, uuid: undefined })],
    ['a row in a state that nobody documents', listOf({ ...eva, status: 'SUSPENDED' })],
    ['a right that is neither on nor off', listOf({ ...eva, decryptLogs: 'yes' })],
    ['a group without its id', listOf({ ...eva, level: 'group' })],
    ['an invitation without a date', listOf({ ...eva, uuid: undefined, inviteId: 'i', status: 'INVITED' })],
    ['an array', { body: [] }],
    ['a code that nobody documents', { body: { code: '1234', description: 'odd' } }],
  ])('breaks the contract with %s', async (_, answer) => {
    const { reader } = surface(answer);
    await expect(reader.read('teammate', { known: [] })).rejects.toMatchObject({ code: 'contract' });
  });

  it('may leave the level of a teammate out, and know more than this provider', async () => {
    const { level, ...row } = eva;
    const { reader } = surface(listOf({ ...row, colour: 'blue' }));
    const { resources } = await reader.read('teammate', { known: [] });
    expect(resources[0]?.attributes).toEqual({
      email: 'eva@acme.example',
      role: 'Full access',
      level,
      decryptLogs: false,
    });
  });
});

describe('the answer to a write', () => {
  it('may be no more than the id of the invitation: then nobody has seen the role', async () => {
    const { writer } = surface({
      status: 201,
      body: { inviteId: 'i-1', status: 'INVITED', expiresAt: '2026-11-28T09:00:00Z' },
    });
    expect(await writer.invite(inviteChange('ben@acme.example'), writing)).toMatchObject({
      observed: {
        id: 'invitation:i-1',
        attributes: { role: 'Limited access' },
        invitation: { sentAt: '2026-11-21T09:00:00.000Z', expiresAt: '2026-11-28T09:00:00.000Z' },
        evidence: { grade: 'indirect' },
      },
    });
  });

  it('must have an id: without one the invitation is looked up, never sent again', async () => {
    const { writer, asked } = surface({ status: 201, body: { code: '0' } });
    await expect(writer.invite(inviteChange('ben@acme.example'), writing)).rejects.toMatchObject({ code: 'ambiguous' });
    expect(asked).toHaveLength(1);
  });

  it('may be empty after a change: then the teammate is read', async () => {
    const { writer, asked } = surface({ status: 204 }, { body: { ...eva, role: 'Limited access' } });
    const outcome = await writer.update(updateChange(observed, { role: 'Limited access' }), writing);
    expect(outcome).toMatchObject({ observed: { attributes: { role: 'Limited access' } } });
    expect(asked).toEqual(['PATCH /connectapi/v1/teammates/u-1', 'GET /connectapi/v1/teammates/u-1']);
  });

  it('shows another role than the one that was asked for: it is given as it is', async () => {
    const { writer } = surface({ body: eva });
    const outcome = await writer.update(updateChange(observed, { role: 'Limited access' }), writing);
    expect(outcome).toMatchObject({ observed: { attributes: { role: 'Full access' } } });
  });

  it('with an id that would lead elsewhere is never used in a path', async () => {
    const { writer, asked } = surface();
    const change = { ...deleteChange({ ...observed, id: '..' }), before: {} };
    await expect(writer.delete(change, writing)).rejects.toMatchObject({ code: 'contract' });
    expect(asked).toEqual([]);
  });
});

describe('the codes of the envelope', () => {
  const read = (json: unknown, status = 200) =>
    classifyAnswer({ status, headers: {}, body: JSON.stringify(json), json: json as never });

  it('count before the HTTP status, as text or number, in a response or a list of them', () => {
    expect(read({ code: '7020' })).toMatchObject({ verdict: 'busy' });
    expect(read({ code: 7020 }, 500)).toMatchObject({ verdict: 'busy' });
    expect(read({ response: { code: '7020' } })).toMatchObject({ verdict: 'busy' });
    expect(read({ response: [{ code: '7001', description: 'no' }] })).toMatchObject({ code: 'auth', text: 'no' });
  });

  it.each([
    ['7000', 'invalid'],
    ['7001', 'auth'],
    ['7002', 'auth'],
    ['7003', 'invalid'],
    ['7004', 'invalid'],
    ['7010', 'auth'],
    ['7011', 'invalid'],
    ['7012', 'invalid'],
    ['7015', 'conflict'],
    ['7025', 'invalid'],
    ['9999', 'contract'],
  ])('%s is %s', (code, as) => {
    expect(read({ code, description: 'd' })).toMatchObject({ verdict: 'refused', code: as, portalCode: code });
  });

  it('say of some failures whether anything was done', () => {
    expect(read({ code: '7005' })).toMatchObject({ verdict: 'failed', acted: 'maybe' });
    expect(read({ code: '7019' })).toMatchObject({ verdict: 'failed', acted: 'no' });
  });

  it('leave success and the failures of the server to the status', () => {
    for (const code of ['0', '1000', '1002', 0]) expect(read({ code })).toBeUndefined();
    expect(read({ code: '0' }, 503)).toBeUndefined();
    expect(read({ anything: 1 })).toBeUndefined();
    expect(read(undefined, 502)).toBeUndefined();
  });

  it('name the IP allow-list as the cure where it is', () => {
    expect(read({ code: '7010' })).toMatchObject({ cure: containing('allow-list') });
  });
});
