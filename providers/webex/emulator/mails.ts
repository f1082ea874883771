import { instantOf } from '../../../engine/model/instant.ts';
import type { MailLink } from '../../kit/sandbox/inbox.ts';
import { userNameOf } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';

/* That there is such a mail, and what for, is documented; its words are ours. */

/** The mail with which a new user comes in; each has a link of its own, and the one before is dead. */
export function sendActivationMail(hub: ControlHub, user: HubUser, at = hub.world.now()): void {
  user.activation = hub.world.newId();
  user.mailedAt = at;
  const lines = [
    `You have been added to ${hub.settings.orgName} in Webex.`,
    user.isVerified ? 'Set a password to sign in.' : 'Verify your e-mail address, then set a password.',
  ];
  const url = hub.world.urlOf(hub.settings.portal, `/activate/${user.activation}`);
  send(hub, {
    at,
    to: userNameOf(user),
    subject: 'Activate your Webex account',
    lines,
    link: { label: 'ACTIVATE', url },
  });
}

/** To the administrator whose organisation this is. */
export function sendOwnerMail(hub: ControlHub, user: HubUser): void {
  user.activation = hub.world.newId();
  const url = hub.world.urlOf(hub.settings.portal, `/activate/${user.activation}`);
  const lines = ['You are the first administrator of this organisation. Set your password to sign in to Control Hub.'];
  send(hub, {
    at: hub.world.now(),
    to: userNameOf(user),
    subject: `Your Webex organisation ${hub.settings.orgName} is ready`,
    lines,
    link: { label: 'SET YOUR PASSWORD', url },
  });
}

interface MailDraft {
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link: MailLink;
}

function send(hub: ControlHub, { at, to, subject, lines, link }: MailDraft): void {
  const text = [...lines, `${link.label}: ${link.url}`].join('\n\n');
  hub.world.inbox.deliver({ at: instantOf(at), portal: hub.settings.portal, to, subject, text, links: [link] });
}
