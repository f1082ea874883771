import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import { licences } from './account-attributes.ts';
import { linkOf } from './account-tree.ts';
import { fieldSteps } from './account-fields.ts';
import { obstacleStep, type StepByHand } from './account-obstacles.ts';
import { type AccountMove, moveOf } from './account-states.ts';
import { askForPartner } from './ask-for-partner.ts';
import { administratorOf, requestTo, supportOf, toAccount } from './portal-places.ts';
import { textIn } from './texts.ts';
import { trialDays } from './trial-days.ts';

const nothing = { harms: [], consequences: [], consent: [] } as const;

export function describeAccount(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  switch (draft.verb) {
    case 'create':
      return creation(draft, portal);
    case 'update':
      return updating(draft, portal);
    case 'delete':
      return ending(draft, portal);
    default:
      return { word: draft.verb, ...nothing, requests: 0 };
  }
}

function creation(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const after = draft.after ?? {};
  const mail = { kind: 'mail' as const, text: `IBM MaaS360 mails the login to ${textIn(after, 'adminEmail')}` };
  const said = { word: 'create', harms: ['mails'] as const, consequences: [mail], consent: [], requests: 3 };
  if (typeof after['parent'] !== 'string') return { ...said, requests: 0, manual: askForPartner(draft, portal) };
  if (after['type'] === 'trial' && isLastDay(draft)) {
    return { ...said, requests: 0, manual: manualOf(draft, portal, [obstacleStep('last-day', {}, after)]) };
  }
  if (after['type'] === 'trial') return { ...said, consequences: [mail, ...trialLength(draft, portal)] };
  const count = after['committedLicenses'];
  if (after['type'] !== 'customer' || typeof count !== 'number') return said;
  const money = commitment(draft.address.key, count);
  return { ...said, ...money, harms: ['orders', 'mails'], consequences: [...money.consequences, mail] };
}

/** One day is the least that a trial can be given: on the last one it would last longer than it is given here. */
function isLastDay({ after, at }: ChangeDraft): boolean {
  const endsOn = textIn(after, 'endsOn');
  return endsOn !== '' && trialDays({ last: endsOn, from: at }) < 1;
}

/** Documented: a trial that is longer than its partner's default is refused. The default is known where it is declared. */
function trialLength({ after, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription['consequences'] {
  const endsOn = textIn(after, 'endsOn');
  const most = linkOf(portal, textIn(after, 'parent'))?.with['trialDays'];
  const days = trialDays({ last: endsOn, from: at });
  if (typeof most !== 'number' || !(days > most)) return [];
  const text = `${textIn(after, 'parent')} allows trials of ${String(most)} days, and this one has ${String(days)}: MaaS360 may refuse it`;
  return [{ kind: 'follows', text }];
}

function commitment(account: string, count: number): Pick<ChangeDescription, 'harms' | 'consequences' | 'consent'> {
  const text = `${licences(count)} of MaaS360 are committed to ${account}`;
  const consequences = [{ kind: 'money' as const, text: `${text}; no partner can lower that later` }];
  return { harms: ['orders'], consequences, consent: [text] };
}

function updating(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const [found, wanted] = [draft.before ?? {}, draft.after ?? {}];
  const way = moveOf(found, wanted);
  const isTooLate = way.move === 'call' && way.call === 'extend' && isLastDay(draft);
  const move: AccountMove = isTooLate ? { move: 'by-hand', obstacle: 'last-day' } : way;
  const steps = [...fieldSteps(found, wanted)];
  if (move.move === 'by-hand') steps.unshift(obstacleStep(move.obstacle, found, wanted));
  const said = { ...effectsOf(draft, move), requests: requestsOf(move) };
  if (steps.length === 0) return said;
  // What a call could do is done in the same sitting, for a change is made as a whole or not at all.
  if (move.move === 'call') steps.push(callByHand(move.call, wanted));
  const harms = [...new Set([...said.harms, ...steps.flatMap((step) => step.harms ?? [])])];
  return { ...said, harms, word: 'settle', requests: 0, manual: manualOf(draft, portal, steps) };
}

/** A look before and after each call. */
function requestsOf(move: AccountMove): number {
  if (move.move !== 'call') return 0;
  return move.afterwards === undefined ? 3 : 5;
}

function effectsOf({ address, before, after }: ChangeDraft, move: AccountMove): Omit<ChangeDescription, 'requests'> {
  if (move.move !== 'call') return { word: 'record', ...nothing };
  switch (move.call) {
    case 'extend': {
      const text = 'an expired customer becomes a trial when it is extended';
      const trial = before?.['type'] === 'customer' ? [{ kind: 'follows' as const, text }] : [];
      if (move.afterwards === undefined) return { word: 'extend', harms: [], consequences: trial, consent: [] };
      // Both calls are one change: the account is a trial only in between.
      const money = commitment(address.key, Number(after?.['committedLicenses'] ?? 0));
      return { word: 'extend and convert', ...money, consequences: [...money.consequences, ...trial] };
    }
    case 'convert':
      return { word: 'convert', ...commitment(address.key, Number(after?.['committedLicenses'] ?? 0)) };
    case 'expire':
      return { word: 'expire', ...expiry(address.key, 'extend or convert it, and it can be used again') };
  }
}

function expiry(
  account: string,
  after: string,
): { harms: readonly ['partner-links'] } & Pick<ChangeDescription, 'consequences' | 'consent'> {
  const text = `the account stays at MaaS360, expired: its users cannot log in, its devices stay managed (${after})`;
  const consequences = [{ kind: 'removal' as const, text }];
  return { harms: ['partner-links'], consequences, consent: [`expires ${account}`] };
}

function ending(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const { before, address } = draft;
  const state = before?.['state'];
  if (state === 'expired' || state === 'deleting') {
    const text = `stays at MaaS360 as it is: ${state === 'expired' ? 'expired' : 'being deleted'}`;
    return { word: 'forget', ...nothing, consequences: [{ kind: 'keeps', text }], requests: 0 };
  }
  if (before?.['type'] !== 'partner') {
    return { word: 'expire', ...expiry(address.key, 'nobody but a person at the portal can delete it'), requests: 2 };
  }
  const consequences = [{ kind: 'irreversible' as const, text: 'a partner account that is deleted is gone for good' }];
  const consent = [`deletes ${address.key}`];
  const manual = manualOf(draft, portal, [deletion]);
  return { word: 'delete', harms: ['partner-links'], consequences, consent, requests: 0, manual };
}

const deletion: StepByHand = {
  step: 'delete-partner-account',
  title: 'delete a partner account',
  because: 'Expire exists for customers and trials only; a partner account is deleted by a person, at the portal.',
  instructions: [
    'See that no accounts are left below it: move or expire them first (inferred).',
    'Options icon > Delete Account, and confirm.',
  ],
};

function callByHand(call: 'extend' | 'convert' | 'expire', wanted: JsonObject): StepByHand {
  const doing = {
    extend: `Options icon > Extend: enter the days that are missing until ${textIn(wanted, 'endsOn')}, Submit.`,
    convert: `Options icon > Convert: ${String(Number(wanted['committedLicenses'] ?? 0))} committed licenses, Submit.`,
    expire: 'Options icon > Expire, review the details, Submit.',
  };
  return { step: call, title: `${call} an account`, because: '', instructions: [doing[call]] };
}

/** All that is to be done about one account, in one sitting. */
function manualOf(
  { address, before, at }: ChangeDraft,
  portal: PortalDeclaration,
  steps: readonly StepByHand[],
): NonNullable<ChangeDescription['manual']> {
  const support = supportOf(portal);
  const name = textIn(before, 'name') || address.key;
  const [first] = steps;
  const clicks = steps.filter(({ support: asks }) => asks !== true);
  const visits = clicks.filter(({ elsewhere }) => elsewhere !== true);
  const requests = steps.filter(({ support: asks }) => asks === true);
  const request = `Account ${name}: ${requests.flatMap(({ instructions }) => instructions).join(' ')}`;
  const unseen = steps.some((step) => step.unseen === true);
  const gate: Gate = {
    step: first?.step ?? 'change-account',
    title: steps.map(({ title }) => title).join('; '),
    waitingFor: clicks.length === 0 ? support : administratorOf(portal),
    since: at,
    proof: unseen ? { by: 'attest' } : { by: 'read' },
    proves: unseen ? 'Only the word of who looked it up.' : 'The settings of the account, read again, show it.',
    instructions: [
      ...(visits.length === 0 ? [] : toAccount(portal, name)),
      ...clicks.flatMap(({ instructions }) => instructions),
      ...(requests.length === 0 ? [] : requestTo(support, request)),
    ],
  };
  const because = steps.map((step) => step.because).filter((text) => text !== '');
  return { because: because.join(' '), gate };
}
