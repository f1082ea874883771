import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { certificate, certificateKey } from './certificate.ts';

export interface MailServerOptions {
  /** `tls` from the first byte, `starttls` offered, or `none`. */
  readonly security?: 'tls' | 'starttls' | 'none';
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Who may log in; nobody is asked where it is left out. */
  readonly login?: { readonly user: string; readonly password: string };
  /** What each mail comes to, the last for all that follow. */
  readonly answers?: readonly Answer[];
}

/**
 * `take` says 250; a code and words refuse the mail, at its envelope or after its data; `die` reads the whole mail and
 * ends the connection without a word; `silence` reads it and says nothing; `wait`
 * takes it at `release`; `die-before` ends it at MAIL FROM.
 */
export type Answer =
  | 'take'
  | 'die'
  | 'silence'
  | 'wait'
  | 'die-before'
  | { readonly at: 'to' | 'data'; readonly code: number; readonly words: string };

export interface Arrived extends Email {
  readonly raw: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface TestMailServer {
  readonly port: number;
  /** Mails that the server has read whole, those included that it did not answer. */
  readonly arrived: Arrived[];
  readonly connections: () => number;
  /** Connections that are not at their end. */
  readonly open: () => number;
  /** Ends every connection that is open, as a server does that is tired of waiting. */
  readonly endIdle: () => void;
  /** Takes the mails that wait. */
  readonly release: () => void;
  /** Resolves when a mail was read whole. */
  readonly next: () => Promise<Arrived>;
}

/** A real SMTP server on a free port of this machine; ended after the test. */
export async function mailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const arrived: Arrived[] = [];
  const waiting: ((mail: Arrived) => void)[] = [];
  const held: (() => void)[] = [];
  let count = 0;
  let connections = 0;
  const answer = (): Answer => options.answers?.[Math.min(count, options.answers.length - 1)] ?? 'take';
  const server = new SMTPServer({
    ...settingsOf(options),
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onMailFrom: (_, session, done) => {
      if (answer() !== 'die-before') return done();
      count += 1;
      endOne(server, session.id);
    },
    onRcptTo: (_, __, done) => {
      const now = answer();
      if (typeof now === 'string' || now.at !== 'to') return done();
      count += 1;
      done(refusal(now));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const now = answer();
        count += 1;
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const user = typeof session.user === 'string' ? session.user : undefined;
          const envelope = { from, to: rcptTo.map(({ address }) => address) };
          const one = { ...mail, raw: raw.toString('latin1'), envelope, secure: session.secure, user };
          arrived.push(one);
          for (const tell of waiting.splice(0)) tell(one);
          if (now === 'take') done();
          else if (now === 'wait') held.push(() => done());
          else if (now === 'die') endOne(server, session.id);
          else if (typeof now === 'object') done(refusal(now));
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    endAll(server);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    connections: () => connections,
    open: () => connectionsOf(server).length,
    endIdle: () => endAll(server),
    release: () => {
      for (const take of held.splice(0)) take();
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

function settingsOf({ security = 'none', login, certificate: given }: MailServerOptions): SMTPServerOptions {
  const { key, cert } = given ?? { key: certificateKey, cert: certificate };
  return {
    secure: security === 'tls',
    key,
    cert,
    disabledCommands: security === 'starttls' ? [] : ['STARTTLS'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _, done) => {
      if (login !== undefined && auth.username === login.user && auth.password === login.password)
        return done(null, { user: login.user });
      // Servers that repeat what they were given exist.
      done(Object.assign(new Error(`5.7.8 no ${auth.username} with ${auth.password}`), { responseCode: 535 }));
    },
  };
}

function refusal({ code, words }: Extract<Answer, object>): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

interface Held {
  readonly id: string;
  readonly _socket: { readonly destroy: () => void };
}

function connectionsOf(server: SMTPServer): Held[] {
  return [...(server.connections as unknown as Iterable<Held>)];
}

function endOne(server: SMTPServer, id: string): void {
  for (const one of connectionsOf(server)) if (one.id === id) one._socket.destroy();
}

function endAll(server: SMTPServer): void {
  for (const one of connectionsOf(server)) one._socket.destroy();
}
