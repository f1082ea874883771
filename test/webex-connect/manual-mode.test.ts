import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { Secret } from '../../engine/model/secret.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { anyText, containing } from '../support/like.ts';
import { inviteChange, writing } from './change-builders.ts';
import { portalOf, type Tenant, type TenantOptions, teammateOf, tenant } from './tenant.ts';

const tenantToken = { token: new Secret('sandbox') };
const known = (...keys: string[]) =>
  keys.map((key) => ({ address: { portal: 'acme', kind: 'teammate', key }, id: null }));

function labByHand(settings = {}, options: TenantOptions = {}): Tenant {
  return tenant({ ...options, portal: { settings: { mode: 'manual', ...settings } } });
}

function login(lab: Tenant, email: string, failed?: 'failed') {
  lab.emulator.tenant().auditLog.record({ email, role: 'Full access' }, 'login', failed);
}

describe('by hand', () => {
  it('nothing is listed; the last login of each known person is evidence, of nobody else', async () => {
    const lab = labByHand();
    login(lab, 'ben@acme.example');
    await lab.deps.sleep(day);
    login(lab, 'Ben@acme.example');
    login(lab, 'stranger@acme.example');
    const result = await lab.reader.read('teammate', { known: known('ben@acme.example', 'eva@acme.example') });
    expect(result).toMatchObject({ coverage: 'known-only', resources: [], absent: [], problem: null });
    const at = '2026-11-22T09:00:00.000Z';
    const note = `logged in at ${at} (audit log)`;
    expect(result.evidence).toEqual([{ kind: 'teammate', key: 'ben@acme.example', fact: 'login', at, note }]);
  });

  it('what somebody did to others, or tried without success, is no evidence about anybody', async () => {
    const lab = labByHand();
    const ben = { email: 'ben@acme.example', role: 'Full access' as const };
    for (const verb of ['createInviteUser', 'deleteUserByUUID', 'updateUser', 'logout'] as const) {
      lab.emulator.tenant().auditLog.record(ben, verb);
    }
    login(lab, 'ben@acme.example', 'failed');
    expect((await lab.reader.read('teammate', { known: known('ben@acme.example') })).evidence).toEqual([]);
  });

  it('only so many days of the log are asked for', async () => {
    const lab = labByHand({ auditLogDays: 2 });
    login(lab, 'ben@acme.example');
    await lab.deps.sleep(3 * day);
    login(lab, 'eva@acme.example');
    const { evidence } = await lab.reader.read('teammate', { known: known('ben@acme.example', 'eva@acme.example') });
    expect(evidence.map((item) => item.key)).toEqual(['eva@acme.example']);
  });

  it('an audit log that was not subscribed to is a problem with a cure, and no failed read', async () => {
    const tokens = [{ token: 'sandbox', email: 'f@acme.example', role: 'Full access' as const }];
    const lab = labByHand({}, { tokens });
    const result = await lab.reader.read('teammate', { known: known('ben@acme.example') });
    expect(result).toMatchObject({ coverage: 'known-only', evidence: [] });
    expect(result.problem).toMatchObject({ code: 'auth', cure: containing('auditLog: false') });
  });

  it('the audit log is read in pages, and read as a POST that writes nothing', async () => {
    const asked: unknown[] = [];
    const deps = virtualDeps({
      portal: async (request) => {
        const { offset, ...query } = (await request.json()) as { offset: number };
        asked.push([request.method, new URL(request.url).pathname, query]);
        const created = `2026-11-2${offset}T08:00:00.000Z`;
        // The last one is no login: a portal that does not know the filter.
        const eventDescription = offset === 2 ? 'createInviteUser' : 'login';
        const row = { created, actorEmail: 'ben@acme.example', eventDescription, statusOfAction: 'SUCCESS' };
        return Response.json({ code: '0', totalRecords: 3, resultSize: 1, auditLogs: [row] });
      },
    });
    const portal = portalOf({ settings: {} });
    const { reader } = webexConnect.connect({ portal, credentials: tenantToken, deps });
    const { evidence, pages } = await reader.read('teammate', { known: known('ben@acme.example') });
    expect([evidence[0]?.at, pages]).toEqual(['2026-11-21T08:00:00.000Z', 3]);
    expect(asked[0]).toEqual([
      'POST',
      '/connectapi/v1/auditlogs',
      {
        range: 'custom',
        from: '2026-10-22T09:00:00.000Z',
        to: '2026-11-21T09:00:00.000Z',
        eventCategories: 'login',
        max: 10_000,
      },
    ]);
  });

  it('a plan needs neither network nor token where the audit log is not used', async () => {
    const portal = portalOf({ settings: { auditLog: false }, baseUrls: {} });
    const { reader } = webexConnect.connect({ portal, credentials: {}, deps: virtualDeps() });
    const result = await reader.read('teammate', { known: known('ben@acme.example') });
    expect(result).toMatchObject({ coverage: 'known-only', evidence: [], problem: null });
    expect(webexConnect.credentialNames(portal.settings)).toEqual([]);
    expect(webexConnect.credentialNames({})).toEqual(['token']);
    expect(webexConnect.credentialNames({ mode: 'adapter' })).toEqual(['token']);
  });

  it('a missing token or a portal that is down is said, and stops nothing', async () => {
    const portal = portalOf({ settings: {} });
    for (const credentials of [{}, tenantToken]) {
      const { reader } = webexConnect.connect({ portal, credentials, deps: virtualDeps() });
      const result = await reader.read('teammate', { known: known('ben@acme.example') });
      expect(result).toMatchObject({ coverage: 'known-only', evidence: [], problem: { cure: anyText } });
    }
  });

  it('nothing can be written', async () => {
    const lab = labByHand();
    await expect(lab.writer.invite(inviteChange('ben@acme.example'), writing)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(lab.operations()).toEqual([]);
  });

  it('the kind says so: it reads nothing and can do nothing, each with its reason', () => {
    const kind = teammateOf(portalOf({ settings: {} }));
    expect(kind.reads).toBe('none');
    expect(Object.values(kind.capabilities).every((capability) => !capability.can && capability.why !== '')).toBe(true);
  });
});

describe('with an adapter', () => {
  it('the audit log is only read where the settings ask for it', async () => {
    const plain = tenant();
    await plain.reader.read('teammate', { known: known('ben@acme.example') });
    expect(plain.operations()).toEqual(['teammates.list']);
    const asking = tenant({ portal: { settings: { mode: 'adapter', auditLog: true } } });
    login(asking, 'ben@acme.example');
    const { coverage, evidence } = await asking.reader.read('teammate', { known: known('ben@acme.example') });
    expect([coverage, evidence.length]).toEqual(['complete', 1]);
  });

  it('a token or a base URL is needed', async () => {
    for (const over of [{}, { baseUrls: {} }]) {
      const credentials = 'baseUrls' in over ? tenantToken : {};
      const { reader } = webexConnect.connect({ portal: portalOf(over), credentials, deps: virtualDeps() });
      await expect(reader.read('teammate', { known: [] })).rejects.toMatchObject({
        code: 'auth',
        message: /There is no/,
      });
    }
  });
});
