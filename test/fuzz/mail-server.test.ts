import fc from 'fast-check';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { mailerTo, password, welcome } from '../mail/support/mailing.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

/** What a server says at one step of the conversation. */
interface Said {
  readonly text: string;
  /** Ends the connection after it. */
  readonly ends: boolean;
}

/** Greeting, EHLO, login, MAIL, RCPT, DATA, the mail itself. */
const steps = 7;

const encoded = Buffer.from(password).toString('base64');

/** Lines that no mail server says, or at the wrong place, or with what it was sent. */
const odd: readonly string[] = [
  '',
  '\r\n',
  'HTTP/1.1 400 Bad Request\r\n\r\n<html>',
  'SSH-2.0-OpenSSH_9.6\r\n',
  '\u0000\u0001\u0002\r\n',
  '\u001b[2J\u001b]8;;https://evil.example\u0007\r\n',
  '220\r\n',
  '250\r\n',
  '250 \u202eok\r\n',
  '250-one\r\n250-two\r\n',
  `250-${'x'.repeat(200_000)}`,
  `${'250-x\r\n'.repeat(5_000)}250 x\r\n`,
  '354 go on\r\n',
  '421 4.3.2 going down\r\n',
  `535 5.7.8 ${password} is wrong\r\n`,
  `535 5.7.8 ${encoded} is wrong\r\n`,
  `550 5.1.1 ${'long '.repeat(10_000)}\r\n`,
  '550\r\n',
  '999 what\r\n',
  '-1 what\r\n',
  'ok\r\n',
  `${'9'.repeat(400)} x\r\n`,
  '\n\n\n\r\r\r',
  '250 ok\r\n250 ok\r\n250 ok\r\n',
  '334 \r\n',
  '334 ====\r\n',
];

/** What an honest one says. */
const honest = [
  '220 mail.acme.example ESMTP\r\n',
  '250-mail.acme.example\r\n250 AUTH PLAIN LOGIN\r\n',
  '235 2.7.0 come in\r\n',
  '250 2.1.0 ok\r\n',
  '250 2.1.5 ok\r\n',
  '354 go on\r\n',
  '250 2.0.0 taken\r\n',
];

interface Spoken {
  readonly at: number;
  readonly said: Said;
}

const spoken: fc.Arbitrary<Spoken> = fc.record({
  at: fc.nat(steps - 1),
  said: fc.record({
    text: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...odd) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    ),
    ends: fc.boolean(),
  }),
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Heard {
  readonly port: number;
  /** How many times a whole mail has come. */
  readonly mails: () => number;
  readonly close: () => void;
}

/** A server that says what it should but for one step, and counts the mails that reached it whole. */
async function serverThatSays({ at, said }: Spoken): Promise<Heard> {
  let mails = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let [step, text, inMail] = [0, '', false];
    sockets.add(socket);
    socket.on('error', () => undefined);
    const answer = (): void => {
      const now = step === at ? said.text : (honest[step] ?? '250 ok\r\n');
      if (now !== '') socket.write(now);
      if (step === at && said.ends) socket.end();
      if (step === 5) inMail = true;
      step += 1;
    };
    answer();
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = inMail ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
        if (end < 0) return;
        text = text.slice(end + (inMail ? 5 : 2));
        if (inMail) mails += 1;
        inMail = false;
        answer();
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, mails: () => mails, close };
}

/** The words of a failure, with what stands behind it. */
function wordsOf(error: ProviderError): string {
  const { message, portalText, portalCode, cure, cause } = error;
  return JSON.stringify({
    message,
    portalText,
    portalCode,
    cure,
    cause: cause instanceof Error ? cause.message : cause,
  });
}

async function play(one: Spoken): Promise<{ readonly said: string; readonly words: string; readonly mails: number }> {
  const server = await serverThatSays(one);
  const mailer = mailerTo({ port: server.port, login: true, timeout: 150 });
  const error: unknown = await mailer.send(welcome, 'lab').then(
    () => null,
    (failure: unknown) => failure,
  );
  const mails = server.mails();
  server.close();
  await mailer.close();
  if (error === null) return { said: 'taken', words: '', mails };
  if (error instanceof ProviderError) return { said: error.code, words: wordsOf(error), mails };
  throw new Error('a mailer fails in words of its own', { cause: error });
}

describe('whatever a mail server says', () => {
  test(
    'a mail is taken, surely not taken, or nobody knows: in words, soon, once',
    { timeout: longestRun },
    async () => {
      await fc.assert(
        fc.asyncProperty(spoken, async (one) => {
          const begun = performance.now();
          const { said, words, mails } = await play(one);
          expect(performance.now() - begun).toBeLessThan(longestCase);
          expect(mails).toBeLessThanOrEqual(1);
          if (said === 'taken') expect(mails).toBe(1);
          // A mail that came whole may have been taken, unless the server itself refuses it.
          else if (mails === 1 && !/^[45]\d\d\b/u.test(one.said.text)) expect(said).toBe('ambiguous');
          expect(words).not.toContain(password);
          expect(words).not.toContain(encoded);
          expect(words).not.toMatch(/\\u00[01]|\bat \S+ \(/u);
          expect(words.length).toBeLessThan(3_000);
        }),
        fuzzRuns({ short: 3, long: 300 }),
      );
    },
  );

  /** Found: it was once surely not taken, so that the next apply sent it again. */
  test.each(['334 go on\r\n', '199 x\r\n', '600 x\r\n'])(
    'after the mail, %j does not say that it was not taken',
    async (text) => {
      expect(await play({ at: steps - 1, said: { text, ends: false } })).toMatchObject({ said: 'ambiguous', mails: 1 });
    },
  );
});
