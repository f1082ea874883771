import { instantOf } from '../../../engine/model/instant.ts';
import type { MailLink } from '../../kit/sandbox/inbox.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import { labelOf } from './roles.ts';

/*
 * Which mails go out, their names and what each tells are documented; all other words are ours.
 */

/** The mail that tells a partner the account's name and id. It is only sent for partner accounts. */
export function sendWelcomeMail(state: PortalState, account: Account, { email, userName }: Administrator): void {
  send(state, {
    to: email,
    subject: 'Welcome to the MaaS360 Partner Program',
    lines: [
      `Your partner account is set up.`,
      `Account name: ${account.name}`,
      `Account ID: ${account.billingId}`,
      `Account username: ${userName}`,
      'A second mail, Administrator Account Details, says how you log in.',
    ],
    links: [],
  });
}

/** Documented members: login URL, user name, temporary password, roles assigned. */
export function sendDetailsMail(state: PortalState, administrator: Administrator, temporaryPassword: string): void {
  const link = { label: 'Login URL', url: state.world.urlOf(state.portal, '/login') };
  send(state, {
    to: administrator.email,
    subject: 'Administrator Account Details',
    lines: [
      `${link.label}: ${link.url}`,
      `Username: ${administrator.userName}`,
      `Temporary Password: ${temporaryPassword}`,
      `Roles assigned: ${administrator.roles.map(labelOf).join(', ')}`,
    ],
    links: [link],
  });
}

/** The one-time code that proves whose an IBMid is. */
export function sendIbmIdCode(state: PortalState, ibmId: string, code: string): void {
  send(state, { to: ibmId, subject: 'Your one-time passcode for IBMid', lines: [`Passcode: ${code}`], links: [] });
}

interface Draft {
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly links: readonly MailLink[];
}

function send({ world, portal }: PortalState, { to, subject, lines, links }: Draft): void {
  world.inbox.deliver({ at: instantOf(world.now()), portal, to, subject, text: lines.join('\n'), links });
}
