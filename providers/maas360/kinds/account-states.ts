import type { JsonObject } from '../../../engine/model/json.ts';
import { textIn } from './texts.ts';

/** What an account may be found as. */
export type FoundState =
  'partner' | 'expired partner' | 'customer' | 'expired customer' | 'trial' | 'expired trial' | 'deleting';

/** What an account may be declared as; `ended trial` is one whose last day has passed. */
export type WantedState = 'partner' | 'customer' | 'trial' | 'ended trial';

/** Why no call brings an account where it is wanted. */
export type Obstacle =
  | 'other-type'
  | 'expire-first'
  | 'still-a-customer'
  | 'ended-as-customer'
  | 'shorten'
  | 'last-day'
  | 'unknown-end'
  | 'no-end'
  | 'no-licences'
  | 'expired-partner'
  | 'being-deleted';

/** How an account gets from what it is to what is wanted: the call of the portal, or what stands against it. */
export type AccountMove =
  | { readonly move: 'none' }
  /** `afterwards` is the second call that it takes. */
  | { readonly move: 'call'; readonly call: 'extend' | 'convert' | 'expire'; readonly afterwards?: 'convert' }
  | { readonly move: 'by-hand'; readonly obstacle: Obstacle };

const none: AccountMove = { move: 'none' };
const extend: AccountMove = { move: 'call', call: 'extend' };
const extendThenConvert: AccountMove = { move: 'call', call: 'extend', afterwards: 'convert' };
const convert: AccountMove = { move: 'call', call: 'convert' };
const expire: AccountMove = { move: 'call', call: 'expire' };
const byHand = (obstacle: Obstacle): AccountMove => ({ move: 'by-hand', obstacle });
const otherType = byHand('other-type');

/**
 * Every pair. Documented: Convert takes trials, active or expired; Extend takes trials and makes a trial of an expired
 * customer; Expire takes customers and trials. Inferred: a partner account has none of the three.
 */
const moves: Readonly<Record<FoundState, Readonly<Record<WantedState, AccountMove>>>> = {
  partner: { partner: none, customer: otherType, trial: otherType, 'ended trial': otherType },
  'expired partner': {
    partner: byHand('expired-partner'),
    customer: otherType,
    trial: otherType,
    'ended trial': otherType,
  },
  customer: {
    partner: otherType,
    customer: none,
    trial: byHand('expire-first'),
    'ended trial': byHand('still-a-customer'),
  },
  'expired customer': {
    partner: otherType,
    customer: extendThenConvert,
    trial: extend,
    'ended trial': byHand('ended-as-customer'),
  },
  trial: { partner: otherType, customer: convert, trial: none, 'ended trial': expire },
  'expired trial': { partner: otherType, customer: convert, trial: extend, 'ended trial': none },
  deleting: {
    partner: byHand('being-deleted'),
    customer: byHand('being-deleted'),
    trial: byHand('being-deleted'),
    'ended trial': byHand('being-deleted'),
  },
};

/**
 * From normalized attributes to normalized attributes; a type that is not wanted otherwise is as it was found. Licences
 * count only where an account becomes a customer.
 */
export function moveOf(found: JsonObject, wanted: JsonObject): AccountMove {
  const from = foundState(found);
  const to = wantedState({ ...(found['type'] === undefined ? {} : { type: found['type'] }), ...wanted });
  if (from === undefined || to === undefined) return none;
  const move = from === 'trial' && to === 'trial' ? newEnd(found, wanted) : moves[from][to];
  if (move.move !== 'call') return move;
  if (to === 'trial' && textIn(wanted, 'endsOn') === '') return byHand('no-end');
  const converts = move.call === 'convert' || move.afterwards === 'convert';
  return converts && typeof wanted['committedLicenses'] !== 'number' ? byHand('no-licences') : move;
}

/** Days can be added to a trial, and never taken away. */
function newEnd(found: JsonObject, wanted: JsonObject): AccountMove {
  const [now, then] = [textIn(found, 'endsOn'), textIn(wanted, 'endsOn')];
  if (then === '' || now === then) return none;
  if (now === '') return byHand('unknown-end');
  return now < then ? extend : byHand('shorten');
}

export function foundState({ type, state }: JsonObject): FoundState | undefined {
  if (state === 'deleting') return 'deleting';
  if (type !== 'partner' && type !== 'customer' && type !== 'trial') return undefined;
  return state === 'expired' ? `expired ${type}` : type;
}

export function wantedState({ type, state }: JsonObject): WantedState | undefined {
  if (type !== 'partner' && type !== 'customer' && type !== 'trial') return undefined;
  return type === 'trial' && state === 'expired' ? 'ended trial' : type;
}
