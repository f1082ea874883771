import { instantOf } from '../../../engine/model/instant.ts';
import type { MailLink } from '../../kit/sandbox/inbox.ts';
import { nameFromEmail } from './add-teammate.ts';
import type { InvitationRow, Tenant } from './tenant.ts';

/*
 * Subject, heading and button of the invitation are as seen on the vendor's screens; which mails go out is documented
 * per login option; all other words are ours.
 */

/** The mails of one round: which ones depends on how the tenant lets people log in. */
export function sendInvitationMails(tenant: Tenant, invitation: InvitationRow): void {
  const { login } = tenant.settings;
  if (login !== 'sso') sendCredentialsMail(tenant, invitation);
  if (login !== 'password') sendWelcomeMail(tenant, invitation);
  if (login !== 'password' && !tenant.inControlHub.has(invitation.email)) sendActivationMail(tenant, invitation);
}

/** Documented: on the fourth day. `at` is when it was due, which may be a while ago. */
export function sendReminder(tenant: Tenant, invitation: InvitationRow, at: number): void {
  const link = tenant.settings.login === 'sso' ? loginLink(tenant) : joinLink(tenant, invitation);
  send(tenant, {
    to: invitation.email,
    at,
    subject: `Reminder: your invitation to join ${tenant.settings.product}`,
    lines: [`Your invitation to ${tenant.settings.product} ends on ${readable(invitation.expiresAt)}.`],
    link,
  });
}

/** [ours] The seed says only that the owner credential is sent to the administrator once the tenant stands. */
export function sendOwnerMail(tenant: Tenant, email: string): void {
  const token = tenant.world.newId();
  tenant.passwordLinks.set(token, email);
  send(tenant, {
    to: email,
    subject: `Your ${tenant.settings.product} tenant ${tenant.settings.portal} is ready`,
    lines: ['You are the Owner of this tenant. Set your password to log in.'],
    link: { label: 'SET YOUR PASSWORD', url: tenant.world.urlOf(tenant.settings.portal, `/set-password/${token}`) },
  });
}

function sendCredentialsMail(tenant: Tenant, invitation: InvitationRow): void {
  const { product } = tenant.settings;
  const inviter = tenant.rows.get(invitation.invitedBy);
  const name = inviter?.status === 'ACTIVE' ? inviter.name : nameFromEmail(invitation.invitedBy);
  send(tenant, {
    to: invitation.email,
    subject: `You've been invited to join a ${product} account`,
    lines: [
      'User Invite',
      `${name} has requested that you join the account ${tenant.settings.portal.toUpperCase()}.`,
      `The link can be used until ${readable(invitation.expiresAt)}.`,
    ],
    link: joinLink(tenant, invitation),
  });
}

function sendWelcomeMail(tenant: Tenant, invitation: InvitationRow): void {
  send(tenant, {
    to: invitation.email,
    subject: `Welcome to ${tenant.settings.product}`,
    lines: [
      `You have been added to ${tenant.settings.product}.`,
      `Log in with single sign-on by ${readable(invitation.expiresAt)}.`,
    ],
    link: loginLink(tenant),
  });
}

function sendActivationMail(tenant: Tenant, invitation: InvitationRow): void {
  send(tenant, {
    to: invitation.email,
    subject: 'Activate your Webex account',
    lines: ['You do not have a Webex account yet. Activate it before you log in with single sign-on.'],
    link: loginLink(tenant),
  });
}

interface MailDraft {
  readonly to: string;
  readonly at?: number;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link: MailLink;
}

function send(tenant: Tenant, draft: MailDraft): void {
  const text = [...draft.lines, `${draft.link.label}: ${draft.link.url}`].join('\n\n');
  tenant.world.inbox.deliver({
    at: instantOf(draft.at ?? tenant.world.now()),
    portal: tenant.settings.portal,
    to: draft.to,
    subject: draft.subject,
    text,
    links: [draft.link],
  });
}

function joinLink(tenant: Tenant, invitation: InvitationRow): MailLink {
  return { label: 'JOIN THE TEAM', url: tenant.world.urlOf(tenant.settings.portal, `/join/${invitation.joinToken}`) };
}

function loginLink(tenant: Tenant): MailLink {
  return { label: 'LOG IN', url: tenant.world.urlOf(tenant.settings.portal, '/login') };
}

function readable(epoch: number): string {
  return `${instantOf(epoch).slice(0, 16).replace('T', ' ')} UTC`;
}
