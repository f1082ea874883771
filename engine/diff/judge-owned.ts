import { formatAddress } from '../model/address.ts';
import type { Change, FieldChange, Standing } from '../model/change.ts';
import { gatesAhead } from '../model/arrival-steps.ts';
import type { Gate } from '../model/gate.ts';
import type { Binding } from '../model/ledger.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { compareFields, frozenReason, lostByChanges, merged, picked, takeOverReason } from './compare-fields.ts';
import type { DiffContext } from './diff-context.ts';
import { describeKept } from './describe-kept.ts';
import { unchanged, unlessAsked, waiting } from './standings.ts';

export interface Owned {
  readonly desired: DesiredResource;
  readonly binding: Binding;
  readonly observed: ObservedResource;
  /** The key it has now, where it must take another one. */
  readonly formerKey?: string;
  /** Why no API can do it, where none can. */
  readonly impossible?: string;
}

/** What is declared, there, and our own: nothing, an update, attributes let go, or a step of somebody to wait for. */
export function judgeOwned(context: DiffContext, owned: Owned): (Change | Standing)[] {
  const { desired, binding, observed } = owned;
  const { kind } = context.declared;
  const sides = { desired: desired.attributes, observed: observed.attributes, given: binding.attributes };
  const fields = compareFields(kind, sides);
  const items: (Change | Standing)[] = [...released(context, owned)];
  const differs = fields.length > 0 || owned.formerKey !== undefined;
  const update = differs ? updated(context, owned, fields) : undefined;
  if (update !== undefined) items.push(update);
  if (observed.presence === 'invited' && (update === undefined || update.verdict === 'manual')) {
    items.push(waiting(context, { ...about(desired), gate: nextGate(context, observed), evidence: observed.evidence }));
  } else if (update === undefined) items.push(stepOrNothing(context, owned));
  return items;
}

/** The step that an invited one waits for now. */
function nextGate(context: DiffContext, observed: ObservedResource): Gate {
  const gates = context.declared.kind.arrivalGates(observed);
  const gate = gatesAhead(gates, observed.passed)[0] ?? gates.at(-1);
  if (gate === undefined) throw new TypeError(`${context.declared.kind.kind} names no step of its invitations`);
  return gate;
}

function about(desired: DesiredResource): Pick<DesiredResource, 'address' | 'identity'> & { desired: DesiredResource } {
  return { address: desired.address, identity: desired.identity, desired };
}

/** A step that was asked of somebody when this very object was made keeps it waiting. */
function stepOrNothing(context: DiffContext, owned: Owned): Standing {
  const { desired, observed } = owned;
  for (const open of context.openGates.get(formatAddress(desired.address)) ?? []) {
    if (open.before !== null || open.wants === 'delete' || open.gate.proof.by === 'read') continue;
    return waiting(context, { ...about(desired), gate: open.gate, evidence: observed.evidence });
  }
  return unchanged(context, desired, observed);
}

function updated(context: DiffContext, owned: Owned, fields: readonly FieldChange[]): Change | Standing {
  const { kind } = context.declared;
  const { observed, desired, binding, formerKey } = owned;
  const impossible = owned.impossible ?? frozenReason(kind, fields);
  const gained = fields.filter((change) => !Object.hasOwn(binding.attributes, change.field));
  const lost = lostByChanges(kind, gained);
  const before = picked(observed.attributes, Object.keys(desired.attributes));
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
    ...(impossible === undefined ? {} : { impossible }),
    ...(lost.length === 0 ? {} : { consent: [takeOverReason(lost)] }),
  };
  const change = buildChange(context, intention, (common) => {
    const moved = formerKey === undefined ? {} : { formerKey };
    const { presence } = observed;
    const content = { ...common, before, after: desired.attributes, fields, presence, ...moved };
    if (lost.length > 0) return { ...content, verdict: 'take-over', lost, harms: [...common.harms, 'take-overs'] };
    return { ...content, verdict: 'update' };
  });
  return unlessAsked(context, change, desired);
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
