import { instantOf } from '../../../../engine/model/instant.ts';
import { touch } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';

/**
 * The article says that the person "will receive an invitation to change a password". The words of the mail are ours.
 * A new mail makes the link of the one before it useless.
 */
export function sendPasswordMail(directory: Directory, user: PanelUser): void {
  const { world, portal } = directory;
  const token = world.newId();
  if (user.passwordLink !== null) directory.passwordLinks.delete(user.passwordLink);
  user.passwordLink = token;
  user.invitationDate = world.now();
  directory.passwordLinks.set(token, user);
  touch(directory, user);
  const link = { label: 'CHANGE PASSWORD', url: world.urlOf(portal, `/mycp/set-password/${token}`) };
  world.inbox.deliver({
    at: instantOf(world.now()),
    portal,
    to: user.email,
    subject: `Change your password for the control panel of ${user.customer.name}`,
    text: [
      `You are invited to set a password for your control panel (myCP). Your login is ${user.login}.`,
      `${link.label}: ${link.url}`,
    ].join('\n\n'),
    links: [link],
  });
}
