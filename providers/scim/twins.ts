import type { Gate } from '../../engine/model/gate.ts';
import type { Instant } from '../../engine/model/instant.ts';
import type { Unidentified } from '../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { normalKey } from './kinds/user-attributes.ts';

export interface Twins {
  readonly resources: readonly ObservedResource[];
  readonly unidentified: readonly Unidentified[];
}

export interface TwinRules {
  readonly known: readonly Known[];
  /** The attribute that the key is made of. */
  readonly field: 'email' | 'name';
  /** Whether one can be meant where several have the key. */
  readonly canBeMeant: (one: ObservedResource) => boolean;
}

/**
 * Several objects may have one key at a server that does not forbid it. The one that the ledger knows by its id keeps
 * the key; else the only one that can be meant; and where there are several of these, nobody can tell which one is, and
 * somebody is asked. All others show their id behind the key, so that nobody is hidden.
 */
export function tellTwinsApart(found: readonly ObservedResource[], rules: TwinRules): Twins {
  const byKey = new Map<string, ObservedResource[]>();
  for (const one of found) byKey.set(one.address.key, [...(byKey.get(one.address.key) ?? []), one]);
  const bound = new Set(rules.known.flatMap(({ id }) => (id === null ? [] : [id])));
  const resources: ObservedResource[] = [];
  const unidentified: Unidentified[] = [];
  for (const ones of byKey.values()) {
    const [first, ...others] = ones;
    const meant = others.length === 0 ? first : theOneMeant(ones, bound, rules);
    if (meant === undefined && first !== undefined) unidentified.push(whichOne(first, ones));
    resources.push(...ones.map((one) => (one === meant ? one : withItsId(one, rules.field))));
  }
  return { resources, unidentified };
}

function theOneMeant(
  ones: readonly ObservedResource[],
  bound: ReadonlySet<string>,
  { canBeMeant }: TwinRules,
): ObservedResource | undefined {
  const known = ones.find(({ id }) => bound.has(id ?? ''));
  const [meant, ...others] = ones.filter(canBeMeant);
  if (known !== undefined || others.length > 0) return known;
  return meant ?? ones[0];
}

/** How an account is shown that is not the one meant by its key. */
export function twinKey(key: string, id: string): string {
  return normalKey(withId(key, id));
}

function withId(key: string, id: string): string {
  return `${key} (id ${id})`;
}

function withItsId(one: ObservedResource, field: TwinRules['field']): ObservedResource {
  const { address, attributes, id } = one;
  const key = field === 'email' ? twinKey(address.key, id ?? '') : withId(address.key, id ?? '');
  return { ...one, address: { ...address, key }, attributes: { ...attributes, [field]: key } };
}

function whichOne(first: ObservedResource, ones: readonly ObservedResource[]): Unidentified {
  const ids = ones.flatMap(({ id }) => id ?? []);
  return { address: first.address, gate: tellWhich(first, ids, first.evidence.at) };
}

function tellWhich({ address }: ObservedResource, ids: readonly string[], since: Instant): Gate {
  const { portal, kind, key } = address;
  const many = `${ids.length} ${kind === 'user' ? 'accounts' : 'groups'}`;
  return {
    step: 'tell-id',
    title: `tell which of ${many} is ${key}`,
    waitingFor: { role: 'administrator', name: `an administrator of ${portal}` },
    since,
    proof: { by: 'attest' },
    proves: `Only the word of who looked; the ${kind} is read by its id from then on.`,
    instructions: [
      `${portal} has ${many} called ${key}: ${ids.map((id) => `id ${id}`).join(', ')}.`,
      'Rename or delete those that are not meant, at the server: then nothing has to be told, only planned again.',
      'Or tell the id of the one that is meant.',
    ],
    asks: [
      {
        name: 'id',
        into: 'id',
        means: `the id of the ${kind} that is meant: ${ids.join(' or ')}`,
        pattern: `^(${ids.map(literally).join('|')})$`,
        required: true,
      },
    ],
  };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
