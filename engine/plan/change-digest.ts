import { canonicalJson } from '../model/canonical-json.ts';
import { type Digest, digestOf } from '../model/digest.ts';
import type { Change } from '../model/change.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type PlanScope, planFormatVersion } from '../model/plan.ts';
import type { Counted } from './count-harm.ts';

/**
 * SHA-256 over what a plan does: every change and every asked-for step with before and after, what it is aimed at, and
 * the format version. Nothing of when, where from or by whom is inside: the same change planned again has the same
 * digest, and approvals and consents bind it.
 */
export function changeDigest(counted: readonly Counted[], scope: PlanScope): Digest {
  const changes = counted.map(digestible).sort();
  const { target, exclude, at, mode } = scope;
  return digestOf(canonicalJson({ formatVersion: planFormatVersion, changes, target, exclude, at, mode }));
}

function digestible(change: Counted): string {
  const { verdict, address, identity, id, word, before, after } = change;
  const common: JsonObject = {
    verdict,
    address: { ...address },
    identity: { ...identity },
    id,
    word,
    before,
    after,
  };
  return canonicalJson({ ...common, ...particular(change) });
}

/** What tells two changes of the same verdict apart beyond before and after. */
function particular(change: Change | Counted): Record<string, Json> {
  switch (change.verdict) {
    case 'create':
    case 'delete':
      return {};
    case 'invite':
      return { round: change.round };
    case 'update':
      return { fields: fieldsJson(change.fields), formerKey: change.formerKey ?? null };
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
      return { occasion: change.mail.occasion, to: change.mail.to, subject: change.mail.subject, text: change.mail.text };
    case 'manual':
      return { wants: change.wants, step: change.gate.step };
  }
}

function fieldsJson(fields: readonly { readonly field: string; readonly before: Json; readonly after: Json }[]): Json {
  return fields.map(({ field, before, after }) => ({ field, before, after }));
}
