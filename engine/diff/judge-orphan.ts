import { formatAddress, formatIdentity, replacementOf } from '../model/address.ts';
import type { Change, EndReason, ReleaseChange, Standing } from '../model/change.ts';
import type { EndedGrant } from '../model/declaration.ts';
import type { Binding } from '../model/ledger.ts';
import type { ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import type { DiffContext } from './diff-context.ts';
import { isWhole, ownLook } from './ownership.ts';
import { blocked, undecided, unlessAsked, unreadable } from './standings.ts';

/**
 * Owned and no longer declared: it is removed, but only what was surely read, and only the very object that is owned.
 * What is gone already needs nothing; the next apply records that.
 */
export function judgeOrphan(context: DiffContext, binding: Binding): (Change | Standing)[] {
  const { address, identity } = binding;
  const { observation } = context;
  const look = ownLook(observation, binding);
  if (look.look === 'present' && context.claimed.has(look.observed)) return [];
  if (look.look === 'present') context.claimed.add(look.observed);
  const open = context.openIntents.get(formatAddress(address));
  if (open !== undefined) return [undecided(context, { address, identity }, open)];
  switch (look.look) {
    case 'absent':
      return [];
    case 'unknown':
      return [unreadable(context, { address, identity })];
    case 'present':
      if (context.declared.kind.whenUndeclared(binding.attributes) === 'release') {
        return [letGo(context, binding, look.observed)];
      }
      if (context.declared.kind.isSpent(look.observed.attributes)) return [spent(context, binding, look.observed)];
      // Half a list does not say who else is there: nobody may be the last administrator by mistake.
      if (!isWhole(observation.coverage)) return [unreadable(context, { address, identity })];
      if (awaitsReplacement(context, binding)) return [replacementFirst(context, binding)];
      return [removal(context, binding, look.observed)];
  }
}

/** All that a removal could do is done already: only ownership ends. */
function spent(context: DiffContext, binding: Binding, observed: ObservedResource): ReleaseChange {
  const release = letGo(context, binding, observed);
  return { ...release, word: 'forget' };
}

/** It stays at the portal as it is; from now on nobody here says anything about it. */
function letGo(context: DiffContext, binding: Binding, observed: ObservedResource): ReleaseChange {
  const summary = context.declared.kind.summarize(observed.attributes);
  return {
    verdict: 'release',
    address: observed.address,
    identity: binding.identity,
    id: observed.id,
    word: 'release',
    summary,
    harms: [],
    consequences: [{ kind: 'keeps', text: `stays at ${observed.address.portal} as it is: ${summary}` }],
    consent: [],
    evidence: observed.evidence,
    dependsOn: [],
    requests: 0,
    before: observed.attributes,
    after: null,
    fields: [],
  };
}

/** The earlier half of a replacement stays until the new half is in use. */
function awaitsReplacement(context: DiffContext, binding: Binding): boolean {
  const whole = replacementOf(binding.identity);
  if (whole === undefined || context.removeAll || !context.desiredIdentities.has(formatIdentity(whole))) return false;
  const replacement = context.ledger.bindings.get(formatIdentity(whole));
  if (replacement === undefined) return true;
  const look = ownLook(context.observation, replacement);
  return look.look !== 'present' || look.observed.presence !== 'active';
}

function replacementFirst(context: DiffContext, binding: Binding): Standing {
  const { address, identity } = binding;
  const by = 'its replacement is not in use yet';
  return blocked(context, { address, identity, by, cure: 'Nothing: it is removed once the new one is accepted.' });
}

function removal(context: DiffContext, binding: Binding, observed: ObservedResource): Change | Standing {
  const ended = endedGrant(context, binding);
  const intention = {
    verb: 'delete' as const,
    address: observed.address,
    identity: binding.identity,
    id: observed.id,
    before: observed.attributes,
    after: null,
    presence: observed.presence,
    evidence: observed.evidence,
    ends: endReason(context, binding, ended),
    ...(ended?.why === undefined ? {} : { why: ended.why }),
    ...(ended === undefined ? {} : { origin: ended.origin }),
  };
  const change = buildChange(context, intention, (common) => {
    return { ...common, verdict: 'delete', before: observed.attributes, after: null, presence: observed.presence };
  });
  return unlessAsked(context, change, undefined);
}

function endReason(context: DiffContext, binding: Binding, ended: EndedGrant | undefined): EndReason {
  const { document, name } = binding.identity;
  if (context.declared.portal.retire) return { because: 'retire' };
  if (context.removeAll) return { because: 'destroy' };
  const was = `${document}/${name}`;
  if (replacementOf(binding.identity) !== undefined) return { because: 'replaced', was };
  return ended === undefined ? { because: 'undeclared', was } : { because: ended.because, at: ended.ended };
}

/** The last grant of this person here whose date has passed. */
function endedGrant(context: DiffContext, binding: Binding): EndedGrant | undefined {
  let latest: EndedGrant | undefined;
  for (const ended of endedByPerson(context).get(binding.identity.name) ?? []) {
    if (latest === undefined || latest.ended < ended.ended) latest = ended;
  }
  return latest;
}

const indexes = new WeakMap<readonly EndedGrant[], Map<string, EndedGrant[]>>();

function endedByPerson(context: DiffContext): Map<string, EndedGrant[]> {
  const { ended } = context.declared.portal;
  const known = indexes.get(ended);
  if (known !== undefined) return known;
  const index = new Map<string, EndedGrant[]>();
  for (const grant of ended) {
    const grants = index.get(grant.person);
    if (grants === undefined) index.set(grant.person, [grant]);
    else grants.push(grant);
  }
  indexes.set(ended, index);
  return index;
}
