import { formatIdentity } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import { contextOf, type DiffContext, type DiffInput } from './diff-context.ts';
import { judgeDesired } from './judge-desired.ts';
import { judgeMails } from './judge-mails.ts';
import { judgeOrphan } from './judge-orphan.ts';
import { judgeRequests } from './judge-requests.ts';
import { judgeUnanswered } from './judge-unidentified.ts';
import { unmanaged } from './standings.ts';

export interface KindDiff {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}

/**
 * Compares what is desired, observed and owned of one kind, in one pass over each. Pure: the same values give the same
 * changes.
 */
export function diffKind(input: DiffInput): KindDiff {
  const context = contextOf(input);
  const items: (Change | Standing)[] = input.removeAll ? [] : wanted(context);
  for (const binding of context.bindings) {
    const identity = formatIdentity(binding.identity);
    const isWanted = !input.removeAll && context.desiredIdentities.has(identity);
    if (!isWanted && !context.handedOver.has(identity)) items.push(...judgeOrphan(context, binding));
  }
  for (const gates of context.openGates.values()) items.push(...judgeUnanswered(context, gates));
  for (const observed of input.observation.resources.values()) {
    if (!context.claimed.has(observed)) items.push(unmanaged(context, observed));
  }
  return split(items);
}

function wanted(context: DiffContext): (Change | Standing)[] {
  const items: (Change | Standing)[] = [];
  for (const desired of context.declared.resources) {
    const judged = judgeDesired(context, desired);
    items.push(...judged, ...judgeMails(context, desired, judged));
  }
  for (const request of context.declared.requests) items.push(...judgeRequests(context, request));
  return items;
}

function split(items: readonly (Change | Standing)[]): KindDiff {
  const changes: Change[] = [];
  const standing: Standing[] = [];
  for (const item of items) {
    if (isStanding(item)) standing.push(item);
    else changes.push(item);
  }
  return { changes, standing };
}

const standingVerdicts: ReadonlySet<string> = new Set(['unchanged', 'waiting', 'manual', 'blocked', 'unmanaged']);

function isStanding(item: Change | Standing): item is Standing {
  return standingVerdicts.has(item.verdict);
}
