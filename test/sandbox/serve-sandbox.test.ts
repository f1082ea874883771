import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { SandboxPortError, serveSandbox } from '../../providers/kit/sandbox/serve-sandbox.ts';
import type { ServedSandbox } from '../../providers/kit/sandbox/serve-sandbox.ts';
import { createWebexConnectEmulator } from '../../providers/webex-connect/emulator/index.ts';
import { drivenWorld } from './support/driven-world.ts';
import { saying } from './support/visitor.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function served(port = 0) {
  const world = drivenWorld();
  const portal = { name: 'acme', contacts: { owner: 'grace@acme.example' }, login: 'password', settings: {} } as const;
  const emulator = createWebexConnectEmulator({ portal, world });
  const sandbox = await serveSandbox({ sandbox: createSandbox({ world, emulators: [emulator] }), port });
  open.push(sandbox);
  return { ...sandbox, world, emulator };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly host?: string;
}

function send({ port }: ServedSandbox, { method, path, body, host }: Sent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: 'Bearer sandbox',
      ...(host === undefined ? {} : { host }),
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    };
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const api = '/acme/connectapi/v1';
const invitation = JSON.stringify({ email: 'ada@acme.example', role: 'Full access' });

describe('a served sandbox', () => {
  it('answers on loopback, at the address that it gives', async () => {
    const sandbox = await served();
    expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
    const answer = await fetch(sandbox.url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<!DOCTYPE html>');
  });

  it('puts its address into the links of mails, also of those sent before it listened', async () => {
    const sandbox = await served();
    await send(sandbox, { method: 'POST', path: `${api}/teammates/invitations`, body: invitation });
    for (const mail of sandbox.world.inbox.list({}, 9)) {
      expect(mail.links[0]?.url.startsWith(`${sandbox.url}/acme/`)).toBe(true);
      expect(mail.text).toContain(sandbox.url);
      expect((await fetch(mail.links[0]?.url ?? '')).status).toBe(200);
    }
  });

  it('destroys the socket before acting', async () => {
    const sandbox = await served();
    sandbox.emulator.faults.inject({ operation: 'invitations.create', fault: { effect: 'cut', acting: 'before' } });
    const lost = send(sandbox, { method: 'POST', path: `${api}/teammates/invitations`, body: invitation });
    await expect(lost).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sandbox.emulator.tenant().rows.size).toBe(1);
  });

  it('destroys the socket after acting: the answer is lost', async () => {
    const sandbox = await served();
    sandbox.emulator.faults.inject({ operation: 'invitations.create', fault: { effect: 'cut', acting: 'after' } });
    const lost = send(sandbox, { method: 'POST', path: `${api}/teammates/invitations`, body: invitation });
    await expect(lost).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sandbox.emulator.tenant().rows.size).toBe(2);
    expect((await send(sandbox, { method: 'GET', path: `${api}/teammates` })).status).toBe(200);
  });

  it('reads the body of a GET, as the audit log’s page shows it', async () => {
    const sandbox = await served();
    const body = JSON.stringify({ range: 'custom', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' });
    const answer = await send(sandbox, { method: 'GET', path: `${api}/auditlogs`, body });
    expect(answer).toMatchObject({ status: 200, body: saying('"totalRecords":0') });
    expect(await send(sandbox, { method: 'GET', path: `${api}/auditlogs` })).toMatchObject({ status: 400 });
  });

  it('refuses a foreign name in the Host header', async () => {
    const sandbox = await served();
    const answer = await send(sandbox, { method: 'GET', path: '/', host: 'evil.example' });
    expect(answer).toMatchObject({ status: 403, body: saying('127.0.0.1') });
  });

  it('says that the port is taken, and what to do', async () => {
    const { port } = await served();
    const failure = await served(port).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SandboxPortError);
    expect(failure).toMatchObject({ code: 'EADDRINUSE' });
    expect(String(failure)).toContain(`Port ${port} is taken on 127.0.0.1`);
    expect(String(failure)).toContain('choose another port');
  });

  it('frees its port when it is closed, also with connections open', async () => {
    const sandbox = await served();
    await fetch(sandbox.url);
    open.splice(0);
    await sandbox.close();
    const again = createServer();
    await new Promise<void>((resolve, reject) => {
      again.once('error', reject);
      again.listen(sandbox.port, '127.0.0.1', resolve);
    });
    expect((again.address() as AddressInfo).port).toBe(sandbox.port);
    await new Promise((resolve) => again.close(resolve));
  });
});
