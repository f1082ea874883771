import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change, Mail, Standing } from '../model/change.ts';
import { lookFor } from '../model/observation.ts';
import type { DesiredRequest } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import type { DiffContext } from './diff-kind.ts';
import { blocked, notObservable, unreadable } from './standings.ts';

/** A reset or sync that a manifest asks for: once per occasion, never after its date, only on what is there. */
export function judgeRequests(context: DiffContext, request: DesiredRequest): (Change | Standing)[] {
  const { address, verb, occasion, id, notAfter } = request;
  const identity = identityAt(context, request);
  const spent = context.ledger.spent.get(occasion);
  if (spent === 'done') return [];
  if (spent === 'unknown') {
    const by = `the ${verb} "${id}" got no answer, and whether it was done cannot be looked up`;
    const cure = 'Ask the person. To do it again, add a request with another id.';
    return [blocked(context, { address, identity, by, cure })];
  }
  if (notAfter !== undefined && notAfter < context.at) return [];
  const look = lookFor(context.observation, address.key);
  if (look.look === 'unknown') return [unreadable(context, { address, identity })];
  if (look.look === 'absent' || look.observed.presence === 'invited' || identity === null) {
    const by = `the ${verb} "${id}" needs an account that is in use and managed`;
    return [blocked(context, { address, identity, by, cure: 'It follows when the person has joined.' })];
  }
  const { observed } = look;
  const intention = {
    verb,
    address,
    identity,
    id: observed.id,
    before: observed.attributes,
    after: observed.attributes,
    presence: observed.presence,
    evidence: observed.evidence,
    origin: request.origin,
    ...(request.why === undefined ? {} : { why: request.why }),
  };
  return [
    buildChange(context, intention, (common) => {
      const { attributes } = observed;
      return { ...common, verdict: verb, before: attributes, after: attributes, request: occasion };
    }),
  ];
}

function identityAt(context: DiffContext, request: DesiredRequest): DesiredResource['identity'] | null {
  const owner = context.ledger.owners.get(formatAddress(request.address));
  return owner === undefined ? null : (context.ledger.bindings.get(owner)?.identity ?? null);
}

/** The mails that are owed for a resource: each once per occasion, after the resource is there. */
export function judgeMails(context: DiffContext, desired: DesiredResource): (Change | Standing)[] {
  return context.declared.kind.mails(desired).flatMap((mail) => judgeMail(context, desired, mail));
}

function judgeMail(context: DiffContext, desired: DesiredResource, mail: Mail): (Change | Standing)[] {
  const { address, identity } = desired;
  const spent = context.ledger.spent.get(mail.occasion);
  if (spent === 'done') return [];
  if (spent === 'unknown') {
    const by = `the mail server gave no answer to "${mail.subject}"`;
    const cure = 'Ask the person whether it came; Rollcall never sends it twice by itself.';
    return [blocked(context, { address, identity, desired, by, cure })];
  }
  const bound = context.ledger.bindings.has(formatIdentity(identity));
  return [
    {
      verdict: 'notify',
      address,
      identity,
      id: null,
      word: 'mail',
      summary: mail.subject,
      harms: ['mails'],
      consequences: [{ kind: 'mail', text: `gets the mail "${mail.subject}"` }],
      consent: [],
      evidence: notObservable(context.at),
      dependsOn: bound ? desired.dependsOn : [...desired.dependsOn, formatAddress(address)],
      requests: 0,
      at: context.locate(desired.origin),
      before: null,
      after: null,
      mail,
    },
  ];
}
