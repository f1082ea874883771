import { instantOf } from '../../../../engine/model/instant.ts';
import type { Customer, ServiceState, Subscriber, Subscription } from './service-state.ts';

/*
 * That these mails go out, and that they can be suppressed, is documented or seen; all words in them are ours. None has
 * a link: the first way in is by the panel.
 */

export function sendWelcome(state: ServiceState, subscriber: Subscriber): void {
  send(state, subscriber.email, {
    subject: 'Welcome to IBM Connections Cloud',
    lines: [`${nameOf(subscriber)}, an account at IBM Connections Cloud was made for you.`],
  });
}

/** Documented: the person is mailed and must change the password at the next sign-in. */
export function sendResetPassword(state: ServiceState, subscriber: Subscriber, temporary: string): void {
  send(state, subscriber.email, {
    subject: 'Your IBM Connections Cloud password was reset',
    lines: [`Your temporary password: ${temporary}`, 'It can be used once; then choose one of your own.'],
  });
}

/** Seen: an order too can be kept quiet. That the contact is who gets the mail is ours. */
export function sendOrderMail(state: ServiceState, customer: Customer, subscriptions: readonly Subscription[]): void {
  const contact = [...customer.subscribers].find(({ roles }) => roles.has('CustomerAdministrator'));
  if (contact === undefined) return;
  send(state, contact.email, {
    subject: 'Your IBM Connections Cloud order',
    lines: subscriptions.map(({ partNumber, seats }) => `${partNumber}: ${seats} seats`),
  });
}

interface MailDraft {
  readonly subject: string;
  readonly lines: readonly string[];
}

function send(state: ServiceState, to: string, { subject, lines }: MailDraft): void {
  const at = instantOf(state.now());
  state.world.inbox.deliver({ at, portal: state.portal, to, subject, text: lines.join('\n\n'), links: [] });
}

function nameOf({ person }: Subscriber): string {
  return `${person.GivenName} ${person.FamilyName}`;
}
