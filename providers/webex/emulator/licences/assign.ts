import type { JsonObject } from '../../../../engine/model/json.ts';
import { recordAudit } from '../audit.ts';
import { userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser, Stranger } from '../control-hub-state.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import { giveLicence, hasFreeUnit, heldBy, takeLicence } from './holding.ts';
import { addingProblem, removingProblem, unknownLicence } from './rules.ts';
import type { LicenceProblem } from './rules.ts';

/** What became of the licences of one request. */
export interface Assigned {
  readonly applied: readonly string[];
  readonly problems: readonly LicenceProblem[];
}

/** Removals first, so that a seat or an exclusive licence given up in the same request counts [ours]. */
export function assignLicences(hub: ControlHub, user: HubUser, wanted: readonly JsonObject[]): Assigned {
  const applied: string[] = [];
  const problems: LicenceProblem[] = [];
  const before = heldBy(hub, user);
  const isRemoval = ({ operation }: JsonObject): boolean => operation === 'remove';
  const inOrder = [...wanted.filter(isRemoval), ...wanted.filter((one) => !isRemoval(one))];
  for (const one of inOrder) {
    const problem = isRemoval(one) ? remove(hub, user, one) : add(hub, user, { one, before });
    if (problem === null) applied.push(textIn(one['id']));
    else problems.push(problem);
  }
  return { applied, problems };
}

/** Somebody of another organisation is asked first, and only meeting licences go there. */
export function offerLicences(hub: ControlHub, stranger: Stranger, wanted: readonly JsonObject[]): Assigned {
  const applied: string[] = [];
  const problems: LicenceProblem[] = [];
  for (const one of wanted) {
    const id = textIn(one['id']);
    const isMeeting = hub.pools.get(id)?.siteUrl !== undefined;
    if (!isMeeting) problems.push(unknownLicence(id));
    else if (one['operation'] === 'remove') stranger.pending.delete(id);
    else if (!stranger.accepted.has(id)) stranger.pending.add(id);
    if (isMeeting) applied.push(id);
  }
  return { applied, problems };
}

function add(
  hub: ControlHub,
  user: HubUser,
  { one, before }: { readonly one: JsonObject; readonly before: readonly string[] },
): LicenceProblem | null {
  const id = textIn(one['id']);
  const pool = hub.pools.get(id);
  if (pool === undefined) return unknownLicence(id);
  const kept = heldBy(hub, user);
  if (kept.includes(id)) return null;
  const lost = before.filter((held) => !kept.includes(held));
  const problem = addingProblem(hub, { id, pool, properties: objectIn(one['properties']) }, { kept, lost });
  if (problem !== null) return problem;
  if (!hasFreeUnit(hub, id, pool)) return { id, code: null, text: `There is no free unit of ${pool.name}.` };
  giveLicence(hub, user, id);
  recordAudit(hub, { category: 'LICENSES', action: `assigned ${pool.name}`, object: userNameOf(user) });
  return null;
}

function remove(hub: ControlHub, user: HubUser, one: JsonObject): LicenceProblem | null {
  const id = textIn(one['id']);
  const pool = hub.pools.get(id);
  if (pool === undefined) return unknownLicence(id);
  if (!heldBy(hub, user).includes(id)) return null;
  const problem = removingProblem(id, pool);
  if (problem !== null) return problem;
  takeLicence(hub, user, id);
  recordAudit(hub, { category: 'LICENSES', action: `removed ${pool.name}`, object: userNameOf(user) });
  return null;
}

/** Known meeting sites, where somebody may be an attendee. */
export function sitesOf({ pools }: ControlHub): ReadonlySet<string> {
  return new Set([...pools.values()].flatMap(({ siteUrl }) => siteUrl ?? []));
}

/** The attendee sites of a request that there are not. */
export function unknownSites(hub: ControlHub, body: JsonObject): readonly string[] {
  const known = sitesOf(hub);
  const asked = objectsIn(body['siteUrls']).map(({ siteUrl }) => textIn(siteUrl));
  return asked.filter((site) => !known.has(site));
}

export function assignSites(user: HubUser, body: JsonObject): void {
  for (const { siteUrl, operation } of objectsIn(body['siteUrls'])) {
    if (operation === 'remove') user.sites.delete(textIn(siteUrl));
    else user.sites.add(textIn(siteUrl));
  }
}
