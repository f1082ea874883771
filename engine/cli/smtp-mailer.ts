import type { Mail } from '../model/change.ts';
import type { MailDeclaration, PortalDeclaration } from '../model/declaration.ts';
import type { Deps, Mailer } from '../model/deps.ts';
import { ProviderError } from '../model/provider-error.ts';
import type { Secret } from '../model/secret.ts';
import { type CredentialSource, resolveCredentials } from './credentials.ts';
import { messageOf } from './smtp-message.ts';
import { openSession, type SmtpSession } from './smtp-session.ts';

export interface ClosableMailer extends Mailer {
  readonly close: () => Promise<void>;
}

export interface SmtpMailerOptions extends CredentialSource {
  readonly portals: readonly PortalDeclaration[];
  readonly deps: Pick<Deps, 'clock' | 'sleep'>;
  /** Makes what takes these secrets out of a text. */
  readonly redactor: (secrets: readonly Secret[]) => (text: string) => string;
  /** Certificates to trust instead of the system's. */
  readonly trust?: readonly string[];
}

/** Hands mails over to the mail server of their portal, by one connection for each portal. */
export function createSmtpMailer(options: SmtpMailerOptions): ClosableMailer {
  const portals = new Map(options.portals.map((portal) => [portal.name, portal]));
  const sessions = new Map<string, SmtpSession>();
  return {
    send: async (mail, name, demandHeld) => {
      const portal = portals.get(name);
      if (portal?.mail === undefined) throw noServer(name);
      const session = sessions.get(name) ?? sessionFor(portal, portal.mail, options);
      sessions.set(name, session);
      const from = mail.from ?? portal.mail.from;
      demandAddress(mail);
      const message = await messageOf({ mail, from, at: options.deps.clock.now() });
      await session.send({ from: from.address, to: mail.to, message, demandHeld });
    },
    close: async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

function sessionFor(portal: PortalDeclaration, mail: MailDeclaration, options: SmtpMailerOptions): SmtpSession {
  const { deps, redactor, trust } = options;
  const login = loginOf(portal, mail, options);
  return openSession({
    server: mail.server,
    login,
    timeout: portal.limits.requestTimeout,
    deps,
    redact: redactor(login === null ? [] : [login.user, login.password]),
    ...(trust === undefined ? {} : { trust }),
  });
}

/** @throws ProviderError where a reference leads to nothing. */
function loginOf(portal: PortalDeclaration, { login }: MailDeclaration, source: CredentialSource) {
  if (login === null) return null;
  const names = { 'mail.user': login.user, 'mail.password': login.password };
  const { credentials, problem } = resolveCredentials({ ...portal, credentials: names }, Object.keys(names), source);
  const user = credentials?.['mail.user'];
  const password = credentials?.['mail.password'];
  if (user !== undefined && password !== undefined) return { user, password };
  throw new ProviderError('auth', problem?.text ?? 'the mail server has no user or no password', {
    ...(problem?.cure === undefined ? {} : { cure: problem.cure }),
  });
}

/** Commands of the protocol are lines: an address that could end one is never sent. */
function demandAddress({ to }: Mail): void {
  if (/^[^\s<>\p{Cc}]+@[^\s<>\p{Cc}]+$/u.test(to)) return;
  throw new ProviderError('invalid', 'the address of the mail is none', { cure: 'Correct the e-mail of the User.' });
}

function noServer(portal: string): ProviderError {
  return new ProviderError('invalid', `${portal} has no mail server`, {
    cure: 'Give the Portal a mail server (spec.mail), or send the mail yourself.',
  });
}
