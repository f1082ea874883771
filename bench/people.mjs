// A workspace of any number of people, one file each, as a company would keep it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const portal = 'acme-connect';
const roles = ['Full access', 'Limited access', 'Read-only access', 'Restricted access'];

export function personOf(index) {
  const name = `p${String(index).padStart(6, '0')}`;
  return { name, email: `${name}@acme.example`, role: roles[index % roles.length] };
}

export function nameOf(email) {
  return email.slice(0, email.indexOf('@'));
}

/** What the portal holds, page by page. */
export async function* teammatesAt(url) {
  for (let offset = 0, total = 1; offset < total;) {
    const answer = await fetch(`${url}/${portal}/connectapi/v1/teammates?level=all&offset=${offset}&max=500`, {
      headers: { authorization: 'Bearer sandbox' },
    });
    const page = await answer.json();
    yield page.teammates;
    total = page.totalRecords;
    offset += page.resultSize;
  }
}

/** Another role than the one that the portal holds. */
export function otherRole(role) {
  return roles[(roles.indexOf(role) + 1) % roles.length];
}

export function writeWorkspace(folder, size) {
  mkdirSync(join(folder, 'people'), { recursive: true });
  writeFileSync(join(folder, 'rollcall.yaml'), 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: bench\n');
  writeFileSync(
    join(folder, 'portal.yaml'),
    `apiVersion: rollcall/v1
kind: Portal
metadata: { name: ${portal} }
spec:
  provider: webex-connect
  baseUrl: https://acme.us.webexconnect.io
  credentials: { token: { env: ACME_CONNECT_TOKEN } }
  settings: { mode: adapter }
  limits: { requestsPerSecond: 1000, concurrency: 20 }
  rails: { role-assignments: { percent: 100 } }
`,
  );
  for (let index = 0; index < size; index += 1) writePerson(folder, personOf(index));
}

export function writePerson(folder, { name, email, role }) {
  const shard = join(folder, 'people', name.slice(0, 4));
  mkdirSync(shard, { recursive: true });
  writeFileSync(
    join(shard, `${name}.yaml`),
    `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${email}
  name: { given: Given, family: Family }
  why: { ticket: HR-${name}, reason: joins the contact centre }
  access: [{ portal: ${portal}, role: ${role} }]
`,
  );
}
