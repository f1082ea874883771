import type { SandboxMail } from './inbox.ts';
import { PageFrame } from './page-frame.tsx';
import type { SandboxWorld } from './sandbox-world.ts';

const shownMails = 500;

export function MailTable({ mails }: { mails: readonly SandboxMail[] }) {
  if (mails.length === 0) return <p>No mail has been sent.</p>;
  return (
    <table>
      <caption>Newest first. Nothing leaves this machine.</caption>
      <thead>
        <tr>
          <th scope="col">SENT (UTC)</th>
          <th scope="col">FROM</th>
          <th scope="col">TO</th>
          <th scope="col">SUBJECT</th>
        </tr>
      </thead>
      <tbody>
        {mails.map(({ id, at, portal, own, to, subject }) => (
          <tr>
            <td class="when" data-label="Sent">
              {at.slice(0, 16).replace('T', ' ')}
            </td>
            <td data-label="From">{own === undefined ? portal : `Rollcall, for ${portal}`}</td>
            <td data-label="To">{to}</td>
            <td>
              <a href={`/_sandbox/mails/${id}`}>{subject}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function InboxPage({ world, to }: { world: SandboxWorld; to: string }) {
  const mails = world.inbox.list(to === '' ? {} : { to }, shownMails);
  return (
    <PageFrame title="Inbox">
      <h1>Inbox</h1>
      <section>
        <form method="get" class="row" style="margin-bottom:1rem">
          <div class="field">
            <label for="to">To</label>
            <input id="to" name="to" type="text" inputmode="email" value={to} autocomplete="off" />
          </div>
          <button type="submit" class="plain">
            Show
          </button>
        </form>
        <MailTable mails={mails} />
      </section>
    </PageFrame>
  );
}

/** Whose mail it is: a reader must not take ours for the vendor's. */
export function senderOf({ portal, own }: SandboxMail): string {
  return own === undefined ? portal : `${own.from}: Rollcall's own mail for ${portal}`;
}

/** One mail as text, with its links as buttons. */
export function MailPage({ mail }: { mail: SandboxMail }) {
  return (
    <PageFrame title={mail.subject} narrow>
      <article class="card">
        <h1>{mail.subject}</h1>
        <dl>
          <dt>From</dt>
          <dd>{senderOf(mail)}</dd>
          <dt>To</dt>
          <dd>{mail.to}</dd>
          <dt>Sent</dt>
          <dd>{mail.at.slice(0, 19).replace('T', ' ')} UTC</dd>
        </dl>
        <pre>{mail.text}</pre>
        {mail.links.map(({ label, url }) => (
          <p>
            <a class="button" href={url}>
              {label}
            </a>
          </p>
        ))}
      </article>
      <p>
        <a href="/_sandbox/mails">Inbox</a>
      </p>
    </PageFrame>
  );
}
