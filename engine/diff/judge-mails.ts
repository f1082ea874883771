import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change, Mail, NotifyChange, Standing } from '../model/change.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Gate } from '../model/gate.ts';
import { mailQuestion, type OwedMail } from '../model/mail.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { DiffContext } from './diff-context.ts';
import { lookIn } from './ownership.ts';
import { nothingRecorded, notObservable, waiting } from './standings.ts';

/**
 * The mails that are owed for a resource that comes about by this plan, or came about by an earlier one: each once per
 * occasion, after the resource is there. What was there before Rollcall is owed none.
 */
export function judgeMails(
  context: DiffContext,
  desired: DesiredResource,
  judged: readonly (Change | Standing)[],
): (Change | Standing)[] {
  const comes = judged.some((item) => item.verdict === 'create' || item.verdict === 'invite');
  if (!comes && !cameAbout(context, desired)) return [];
  const dependsOn = comes ? [...desired.dependsOn, formatAddress(desired.address)] : desired.dependsOn;
  const { kind, portal } = context.declared;
  return kind.mails(desired).flatMap((owed) => {
    return judgeMail(context, { desired, mail: worded(portal, owed), dependsOn });
  });
}

/** The mail as it will be sent: in the words of the workspace's template where there is one, in the customer's name. */
function worded({ mail: declared }: PortalDeclaration, owed: OwedMail): Mail {
  const { occasion, to, locale } = owed;
  const said = declared?.templates?.word(owed);
  // What is wrong with a template was said before anything was compared.
  const { subject, text } = said === undefined || said.problem !== undefined ? owed : said;
  if (declared === undefined) return { occasion, to, subject, text, locale };
  const { from, replyTo } = declared;
  return { occasion, to, subject, text, locale, from, ...(replyTo === undefined ? {} : { replyTo }) };
}

function cameAbout(context: DiffContext, desired: DesiredResource): boolean {
  const binding = context.ledger.bindings.get(formatIdentity(desired.identity));
  if (binding === undefined || binding.address.key !== desired.address.key) return false;
  if (binding.how !== 'created' && binding.how !== 'attested') return false;
  return lookIn(context.observation, binding.address.key, binding.id).look === 'present';
}

interface Owed {
  readonly desired: DesiredResource;
  readonly mail: Mail;
  readonly dependsOn: NotifyChange['dependsOn'];
}

function judgeMail(context: DiffContext, owed: Owed): (Change | Standing)[] {
  const { desired, mail, dependsOn } = owed;
  const { address, identity } = desired;
  const spent = context.ledger.spent.get(mail.occasion);
  if (spent === 'done') return [];
  if (spent === 'unknown') {
    const evidence = notObservable(context.readAt, 'no answer to it is recorded');
    return [waiting(context, { address, identity, desired, gate: arrivalGate(context, owed), evidence })];
  }
  if (context.openIntents.get(formatAddress(address))?.intent.occasion === mail.occasion) return [];
  return [
    {
      verdict: 'notify',
      address,
      identity,
      id: null,
      word: 'mail',
      summary: mail.subject,
      harms: ['mails'],
      consequences: [{ kind: 'mail', text: `gets the mail "${mail.subject}"${senderText(mail)}` }],
      consent: [],
      evidence: notObservable(context.readAt, nothingRecorded),
      dependsOn,
      requests: 0,
      at: context.locate(desired.origin),
      before: null,
      after: null,
      mail,
    },
  ];
}

/** Nobody but the person can tell whether it came; until they do, it is not sent again. */
function arrivalGate(context: DiffContext, { desired, mail }: Owed): Gate {
  const { occasion, subject } = mail;
  const lost = context.ledger.unknownMails.get(occasion)?.address;
  // Who has another address since is asked about where it went to, and not where the next one would go.
  const moved = lost !== undefined && formatAddress(lost) !== formatAddress(desired.address) && lost.key.includes('@');
  const to = moved ? lost.key : mail.to;
  return {
    ...mailQuestion(occasion),
    title: `say whether the mail "${subject}" came`,
    waitingFor: { role: 'person', name: to },
    since: context.ledger.unknownMails.get(occasion)?.since ?? context.at,
    proof: { by: 'attest' },
    proves: 'Only the word of the person who was asked.',
    instructions: [
      `The mail server gave no answer to "${subject}". Ask ${to} whether it came; it is never sent twice by itself.`,
      'Then attest it: with came=yes it is done, with came=no the next apply sends it.',
    ],
  };
}

function senderText({ from }: Mail): string {
  return from === undefined ? '' : ` from ${from.address}`;
}
