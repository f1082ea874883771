import { createNodeDeps } from '../../../engine/cli/node-deps.ts';
import { createSmtpMailer, type ClosableMailer } from '../../../engine/cli/smtp-mailer.ts';
import type { Mail } from '../../../engine/model/change.ts';
import type { MailDeclaration } from '../../../engine/model/declaration.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import { createRedactor } from '../../../providers/kit/redaction.ts';
import { onTestFinished } from 'vitest';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { certificate } from './certificate.ts';

export const welcome: Mail = {
  occasion: 'onboarding/lab/ada',
  to: 'ada@acme.example',
  subject: 'Your access',
  text: 'Hello Ada,\n\nyou can begin.\n',
  locale: 'en',
  from: { name: 'ACME IT', address: 'it@acme.example' },
};

export const password = 'correct-horse-battery';

export interface Mailing {
  readonly port: number;
  readonly security?: MailDeclaration['server']['security'];
  readonly host?: string;
  readonly login?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly at?: number;
  /** False for the certificates of the system only. */
  readonly trusting?: boolean;
}

/** The real mailer for one portal `lab`; closed after the test. */
export function mailerTo(given: Mailing): ClosableMailer {
  const { port, host = '127.0.0.1', security = 'none', login = false, timeout = 10_000, trusting = true } = given;
  const transport = { send: () => Promise.reject(new Error('no HTTP here')) };
  const { sleep } = createNodeDeps({ transport, signal: new AbortController().signal });
  const portal = portalDeclaration({ provider: 'toy' });
  const mail: MailDeclaration = {
    server: { host, port, security },
    login: login ? { user: { env: 'SMTP_USER' }, password: { env: 'SMTP_PASSWORD' } } : null,
    from: { address: 'it@acme.example' },
  };
  const mailer = createSmtpMailer({
    portals: [{ ...portal, mail, limits: { ...portal.limits, requestTimeout: timeout } }],
    deps: { sleep, clock: { now: () => given.at ?? Date.parse('2026-11-22T05:00:00Z'), monotonic: () => 0 } },
    env: { SMTP_USER: 'robot', SMTP_PASSWORD: password, ...given.env },
    folder: '.',
    redactor: createRedactor,
    ...(trusting ? { trust: [certificate] } : {}),
  });
  onTestFinished(() => mailer.close());
  return mailer;
}

/** The failure of sending one mail. */
export async function failureOf(mailer: ClosableMailer, mail: Mail = welcome): Promise<ProviderError> {
  const error = await mailer.send(mail, 'lab').then(
    () => new Error('it was taken'),
    (failure: unknown) => failure,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}
