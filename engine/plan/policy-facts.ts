import { type Address, formatAddress } from '../model/address.ts';
import type { Change, ManualStanding } from '../model/change.ts';
import type { GrantDeclaration, PortalDeclaration, UserDeclaration } from '../model/declaration.ts';
import { epochOf, type Instant } from '../model/instant.ts';
import type { JsonObject } from '../model/json.ts';
import type { Holding } from '../model/provider.ts';
import type { Why } from '../model/resource.ts';
import { ChangeFact } from '../policy/change-fact.ts';
import { type Facts, GrantFact, PortalFact, UserFact } from '../policy/facts.ts';
import { WhyFact } from '../policy/why-fact.ts';
import { isPrivileged } from './is-privileged.ts';
import type { PlannedResource } from './planned-state.ts';
import { createPeople, type People } from './policy-people.ts';

export interface FactsInput {
  readonly planned: readonly PlannedResource[];
  readonly counted: readonly (Change | ManualStanding)[];
  readonly portals: readonly PortalDeclaration[];
  readonly users: readonly UserDeclaration[];
  /** The moment that is planned for. */
  readonly at: Instant;
}

/** The planned state as rules see it: who holds what, everybody's grants together, in one pass over all of it. */
export function policyFacts(input: FactsInput): Facts {
  const { portals, at } = input;
  const people = createPeople(input.users);
  const sites = new Map(portals.map((portal) => [portal.name, siteOf(portal)]));
  const grants: GrantFact[] = [];
  for (const resource of input.planned) {
    const site = sites.get(resource.address.portal);
    if (site === undefined) continue;
    for (const grant of grantsOf(resource, { site, people, at })) {
      grants.push(grant);
      site.fact.grants.push(grant);
      hold(people.of(grant.email, grant.user), grant);
    }
  }
  const changes = input.counted.map((change) => changeFact(change, { people, sites }));
  const facts = [...sites.values()].map(({ fact }) => fact);
  return { users: people.all(), grants, changes, portals: facts, now: new Date(epochOf(at)) };
}

function hold(user: UserFact, grant: GrantFact): void {
  user.grants.push(grant);
  if (!user.portals.includes(grant.portal)) user.portals.push(grant.portal);
}

interface Site {
  readonly portal: PortalDeclaration;
  readonly fact: PortalFact;
  /** By the person's name and the role: the reasons and dates that a manifest gives. */
  readonly given: ReadonlyMap<string, GrantDeclaration>;
}

function siteOf(portal: PortalDeclaration): Site {
  const given = new Map<string, GrantDeclaration>();
  for (const person of portal.people) {
    for (const grant of person.access) given.set(givenName(person.name, grant.role), grant);
  }
  return { portal, fact: new PortalFact(portal), given };
}

function givenName(person: string, role: string): string {
  return `${person}\n${role.toLowerCase()}`;
}

interface Place {
  readonly site: Site;
  readonly people: People;
  readonly at: Instant;
}

function grantsOf(resource: PlannedResource, place: Place): readonly GrantFact[] {
  const { kind, attributes } = resource;
  const held = kind.holdings?.(attributes) ?? [{ role: kind.summarize(attributes) }];
  const owner = ownerOf(resource, place.people);
  const grants: GrantFact[] = [];
  for (const holding of held) {
    const email = holding.email?.trim().toLowerCase() ?? owner.email;
    // What belongs to nobody is no grant: a group's own object, an account of a customer.
    if (email !== '' || owner.user !== '')
      grants.push(grantFact(resource, { holding, email, owner, several: held.length > 1, ...place }));
  }
  return grants;
}

interface Owner {
  readonly user: string;
  readonly email: string;
}

/** Whose it is: of the User that declares it, or of whoever has the address that it shows. */
function ownerOf({ identity, address, attributes }: PlannedResource, people: People): Owner {
  if (identity?.document === 'User') {
    return { user: identity.name, email: people.named(identity.name)?.email ?? emailIn(address, attributes) };
  }
  const email = emailIn(address, attributes);
  return { user: people.at(email)?.name ?? '', email };
}

/** The address that a resource shows of a person; empty where it shows none. */
function emailIn(address: Address, attributes: JsonObject): string {
  const shown = [attributes['email'], attributes['userName'], address.key.split('/')[0]];
  const found = shown.find((one): one is string => typeof one === 'string' && /^[^\s@/]+@[^\s@/]+$/.test(one.trim()));
  return found?.trim().toLowerCase() ?? '';
}

interface Held extends Place {
  readonly holding: Holding;
  readonly email: string;
  readonly owner: Owner;
  /** Whether one resource gives several grants. */
  readonly several: boolean;
}

function grantFact(resource: PlannedResource, { holding, email, owner, several, site, people, at }: Held): GrantFact {
  const { address, kind, attributes, binding, desired } = resource;
  const own = email === owner.email;
  const user = own ? owner.user : (people.at(email)?.name ?? '');
  const given = site.given.get(givenName(user, holding.role));
  const until = earliest([own ? (desired?.until ?? given?.until) : given?.until, people.named(user)?.leaves]);
  const who = formatAddress(address);
  return new GrantFact({
    portal: address.portal,
    provider: site.portal.provider,
    kind: kind.kind,
    key: address.key,
    user,
    email,
    role: holding.role,
    attributes,
    isPrivileged: () => holding.privileged ?? isPrivileged(resource, at),
    managed: resource.managed,
    declared: desired !== undefined && (own || given !== undefined),
    invited: resource.invited,
    leaving: resource.leaving,
    since: dateOf(binding?.since),
    until: dateOf(resource.ended ?? until),
    why: new WhyFact(whyOf({ given: given?.why, own: own ? desired?.why : undefined, user: people.named(user)?.why })),
    who: own ? (several ? `${who}/${holding.role}` : who) : `${who}/${email}`,
  });
}

interface Reasons {
  readonly given: Why | undefined;
  readonly own: Why | undefined;
  readonly user: Why | undefined;
}

/** The nearest reason that says something: of the grant, of the resource, of the person. */
function whyOf({ given, own, user }: Reasons): Why {
  return given ?? own ?? user ?? {};
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.filter((one) => one !== undefined).sort()[0];
}

function dateOf(instant: Instant | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(epochOf(instant));
}

interface Surroundings {
  readonly people: People;
  readonly sites: ReadonlyMap<string, Site>;
}

function changeFact(change: Change | ManualStanding, { people, sites }: Surroundings): ChangeFact {
  const { address, identity, word, summary, harms, consequences, before, after } = change;
  const byHand = change.verdict === 'manual';
  const owner = identity?.document === 'User' ? people.named(identity.name) : undefined;
  const email = owner?.email ?? emailIn(address, after ?? before ?? {});
  return new ChangeFact({
    verdict: byHand ? change.wants : change.verdict,
    word,
    portal: address.portal,
    provider: sites.get(address.portal)?.portal.provider ?? '',
    kind: address.kind,
    key: address.key,
    user: owner?.name ?? people.at(email)?.name ?? '',
    email,
    role: summary,
    harms,
    privileged: consequences.some(({ kind }) => kind === 'privilege'),
    byHand,
    before,
    after,
    why: new WhyFact(change.why ?? {}),
    who: formatAddress(address),
  });
}
