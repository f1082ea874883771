import type { Mail } from '../model/change.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { type Digest, digestOf } from '../model/digest.ts';
import type { HarmHits } from '../model/harm.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type PlanScope, planFormatVersion, type RailVerdict } from '../model/plan.ts';
import type { PolicyVerdict } from '../model/policy.ts';
import type { Counted } from './count-harm.ts';

/**
 * SHA-256 over what a plan does: every change and every asked-for step with before and after, its harm and why it needs
 * a consent, the policies that do not hold, the rails that stop it, what the plan is aimed at, and the format version.
 * Nothing of when, where from or by whom is inside, and no order: the same change planned again has the same digest, and
 * approvals and consents bind it. Of rails only which they are: numbers move, but who consents to many removals did not
 * consent to that of the last administrator.
 */
export function changeDigest(
  counted: readonly Counted[],
  scope: PlanScope,
  judged: { readonly policies?: readonly PolicyVerdict[]; readonly rails?: readonly RailVerdict[] } = {},
): Digest {
  const changes = counted.map(digestible).sort();
  const { target, exclude, at, mode, person } = scope;
  const who = person === undefined ? {} : { person };
  const aimed = { target: [...target].sort(), exclude: [...exclude].sort(), at, mode, ...who };
  const deciding = (judged.policies ?? []).map(decidingText).sort();
  const stopping = (judged.rails ?? []).filter(({ verdict }) => verdict !== 'pass');
  const stopped = stopping.map(({ rail, portal }) => `${portal}/${rail}`).sort();
  const decided = {
    ...(deciding.length === 0 ? {} : { policies: deciding }),
    ...(stopped.length === 0 ? {} : { rails: stopped }),
  };
  return digestOf(canonicalJson({ formatVersion: planFormatVersion, changes, ...decided, ...aimed }));
}

/** What counts of one verdict: whom it is about, what was decided, and by which rule. */
function decidingText({ policy, who, verdict, rule }: PolicyVerdict): string {
  return canonicalJson({ policy, who, verdict, rule });
}

/** What counts of one change: two that have the same text do the same. */
export function digestible(change: Counted): string {
  const { verdict, address, identity, id, word, before, after, harms, consent } = change;
  const common: JsonObject = {
    verdict,
    address: { ...address },
    identity: { ...identity },
    id,
    word,
    before,
    after,
    harms: [...harms].sort(),
    consent: [...consent].sort(),
    ...(change.hits === undefined ? {} : { hits: hitsJson(change.hits) }),
    ...('restores' in change && change.restores !== undefined ? { restores: [...change.restores].sort() } : {}),
    until: 'until' in change ? (change.until ?? null) : null,
    presence: 'presence' in change ? change.presence : null,
    formerKey: 'formerKey' in change ? (change.formerKey ?? null) : null,
  };
  return canonicalJson({ ...common, ...particular(change) });
}

/** What tells two changes of the same verdict apart beyond before and after. */
function particular(change: Counted): Record<string, Json> {
  switch (change.verdict) {
    case 'create':
    case 'delete':
      return {};
    case 'invite':
      return { round: change.round };
    case 'update':
    case 'adopt':
      return { fields: fieldsJson(change.fields) };
    case 'take-over':
      return { fields: fieldsJson(change.fields), lost: fieldsJson(change.lost) };
    case 'release':
      return { fields: [...change.fields] };
    case 'reset':
    case 'sync':
      return { request: change.request };
    case 'notify':
      return { mail: mailJson(change.mail) };
    case 'manual':
      return {
        wants: change.wants,
        step: change.gate.step,
        ...(change.request === undefined ? {} : { request: change.request }),
      };
  }
}

/** The order of classes and of units means nothing. */
function hitsJson(hits: HarmHits): JsonObject {
  return Object.fromEntries(Object.entries(hits).map(([harm, units]) => [harm, [...units].sort()]));
}

function mailJson({ from, replyTo, ...mail }: Mail): Json {
  return {
    ...mail,
    ...(from === undefined ? {} : { from: { ...from } }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

function fieldsJson(fields: readonly { readonly field: string; readonly before: Json; readonly after: Json }[]): Json {
  return fields.map(({ field, before, after }) => ({ field, before, after }));
}
