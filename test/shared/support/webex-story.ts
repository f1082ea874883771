import { expect } from 'vitest';
import { partnerAdministrator } from '../../../providers/webex/emulator/roles.ts';
import { wireId } from '../../../providers/webex/emulator/wire-ids.ts';
import { ciscoUser, coreUser, hubLab, orgId } from '../../webex-emulator/support/hub-lab.ts';
import type { Answer, HubLab } from '../../webex-emulator/support/hub-lab.ts';

type Choices = Parameters<typeof hubLab>[0];

const customer = wireId('ORGANIZATION', '5c1d9d1e-0000-4000-8000-0000000000c1');

/** Somebody comes, is given everything, and goes: every operation of the emulator at least once. */
export async function tellStory(choices: Choices): Promise<HubLab> {
  const elsewhere = [{ email: 'eve@other.example', isClaimable: true }];
  const lab = hubLab({ mostPerPage: 2, elsewhere, ...choices });
  const sure = async (expected: number, answer: Promise<Answer>): Promise<Answer['body']> => {
    const { status, body } = await answer;
    expect({ status, body }).toMatchObject({ status: expected });
    return body;
  };
  const id = await usersByScim(lab, sure);
  await licences(lab, sure);
  await people(lab, sure);
  await partners(lab, sure, wireId('PEOPLE', id));
  await jobsAndLogs(lab, sure);
  await sure(204, lab.scim('DELETE', `/Users/${id}`));
  await sure(200, lab.call('GET', `/identity/organizations/${orgId}/v1/ArchivedUser/${id}`));
  return lab;
}

type Sure = (expected: number, answer: Promise<Answer>) => Promise<Answer['body']>;

async function usersByScim(lab: HubLab, sure: Sure): Promise<string> {
  const { scim, create, patch, emulator } = lab;
  const id = await create('ada', { name: { givenName: 'Ada', familyName: 'Lovelace' } });
  await create('ben', { roles: [{ value: 'id_device_admin', type: 'cirole', display: 'Device' }] });
  await emulator.play('join', 'ada@acme.example', { password: 'Right-Horse7' });
  const body = { schemas: [coreUser], userName: 'ada@acme.example', userType: 'user', displayName: 'Ada L.' };
  await sure(200, scim('PUT', `/Users/${id}`, body));
  await sure(409, scim('POST', '/Users', body));
  await sure(400, scim('POST', '/Users', { ...body, userName: 'nobody' }));
  await sure(200, scim('GET', '/Users?startIndex=2&count=2&sortBy=userName'));
  await sure(200, scim('GET', `/Users?filter=${encodeURIComponent('userName eq "ada@acme.example"')}`));
  await sure(200, scim('GET', `/Users/${id}`));
  await sure(200, lab.call('GET', '/identity/scim/v2/Users/me'));
  await sure(200, patch(id, { op: 'add', path: 'roles', value: [{ value: partnerAdministrator }] }));
  await sure(200, patch(id, { op: 'remove', path: 'roles[value eq "id_user_admin"]' }));
  await sure(200, patch(id, { op: 'replace', path: 'active', value: false }));
  await sure(200, patch(id, { op: 'replace', path: 'active', value: true }));
  await sure(200, patch(id, { op: 'replace', path: `${ciscoUser}:managedOrgs`, value: [] }));
  return id;
}

async function licences({ call, licence }: HubLab, sure: Sure): Promise<void> {
  const premium = await licence('Contact Center Premium');
  const standard = await licence('Contact Center Standard');
  const path = '/v1/licenses/users';
  const email = 'ada@acme.example';
  await sure(200, call('PATCH', path, { email, licenses: [{ id: premium, operation: 'add' }] }));
  await sure(400, call('PATCH', path, { email, licenses: [{ id: standard }] }));
  const suite = await licence('Webex Meetings Suite');
  await sure(206, call('PATCH', path, { email, licenses: [{ id: standard }, { id: suite }] }));
  const siteUrls = [{ siteUrl: 'sandbox.webex.com', accountType: 'attendee' }];
  await sure(200, call('PATCH', path, { email: 'eve@other.example', licenses: [{ id: suite }] }));
  await sure(200, call('PATCH', path, { email, siteUrls, licenses: [{ id: suite, operation: 'remove' }] }));
  const share = await licence('Screen Share');
  const first = await call('GET', `/v1/licenses/${share}?includeAssignedTo=user&limit=2`);
  const next = /<([^>]+)>; rel="next"/u.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  await sure(200, call('GET', next));
}

async function people({ call, licence }: HubLab, sure: Sure): Promise<void> {
  const share = await licence('Screen Share');
  const cy = await sure(200, call('POST', '/v1/people', { emails: ['cy@acme.example'], displayName: 'Cy' }));
  const path = `/v1/people/${String(cy['id'])}`;
  await sure(200, call('GET', path));
  await sure(200, call('GET', '/v1/people/me'));
  const body = { emails: ['cy@acme.example'], displayName: 'Cy D.', licenses: [share] };
  await sure(200, call('PUT', path, { ...body, loginEnabled: true }));
  await sure(204, call('PUT', `${path}?minResponse=true`, body));
  const first = await call('GET', '/v1/people?max=500');
  const next = /<([^>]+)>; rel="next"/u.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  await sure(200, call('GET', next));
  await sure(200, call('GET', `/v1/people?id=${String(cy['id'])}`));
  await sure(204, call('DELETE', path));
  await sure(404, call('GET', path));
}

async function partners({ call }: HubLab, sure: Sure, person: string): Promise<void> {
  const base = '/v1/partner/organizations';
  await sure(200, call('POST', `${base}/${customer}/partnerAdmin/${person}/assign`));
  await sure(200, call('GET', `${base}/${customer}/partnerAdmins`));
  await sure(200, call('GET', `${base}?managedBy=${person}`));
  await sure(200, call('DELETE', `${base}/${customer}/partnerAdmin/${person}/unassign`));
  await sure(204, call('DELETE', `${base}/partnerAdmin/${person}`));
}

async function jobsAndLogs({ call, create, advance }: HubLab, sure: Sure): Promise<void> {
  await create('dia');
  await create('eli');
  const jobs = `/identity/organizations/${wireId('ORGANIZATION', orgId)}/jobs/sendActivationEmails`;
  const job = String((await sure(202, call('POST', jobs)))['id']);
  await sure(409, call('POST', jobs));
  advance(10_000);
  await sure(200, call('GET', `${jobs}/${job}/status`));
  const first = await call('GET', `${jobs}/${job}/errors?max=2`);
  const next = /<([^>]+)>; rel="next"/u.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  await sure(200, call('GET', next));
  const org = wireId('ORGANIZATION', orgId);
  const range = 'from=2026-11-01T00:00:00.000Z&to=2026-12-01T00:00:00.000Z';
  await sure(200, call('GET', `/v1/adminAudit/events?orgId=${org}&${range}&max=2&eventCategories=USERS`));
  await sure(200, call('GET', '/v1/adminAudit/eventCategories'));
  await sure(200, call('GET', '/v1/roles'));
  await sure(200, call('GET', `/v1/roles/${wireId('ROLE', 'id_full_admin')}`));
  await sure(200, call('GET', '/v1/organizations'));
  await sure(200, call('GET', `/v1/organizations/${org}`));
  const app = { clientId: 'sandbox', clientSecret: 'sandbox', targetOrgId: org };
  await sure(200, call('POST', '/v1/applications/app/token', app));
  const form = 'grant_type=refresh_token&client_id=sandbox&client_secret=sandbox&refresh_token=sandbox';
  await sure(200, call('POST', '/v1/access_token', form, { 'content-type': 'application/x-www-form-urlencoded' }));
}
