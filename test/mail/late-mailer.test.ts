import { describe, expect, test } from 'vitest';
import { createNodeDeps } from '../../engine/cli/node-deps.ts';
import { lateMailer } from '../../engine/cli/runtime.ts';
import type { HttpRequest } from '../../engine/model/deps.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { password, welcome } from './support/mailing.ts';
import { mailServer } from './support/mail-server.ts';

const env = { USER_OF_MAIL: 'robot', PASSWORD_OF_MAIL: password };

function mailerFor(port: number, sandbox?: string) {
  const asked: HttpRequest[] = [];
  const transport = {
    send: async (request: HttpRequest) => {
      asked.push(request);
      return { status: 201, headers: {}, body: '{"id":"1"}' };
    },
  };
  const deps = createNodeDeps({ transport, signal: new AbortController().signal });
  const mail = {
    server: { host: '127.0.0.1', port, security: 'none' },
    login: { user: { env: 'USER_OF_MAIL' }, password: { env: 'PASSWORD_OF_MAIL' } },
    from: { address: 'it@acme.example' },
  } as const;
  const portals = [portalDeclaration({ provider: 'toy', mail })];
  return { asked, mailer: lateMailer({ env, folder: '.', portals, deps, sandbox }) };
}

describe('the mailer that an apply is given', () => {
  test('logs in at the mail server of the portal, and leaves it when the run is over', async () => {
    const server = await mailServer({ login: { user: 'robot', password } });
    const { mailer } = mailerFor(server.port);
    await mailer.send(welcome, 'lab');
    await mailer.close();
    expect(server.arrived).toMatchObject([{ user: 'robot', subject: 'Your access' }]);
    expect(server.open()).toBe(0);
  });

  test('asks no mail server where a sandbox is meant', async () => {
    const server = await mailServer();
    const { mailer, asked } = mailerFor(server.port, 'http://127.0.0.1:4747');
    await mailer.send(welcome, 'lab');
    await mailer.close();
    expect(server.connections()).toBe(0);
    expect(asked).toMatchObject([{ method: 'POST', url: 'http://127.0.0.1:4747/_sandbox/inbox' }]);
  });

  test('says which portal has no server', async () => {
    const { mailer } = mailerFor(25);
    await expect(mailer.send(welcome, 'other')).rejects.toMatchObject({
      code: 'invalid',
      message: 'other has no mail server',
    });
    await mailer.close();
  });

  test('opens and closes nothing where no mail goes', async () => {
    const server = await mailServer();
    await mailerFor(server.port).mailer.close();
    expect(server.connections()).toBe(0);
  });
});
