import type { Verb } from '../../engine/model/change.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Capability, ResourceKind } from '../../engine/model/provider.ts';
import { standsAlone } from '../../engine/model/stands-alone.ts';

type Needed = 'kind' | 'plane' | 'declare' | 'identify' | 'normalize' | 'describe' | 'summarize';

export interface PlainKind extends Pick<ResourceKind, Needed>, Partial<Omit<ResourceKind, Needed | 'capabilities'>> {
  /** Name of the provider: its schemas stand in `schemas/<provider>/`. */
  readonly provider: string;
  /** The verbs that the portal has; for the others, why not. */
  readonly verbs: readonly Verb[];
  readonly why: string;
}

const allVerbs: readonly Verb[] = ['create', 'invite', 'update', 'reset', 'sync', 'delete'];

/** A kind with what most kinds have: listed, made at once, no quirks but those that are given. */
export function plainKind({ provider, verbs, why, ...given }: PlainKind): ResourceKind {
  const capabilities = Object.fromEntries(
    allVerbs.map((verb): [Verb, Capability] => [verb, verbs.includes(verb) ? { can: true } : { can: false, why }]),
  );
  return {
    schema: packagedSchema(`${provider}/${given.kind}`),
    grantSchema: packagedSchema(`${provider}/grant`),
    reads: 'list',
    arrives: 'create',
    dependsOnKinds: [],
    writeOnlyFields: [],
    exclusive: [],
    immutableFields: [],
    keyChange: 'replace',
    visibilityDelay: 0,
    holds: [],
    audit: () => [],
    ...standsAlone,
    isAdministrator: () => false,
    arrivalGates: () => {
      throw new TypeError(`nobody is invited as a ${given.kind}`);
    },
    mails: () => [],
    ...given,
    // Every verb has an entry: it was made from the list of all verbs.
    capabilities: capabilities as ResourceKind['capabilities'],
  };
}
