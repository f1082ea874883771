import type { Verb } from '../../engine/model/change.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Gate } from '../../engine/model/gate.ts';
import type { Capability, ChangeDescription, ChangeDraft, ResourceKind } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
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
    arrivalGates: (observed) => [notReady(observed)],
    mails: () => [],
    ...given,
    describe: (draft) => withStepsByHand(given, draft, verbs.includes(draft.verb) ? undefined : why),
    // Every verb has an entry: it was made from the list of all verbs.
    capabilities: capabilities as ResourceKind['capabilities'],
  };
}

/** A verb that the portal lacks is done by hand, or not at all: the plan says why, and where. */
function withStepsByHand(
  { describe, kind, reads }: Pick<PlainKind, 'describe' | 'kind' | 'reads'>,
  draft: ChangeDraft,
  because: string | undefined,
): ChangeDescription {
  const said = describe(draft);
  if (because === undefined || said.manual !== undefined) return said;
  const { verb, address, at } = draft;
  const gate: Gate = {
    step: `${verb}-by-hand`,
    title: `${said.word} by hand`,
    waitingFor: { role: 'administrator', name: `an administrator of ${address.portal}` },
    since: at,
    proof: reads === 'none' ? { by: 'attest' } : { by: 'read' },
    proves: reads === 'none' ? 'Only the word of the person who did it.' : 'The next read of the portal shows it.',
    instructions: [`In the pages of ${address.portal}: ${said.word} the ${kind} ${address.key}.`],
  };
  return { ...said, requests: 0, manual: { because, gate } };
}

/** For kinds whose objects are in use as soon as they are there: should one ever not be, the portal is waited for. */
function notReady({ address, evidence }: ObservedResource): Gate {
  return {
    step: 'settle',
    title: 'be ready for use',
    waitingFor: { role: 'portal', name: address.portal },
    since: evidence.at,
    proof: { by: 'read' },
    proves: 'The portal shows it as active.',
    instructions: [`Nothing: ${address.portal} works on it.`],
  };
}
