import type { Change, ManualStanding } from '../model/change.ts';
import type { DoneEntry, Grounds, IntentEntry } from '../model/ledger-entry.ts';
import { type Harming, hitsOf } from '../model/harm-hits.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { Evidence } from '../model/gate.ts';

/** The announcement of a change, as it is written before the call. */
export function intentOf(run: string, change: Change): IntentEntry {
  const { verdict, word, address, identity, id, before, after } = change;
  return {
    type: 'intent',
    run,
    verdict,
    word,
    address,
    identity,
    id,
    before,
    after,
    round: change.verdict === 'invite' ? change.round : 0,
    fields: change.verdict === 'release' ? change.fields : [],
    occasion: occasionOf(change),
    ...hitBy(change),
    ...groundsOf(change),
  };
}

/** What rails count it as, for the runs that come after it. */
export function hitBy(harming: Harming): Pick<IntentEntry, 'hits'> {
  const hits = hitsOf(harming);
  return hits === undefined ? {} : { hits };
}

/** Why it is done and where that stands, for who has nothing but the ledger. */
export function groundsOf({ why, until, at }: Pick<Change | ManualStanding, 'why' | 'until' | 'at'>): Grounds {
  return {
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
    ...(at === undefined ? {} : { declaredAt: at }),
  };
}

/** What makes a change one of its kind: requests and mails carry it, the rest is told apart by address and round. */
function occasionOf(change: Change): string | null {
  switch (change.verdict) {
    case 'reset':
    case 'sync':
      return change.request;
    case 'notify':
      return change.mail.occasion;
    case 'create':
    case 'invite':
    case 'update':
    case 'delete':
    case 'adopt':
    case 'take-over':
    case 'release':
      return null;
  }
}

/** The intent came true, and this is what was seen. What Rollcall gave is recorded, not all that stands there. */
export function doneOf(intent: number, given: IntentEntry, seen: ObservedResource): DoneEntry {
  const { id, presence, invitation, evidence } = seen;
  return { type: 'done', intent, id, presence, attributes: given.after, invitation: invitation ?? null, evidence };
}

/** The intent came true, and nothing of it stands at the portal: a removal, a release, a mail. */
export function doneAndGone(intent: number, evidence: Evidence): DoneEntry {
  return { type: 'done', intent, id: null, presence: 'absent', attributes: null, invitation: null, evidence };
}
