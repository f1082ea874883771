import { describe, expect, it } from 'vitest';
import { day, hour } from '../../engine/model/instant.ts';
import { ciscoUser, goodPassword, hubLab } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

const ada = 'ada@acme.example';

const stateIn = ({ emulator }: HubLab, email = ada) =>
  emulator.people(100).rows.find(({ who }) => who === email)?.state;

async function withAda(choices: Parameters<typeof hubLab>[0] = {}) {
  const lab = hubLab(choices);
  return { lab, id: await lab.create('ada') };
}

describe('the way in', () => {
  it('goes from the mail over the address and the password to Active', async () => {
    const { lab, id } = await withAda();
    expect(lab.mails(ada)).toMatchObject([{ subject: 'Activate your Webex account', links: [{ label: 'ACTIVATE' }] }]);
    expect(stateIn(lab)).toBe('Not Verified');
    const early = await lab.emulator.play('password', ada, { password: goodPassword });
    expect(early).toMatchObject({ played: false, problems: [{ field: 'email' }] });
    expect(await lab.emulator.play('verify', ada, {})).toEqual({ played: true });
    expect(stateIn(lab)).toBe('Verified');
    expect(await lab.emulator.play('verify', ada, {})).toMatchObject({ played: false });
    expect(await lab.emulator.play('password', ada, { password: 'short', confirmPassword: 'x' })).toMatchObject({
      problems: [{ field: 'password' }, { field: 'password' }, { field: 'password' }, { field: 'confirmPassword' }],
    });
    expect(await lab.emulator.play('password', ada, { password: goodPassword })).toEqual({ played: true });
    expect(stateIn(lab)).toBe('Active');
    expect((await lab.scim('GET', `/Users/${id}`)).body[ciscoUser]).not.toHaveProperty('accountStatus');
    expect(await lab.emulator.play('sign-in', ada, { password: goodPassword })).toEqual({ played: true });
    expect(await lab.emulator.play('sign-in', ada, { password: 'Wrong-Horse7' })).toMatchObject({ played: false });
  });

  it('is one step for those who ask for it', async () => {
    const { lab } = await withAda();
    expect(await lab.emulator.play('join', ada, { password: goodPassword })).toEqual({ played: true });
    expect(stateIn(lab)).toBe('Active');
    expect(await lab.emulator.play('join', ada, { password: goodPassword })).toMatchObject({ played: false });
    expect(await lab.emulator.play('join', 'ben@acme.example', {})).toMatchObject({ played: false });
    expect(await lab.emulator.play('dance', ada, {})).toMatchObject({ problems: [{ field: 'step' }] });
  });

  it('begins verified where the domain is', async () => {
    for (const choices of [
      { verifiedDomains: ['ACME.example'] },
      { portal: { settings: { verifiedDomains: ['acme.example'], orgId: '0a11ce00-0000-4000-8000-00000000000a' } } },
    ]) {
      const { lab } = await withAda(choices);
      expect(stateIn(lab)).toBe('Verified');
      expect(lab.mails(ada)).toHaveLength(1);
    }
  });

  it('has no mail where automatic mails are off', async () => {
    const { lab } = await withAda({ activationMails: false });
    expect(lab.mails(ada)).toEqual([]);
  });
});

describe('the way out', () => {
  it('is reversible for 30 days, and then the portal deletes', async () => {
    const { lab, id } = await withAda();
    await lab.emulator.play('join', ada, { password: goodPassword });
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    expect(stateIn(lab)).toBe('Inactive');
    expect(await lab.emulator.play('sign-in', ada, { password: goodPassword })).toMatchObject({ played: false });
    lab.advance(30 * day - 1);
    expect((await lab.scim('GET', `/Users/${id}`)).body).toMatchObject({ active: false });
    await lab.patch(id, { op: 'replace', path: 'active', value: true });
    expect(stateIn(lab)).toBe('Active');
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    lab.advance(30 * day);
    expect((await lab.scim('GET', `/Users/${id}`)).status).toBe(404);
    const archived = await lab.call(
      'GET',
      `/identity/organizations/0a11ce00-0000-4000-8000-00000000000a/v1/ArchivedUser/${id}`,
    );
    expect(archived.body).toMatchObject({ id, userName: ada, meta: { deleted: expect.stringMatching(/^2027-01-/) } });
  });

  it('leads back to where somebody was', async () => {
    const { lab, id } = await withAda();
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    await lab.patch(id, { op: 'replace', path: 'active', value: true });
    expect(stateIn(lab)).toBe('Not Verified');
  });
});

describe('somebody who lives in another organisation', () => {
  const elsewhere = [
    { email: 'eve@acme.example', isClaimable: true },
    { email: 'sso@acme.example', isClaimable: false },
  ];

  it('is claimed where the domain is verified, and comes over within 14 days', async () => {
    const lab = hubLab({ elsewhere, verifiedDomains: ['acme.example'] });
    await expect(lab.create('eve')).rejects.toThrow('already exists');
    expect(await lab.emulator.play('claim', 'eve@acme.example', {})).toEqual({ played: true });
    expect(stateIn(lab, 'eve@acme.example')).toBe('Delayed Claim');
    lab.advance(14 * day - 1);
    expect(stateIn(lab, 'eve@acme.example')).toBe('Delayed Claim');
    lab.advance(1);
    expect(stateIn(lab, 'eve@acme.example')).toBe('Active');
  });

  it('may come over sooner', async () => {
    const lab = hubLab({ elsewhere, verifiedDomains: ['acme.example'] });
    await lab.emulator.play('claim', 'eve@acme.example', {});
    expect(await lab.emulator.play('come-over', 'eve@acme.example', {})).toEqual({ played: true });
    expect(stateIn(lab, 'eve@acme.example')).toBe('Active');
    expect(await lab.emulator.play('come-over', 'eve@acme.example', {})).toMatchObject({ played: false });
  });

  it('stays where the domain is not verified, or theirs does not let go', async () => {
    const lab = hubLab({ elsewhere });
    expect(await lab.emulator.play('claim', 'eve@acme.example', {})).toMatchObject({ played: false });
    const verified = hubLab({ elsewhere, verifiedDomains: ['acme.example'] });
    for (const email of ['sso@acme.example', 'nobody@acme.example']) {
      expect(await verified.emulator.play('claim', email, {})).toMatchObject({ played: false });
    }
  });
});

describe('the activation job', () => {
  const jobs = '/identity/organizations/0a11ce00-0000-4000-8000-00000000000a/jobs/sendActivationEmails';

  it('runs one at a time, and sends to those who have not come in and were not written to in 24 hours', async () => {
    const { lab } = await withAda();
    await lab.create('ben');
    await lab.emulator.play('join', 'ben@acme.example', { password: goodPassword });
    lab.advance(23 * hour);
    await lab.create('cy');
    const first = await lab.call('POST', jobs);
    expect(first).toMatchObject({ status: 202, body: { latestExecutionStatus: 'STARTED', counts: { totalUsers: 0 } } });
    expect((await lab.call('POST', `/v1${jobs}`)).status).toBe(409);
    lab.advance(5_000);
    const path = `${jobs}/${String(first.body['id'])}`;
    expect((await lab.call('GET', `${path}/status`)).body).toMatchObject({
      latestExecutionExitCode: 'COMPLETED',
      counts: { userResendInviteSent: 0, userResendInviteSkipped: 2, totalUsers: 2 },
    });
    const { items } = (await lab.call('GET', `${path}/errors`)).body as { items: object[] };
    expect(items).toMatchObject([
      { itemNumber: 1, error: { key: '304', message: [{ code: 'ATLAS-600199' }] } },
      { itemNumber: 2 },
    ]);
    lab.advance(2 * hour);
    expect((await lab.call('POST', jobs)).status).toBe(202);
    lab.advance(5_000);
    expect(lab.mails(ada)).toHaveLength(2);
    expect(lab.mails('cy@acme.example')).toHaveLength(1);
    expect(lab.mails('ben@acme.example')).toHaveLength(1);
  });

  it('gives errors in pages, and knows its own jobs', async () => {
    const lab = hubLab({ mostPerPage: 2 });
    for (const name of ['ada', 'ben', 'cy']) await lab.create(name);
    const path = `${jobs}/${String((await lab.call('POST', jobs)).body['id'])}`;
    lab.advance(5_000);
    const { body, headers } = await lab.call('GET', `${path}/errors?max=50`);
    expect(body['items']).toHaveLength(2);
    const next = /<([^>]+)>/u.exec(headers.get('link') ?? '')?.[1] ?? '';
    expect((await lab.call('GET', next)).body['items']).toMatchObject([{ itemNumber: 3 }]);
    expect((await lab.call('GET', `${jobs}/x/status`)).status).toBe(404);
    expect((await lab.call('POST', jobs.replace('0a', '0b'))).status).toBe(404);
  });

  it('makes the link of the mail before worthless', async () => {
    const { lab } = await withAda();
    const [before] = lab.mails(ada);
    lab.advance(25 * hour);
    await lab.call('POST', jobs);
    lab.advance(5_000);
    const [after] = lab.mails(ada);
    const opened = async (url = '') =>
      (await lab.emulator.app.request(new URL(url).pathname.replace('/acme-hub', ''))).status;
    expect(await opened(before?.links[0]?.url)).toBe(404);
    expect(await opened(after?.links[0]?.url)).toBe(200);
  });
});
