import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../model/declaration.ts';
import type { DemandHeld, Deps } from '../model/deps.ts';
import type { Milliseconds } from '../model/instant.ts';
import { ProviderError } from '../model/provider-error.ts';
import type { Secret } from '../model/secret.ts';
import { failureOf } from './smtp-failure.ts';
import { whyHeldBack } from './why-held-back.ts';

export interface SessionOptions {
  readonly server: MailServer;
  /** Null for a server that asks nobody who they are. */
  readonly login: { readonly user: Secret; readonly password: Secret } | null;
  /** For connecting, and for each mail. */
  readonly timeout: Milliseconds;
  readonly deps: Pick<Deps, 'sleep'>;
  readonly redact: (text: string) => string;
  /** Certificates to trust instead of the system's. */
  readonly trust?: readonly string[];
}

export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
  /** Asked when the server is ready for the first byte of it. */
  readonly demandHeld?: DemandHeld | undefined;
}

/** One connection to one mail server, opened by the first mail and used by one mail at a time. */
export interface SmtpSession {
  /** @throws ProviderError as `Mailer.send` does. */
  readonly send: (letter: Letter) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openSession(options: SessionOptions): SmtpSession {
  let open: SMTPConnection | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const connected = async (): Promise<SMTPConnection> => {
    open ??= await connect(options, () => (open = null));
    return open;
  };
  const send = async (letter: Letter): Promise<void> => {
    const kept = open !== null;
    const progress: Progress = { begun: false, heldBack: null };
    try {
      await handOver(await connected(), { letter, progress, options });
    } catch (error) {
      open?.close();
      open = null;
      if (progress.heldBack !== null) throw progress.heldBack;
      const failure = failureOf({ error, server: nameOf(options), begun: progress.begun, redact: options.redact });
      // A connection that was kept may have ended meanwhile: nothing of the mail was sent, so a new one is no second try.
      if (!kept || progress.begun || failure.code !== 'unavailable') throw failure;
      await send(letter);
    }
  };
  return {
    send: (letter) => {
      const turn = last.then(() => send(letter));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      await last;
      if (open !== null) await takeLeave(open, options);
      open = null;
    },
  };
}

async function connect(options: SessionOptions, onEnd: () => void): Promise<SMTPConnection> {
  const { server, login, timeout, trust } = options;
  const { host, port, security } = server;
  // The library's own patience is only there for the case that ours fails.
  const backstop = 2 * timeout;
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: backstop,
    greetingTimeout: backstop,
    dnsTimeout: backstop,
    socketTimeout: backstop,
    tls: { minVersion: 'TLSv1.2', ...(trust === undefined ? {} : { ca: [...trust] }) },
  });
  connection.on('end', onEnd);
  await inTime(connection, options, (resolve, reject) => {
    connection.on('error', reject);
    connection.connect((error) => (error === undefined ? resolve() : reject(error)));
  });
  if (login === null) return connection;
  const auth = { user: login.user.reveal(), pass: login.password.reveal() };
  await inTime(connection, options, (resolve, reject) => {
    connection.on('error', reject);
    connection.login(auth, (error) => (error === null ? resolve() : reject(error)));
  });
  return connection;
}

interface Progress {
  /** Set as soon as a byte of the mail is asked for, which is when the server is ready to take it. */
  begun: boolean;
  /** Why none was given: the library makes an error of its own of what a stream throws. */
  heldBack: ProviderError | null;
}

interface HandingOver {
  readonly letter: Letter;
  readonly progress: Progress;
  readonly options: SessionOptions;
}

function handOver(connection: SMTPConnection, { letter, progress, options }: HandingOver): Promise<void> {
  const { from, to, message, demandHeld } = letter;
  function* bytes(): Generator<Buffer> {
    // Its turn, the connection and the server's answers may have taken long.
    progress.heldBack = whyHeldBack(demandHeld);
    if (progress.heldBack !== null) throw new Error('held back');
    progress.begun = true;
    yield message;
  }
  return inTime(connection, options, (resolve, reject) => {
    connection.send({ from, to, size: message.length }, Readable.from(bytes()), (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

type Ends = (resolve: () => void, reject: (error: unknown) => void) => void;

/** A server that says nothing for too long is left. What is under way is finished even where the run is interrupted. */
async function inTime(connection: SMTPConnection, options: SessionOptions, begin: Ends): Promise<void> {
  const { deps, timeout } = options;
  const done = new AbortController();
  const late = deps.sleep(timeout, done.signal).then(() => {
    throw Object.assign(new Error(`no answer within ${timeout} ms`), { code: 'ETIMEDOUT' });
  });
  try {
    await Promise.race([new Promise<void>(begin), late]);
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    late.catch(() => undefined);
    done.abort(new ProviderError('unavailable', 'the answer came'));
  }
}

const leaveTaking: Milliseconds = 1000;

/** Says goodbye, and does not insist on an answer. */
async function takeLeave(connection: SMTPConnection, { deps }: SessionOptions): Promise<void> {
  const done = new AbortController();
  const ended = new Promise<void>((resolve) => connection.once('end', resolve));
  connection.on('error', () => undefined);
  connection.quit();
  const enough = deps.sleep(leaveTaking, done.signal).catch(() => undefined);
  await Promise.race([ended, enough]);
  done.abort(new ProviderError('unavailable', 'it has ended'));
  connection.close();
}

function nameOf({ server }: SessionOptions): string {
  return `the mail server ${server.host}:${server.port}`;
}
