import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change, FieldChange, Standing } from '../model/change.ts';
import type { Binding } from '../model/ledger.ts';
import { type Look, lookFor } from '../model/observation.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { compareFields, lostByChanges, merged, picked } from './compare-fields.ts';
import type { DiffContext } from './diff-kind.ts';
import { judgeAbsent } from './judge-absent.ts';
import { judgeKeyChange } from './judge-key-change.ts';
import { judgeStranger } from './judge-stranger.ts';
import { unchanged, undecided, unreadable, waiting } from './standings.ts';

/** What one declared resource needs. */
export function judgeDesired(context: DiffContext, desired: DesiredResource): (Change | Standing)[] {
  const { address, identity } = desired;
  const open = context.openIntents.get(formatAddress(address));
  const binding = context.ledger.bindings.get(formatIdentity(identity));
  const look = lookAt(context, desired, binding);
  if (look.look === 'present') context.claimed.add(look.observed);
  if (open !== undefined) return [undecided(context, { address, identity, desired }, open)];
  if (binding !== undefined && binding.address.key !== address.key) return judgeKeyChange(context, { desired, binding, look });
  switch (look.look) {
    case 'unknown':
      return [unreadable(context, { address, identity, desired })];
    case 'absent':
      return judgeAbsent(context, desired, binding);
    case 'present':
      if (binding === undefined) return judgeStranger(context, desired, look.observed);
      return judgeOwned(context, { desired, binding, observed: look.observed });
  }
}

/** A portal that cannot be read has what the ledger recorded; what is not recorded there counts as absent. */
function lookAt(context: DiffContext, desired: DesiredResource, binding: Binding | undefined): Look {
  const id = binding !== undefined && binding.address.key === desired.address.key ? binding.id : null;
  const look = lookFor(context.observation, desired.address.key, id);
  const { kind } = context.declared;
  if (look.look !== 'unknown' || kind.reads !== 'none' || context.observation.coverage === 'failed') return look;
  return { look: 'absent' };
}

export interface Owned {
  readonly desired: DesiredResource;
  readonly binding: Binding;
  readonly observed: ObservedResource;
}

function judgeOwned(context: DiffContext, owned: Owned): (Change | Standing)[] {
  const { desired, binding, observed } = owned;
  const { kind } = context.declared;
  const sides = { desired: desired.attributes, observed: observed.attributes, given: binding.attributes };
  const fields = compareFields(kind, sides);
  const items: (Change | Standing)[] = [...released(context, owned)];
  if (fields.length > 0) items.push(...updates(context, owned, fields));
  else if (observed.presence === 'invited') {
    items.push(waiting(context, { desired, gate: kind.invitationGate(observed), evidence: observed.evidence }));
  } else items.push(...gatesOf(context, owned));
  return items;
}

/** Steps that were asked for on this very object keep it waiting; manual wishes that no longer differ do not. */
function gatesOf(context: DiffContext, owned: Owned): Standing[] {
  const { desired, observed } = owned;
  const here = formatAddress(desired.address);
  for (const [text, open] of context.ledger.openGates) {
    if (!text.startsWith(`${here}#`) || open.before !== null || open.wants === 'delete') continue;
    if (open.gate.proof.by === 'read') continue;
    return [waiting(context, { desired, gate: open.gate, evidence: observed.evidence })];
  }
  return [unchanged(context, desired, observed)];
}

function updates(context: DiffContext, owned: Owned, fields: readonly FieldChange[]): (Change | Standing)[] {
  const { kind } = context.declared;
  const frozen = fields.filter((change) => kind.immutableFields.includes(change.field));
  const gained = fields.filter((change) => !Object.hasOwn(owned.binding.attributes, change.field));
  const lost = lostByChanges(kind, gained);
  const names = fields.map((change) => change.field);
  const before = picked(owned.observed.attributes, [...Object.keys(owned.desired.attributes), ...names]);
  const { observed, desired } = owned;
  const intention = {
    verb: 'update' as const,
    address: desired.address,
    identity: desired.identity,
    id: observed.id,
    before: observed.attributes,
    after: merged(observed.attributes, desired.attributes),
    presence: observed.presence,
    evidence: observed.evidence,
    desired,
    ...(frozen.length === 0 ? {} : { impossible: `${frozen.map((change) => change.field).join(', ')} cannot be changed.` }),
    ...(lost.length === 0 ? {} : { consent: [takeOverReason(lost)] }),
  };
  return [
    buildChange(context, intention, (common) => {
      const content = { ...common, before, after: desired.attributes, fields, presence: observed.presence };
      if (lost.length > 0) return { ...content, verdict: 'take-over', lost, harms: [...common.harms, 'take-overs'] };
      return { ...content, verdict: 'update' };
    }),
  ];
}

export function takeOverReason(lost: readonly FieldChange[]): string {
  return `takes over ${lost.map((change) => change.field).join(', ')}: what is there now ends`;
}

/** Attributes that Rollcall gave and that are no longer mentioned: nothing is removed, ownership ends. */
function released(context: DiffContext, owned: Owned): Change[] {
  const { desired, binding, observed } = owned;
  const fields = Object.keys(binding.attributes).filter((field) => !Object.hasOwn(desired.attributes, field));
  if (fields.length === 0) return [];
  const kept = picked(observed.attributes, fields);
  return [
    {
      verdict: 'release',
      address: desired.address,
      identity: desired.identity,
      id: observed.id,
      word: 'release',
      summary: fields.join(', '),
      harms: [],
      consequences: [{ kind: 'keeps', text: `keeps ${describeKept(kept, fields)}, no longer managed` }],
      consent: [],
      evidence: observed.evidence,
      dependsOn: [],
      requests: 0,
      at: context.locate(desired.origin),
      before: kept,
      after: null,
      fields,
    },
  ];
}

function describeKept(kept: ReturnType<typeof picked>, fields: readonly string[]): string {
  return fields.map((field) => `${field} ${JSON.stringify(kept[field] ?? null)}`).join(', ');
}
