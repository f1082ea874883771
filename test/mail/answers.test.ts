import { describe, expect, test } from 'vitest';
import { failureOf as wordsOf } from '../../engine/cli/smtp-failure.ts';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { failureOf, mailerTo, password, welcome } from './support/mailing.ts';
import { type Answer, mailServer } from './support/mail-server.ts';

const login = { user: 'robot', password };

describe('a mail server that answers', () => {
  test('250 has taken the mail', async () => {
    const server = await mailServer();
    await mailerTo(server).send(welcome, 'lab');
    expect(server.arrived).toMatchObject([{ subject: 'Your access', envelope: { to: ['ada@acme.example'] } }]);
  });

  test.each<[string, Answer, string]>([
    ['451 to the receiver', { at: 'to', code: 451, words: '4.7.1 come back later' }, 'come back later'],
    ['451 to the mail', { at: 'data', code: 451, words: '4.3.0 disk full' }, 'disk full'],
    ['421 to the mail', { at: 'data', code: 421, words: 'going down' }, 'going down'],
  ])('%s surely did not take it: it may be tried again', async (_, answer, words) => {
    const server = await mailServer({ answers: [answer, 'take'] });
    const mailer = mailerTo(server);
    const failure = await failureOf(mailer);
    expect(failure).toMatchObject({ code: 'unavailable', cure: expect.stringContaining('next apply') as string });
    expect(failure.portalText).toContain(words);
    await mailer.send(welcome, 'lab');
    expect(server.connections()).toBe(2);
  });

  /** The lease was looked at before a mail waited for its turn, for the connection and for the server. */
  test('gets no byte of a mail whose turn comes when the lease is lost, and the next one as ever', async () => {
    const server = await mailServer({ answers: ['wait', 'take'] });
    const mailer = mailerTo(server);
    let lost = '';
    const demandHeld = (): void => {
      if (lost !== '') throw new LeaseLostError(lost);
    };
    const arrived = server.next();
    const first = mailer.send(welcome, 'lab', demandHeld);
    const second = mailer.send(welcome, 'lab', demandHeld).catch((error: unknown) => error);
    await arrived;
    lost = 'The last heartbeat is old.';
    server.release();
    await first;
    const text = 'the mail was held back: The last heartbeat is old.';
    expect(await second).toMatchObject({ code: 'unavailable', message: text });
    lost = '';
    await mailer.send(welcome, 'lab', demandHeld);
    expect(server.arrived).toHaveLength(2);
  });

  test.each<[string, Answer]>([
    ['to the receiver', { at: 'to', code: 550, words: '5.1.1 no such user' }],
    ['to the mail', { at: 'data', code: 550, words: '5.1.1 no such user' }],
  ])('550 %s refuses it, in its own words', async (_, answer) => {
    const failure = await failureOf(mailerTo(await mailServer({ answers: [answer] })));
    expect(failure).toMatchObject({ code: 'invalid', portalCode: '550' });
    expect(failure.portalText).toContain('no such user');
  });

  test('its words are cut and lose their control characters', async () => {
    const words = `5.0.0 \u001b[31m${'long '.repeat(300)}`;
    const failure = await failureOf(mailerTo(await mailServer({ answers: [{ at: 'data', code: 554, words }] })));
    expect(failure.portalText?.length).toBeLessThan(320);
    expect(failure.portalText).not.toContain('\u001b');
  });
});

describe('a mail server that ends the connection', () => {
  test('after the whole mail was sent has maybe taken it', async () => {
    const server = await mailServer({ answers: ['die'] });
    const failure = await failureOf(mailerTo(server));
    expect(failure).toMatchObject({
      code: 'ambiguous',
      cure: expect.stringMatching(/rollcall status .* never sent again/) as string,
    });
    expect(server.arrived).toHaveLength(1);
  });

  test('is repeated where it said something else than yes or no', () => {
    const error = Object.assign(new Error('odd'), { responseCode: 354, response: '354 go on\u0007' });
    expect(wordsOf({ error, server: 'mail.acme.example', begun: true, redact: (text) => text })).toMatchObject({
      code: 'ambiguous',
      portalText: '354 go on',
      portalCode: '354',
    });
  });

  test('before the mail was sent surely has not', async () => {
    const server = await mailServer({ answers: ['die-before', 'take'] });
    expect(await failureOf(mailerTo(server))).toMatchObject({ code: 'unavailable' });
    expect(server.arrived).toHaveLength(0);
  });

  test('says nothing after the mail, and has maybe taken it', async () => {
    const server = await mailServer({ answers: ['silence'] });
    expect(await failureOf(mailerTo({ ...server, timeout: 300 }))).toMatchObject({ code: 'ambiguous' });
  });

  test('between two mails is asked again, and each mail comes once', async () => {
    const server = await mailServer();
    const mailer = mailerTo(server);
    await mailer.send(welcome, 'lab');
    server.endIdle();
    await mailer.send({ ...welcome, to: 'ben@acme.example' }, 'lab');
    expect(server.arrived.map(({ envelope }) => envelope.to)).toEqual([['ada@acme.example'], ['ben@acme.example']]);
  });

  test('that is kept dies at the next mail: a new one is opened, as nothing was sent', async () => {
    const server = await mailServer({ answers: ['take', 'die-before', 'take'] });
    const mailer = mailerTo(server);
    await mailer.send(welcome, 'lab');
    await mailer.send({ ...welcome, to: 'ben@acme.example' }, 'lab');
    expect(server.arrived).toHaveLength(2);
    expect(server.connections()).toBe(2);
  });

  test('nobody listens at all', async () => {
    const server = await mailServer();
    expect(await failureOf(mailerTo({ port: server.port, host: '127.0.0.2' }))).toMatchObject({ code: 'unavailable' });
  });
});

describe('one connection', () => {
  test('serves all mails of a portal, one after the other', async () => {
    const server = await mailServer();
    const mailer = mailerTo(server);
    const people = ['ada', 'ben', 'cy', 'dee'].map((name) => `${name}@acme.example`);
    await Promise.all(people.map((to) => mailer.send({ ...welcome, to }, 'lab')));
    expect(server.connections()).toBe(1);
    expect(server.arrived.map(({ envelope }) => envelope.to[0])).toEqual(people);
  });

  test('a refused mail does not stop those behind it', async () => {
    const server = await mailServer({ answers: [{ at: 'to', code: 550, words: 'no' }, 'take'] });
    const mailer = mailerTo(server);
    const both = await Promise.allSettled([mailer.send(welcome, 'lab'), mailer.send(welcome, 'lab')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

describe('TLS', () => {
  test.each(['tls', 'starttls'] as const)('%s is used, with the login', async (security) => {
    const server = await mailServer({ security, login });
    await mailerTo({ port: server.port, security, login: true }).send(welcome, 'lab');
    expect(server.arrived).toMatchObject([{ secure: true, user: 'robot' }]);
  });

  test.each([
    ['starttls', 'none'],
    ['tls', 'none'],
    ['starttls', 'tls'],
  ] as const)(
    'a server where %s was asked for and only %s is there gets no mail and no password',
    async (asked, has) => {
      const server = await mailServer({ security: has, login });
      const failure = await failureOf(mailerTo({ port: server.port, security: asked, login: true, timeout: 2000 }));
      expect(failure.code).toBe('unavailable');
      expect(server.arrived).toHaveLength(0);
    },
  );

  test.each(['tls', 'starttls'] as const)('a certificate that nobody vouches for ends it (%s)', async (security) => {
    const server = await mailServer({ security, login });
    const failure = await failureOf(mailerTo({ port: server.port, security, login: true, trusting: false }));
    expect(failure).toMatchObject({ code: 'unavailable', cure: expect.stringContaining('certificate') as string });
    expect(failure.message).toContain('no safe connection');
    expect(server.arrived).toHaveLength(0);
  });
});

describe('the login', () => {
  test('that is refused is told without the password, even where the server repeats it', async () => {
    const server = await mailServer({ login: { user: 'robot', password: 'another-password' } });
    const failure = await failureOf(mailerTo({ port: server.port, login: true }));
    expect(failure).toMatchObject({ code: 'auth', portalCode: '535' });
    expect(failure.portalText).toContain('«secret»');
    expect(`${failure.message} ${failure.portalText} ${failure.cure} ${failure.stack}`).not.toContain(password);
  });

  test('that is not there is told before anything is sent', async () => {
    const server = await mailServer({ login });
    const failure = await failureOf(mailerTo({ port: server.port, login: true, env: { SMTP_PASSWORD: '' } }));
    expect(failure).toMatchObject({ code: 'auth' });
    expect(failure.message).toContain('SMTP_PASSWORD is empty');
    expect(server.connections()).toBe(0);
  });
});
