import type { Instant } from '../../../engine/model/instant.ts';

export interface MailLink {
  /** As the button is called: `JOIN THE TEAM`. */
  readonly label: string;
  readonly url: string;
}

export interface SandboxMail {
  readonly id: string;
  readonly at: Instant;
  /** The portal that sent it. */
  readonly portal: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly MailLink[];
  /** Of a mail that Rollcall itself sent, and not the portal: in whose name. */
  readonly own?: { readonly from: string };
}

/** A mail of Rollcall's own, as it comes from outside. */
export interface OwnMail {
  readonly portal: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Absent where the Portal names no sender. */
  readonly from?: string;
}

export interface InboxFilter {
  readonly to?: string;
  readonly portal?: string;
}

/** Every mail that the emulated portals have sent, for all people. Nothing leaves the process. */
export interface Inbox {
  readonly deliver: (mail: Omit<SandboxMail, 'id'>) => SandboxMail;
  /** Newest first. */
  readonly list: (filter: InboxFilter, limit: number) => readonly SandboxMail[];
  readonly find: (id: string) => SandboxMail | undefined;
  readonly count: () => number;
  /** The sandbox is reached at another address: links in mails already sent lead there as well. */
  readonly relocate: (from: string, to: string) => void;
}

export function createInbox(newId: () => string): Inbox {
  let mails: SandboxMail[] = [];
  const byId = new Map<string, SandboxMail>();
  const byReceiver = new Map<string, SandboxMail[]>();
  const keep = (mail: SandboxMail): void => {
    mails.push(mail);
    byId.set(mail.id, mail);
    const receiver = mail.to.toLowerCase();
    const theirs = byReceiver.get(receiver);
    if (theirs === undefined) byReceiver.set(receiver, [mail]);
    else theirs.push(mail);
  };

  return {
    deliver: (mail) => {
      const kept = { id: newId(), ...mail };
      keep(kept);
      return kept;
    },
    list: (filter, limit) => {
      const from = filter.to === undefined ? mails : (byReceiver.get(filter.to.toLowerCase()) ?? []);
      return newest(from, filter.portal, limit);
    },
    find: (id) => byId.get(id),
    count: () => mails.length,
    relocate: (from, to) => {
      const sent = mails;
      mails = [];
      byReceiver.clear();
      for (const mail of sent) keep(relocated(mail, from, to));
    },
  };
}

function relocated(mail: SandboxMail, from: string, to: string): SandboxMail {
  const links = mail.links.map(({ label, url }) => ({ label, url: url.replace(from, to) }));
  return { ...mail, text: mail.text.replaceAll(from, to), links };
}

function newest(mails: readonly SandboxMail[], portal: string | undefined, limit: number): readonly SandboxMail[] {
  const found: SandboxMail[] = [];
  for (let index = mails.length - 1; index >= 0 && found.length < limit; index -= 1) {
    const mail = mails[index];
    if (mail !== undefined && (portal === undefined || mail.portal === portal)) found.push(mail);
  }
  return found;
}
