import type { Change, Standing } from '../../model/change.ts';
import type { ResourceKind } from '../../model/provider.ts';
import type { DesiredResource } from '../../model/resource.ts';
import type { PortalCase, Unless } from '../conformance-case.ts';
import { demand, demandSame } from '../demand.ts';
import { countOf, objectOf, planOf, settle, unlessDeleted } from '../lifecycle.ts';
import { samplesOf, varied } from '../samples.ts';
import type { Stage } from '../stage.ts';

const unlessRekeyed: Unless = (kind, samples) =>
  samples.rekeyed === undefined
    ? 'the subject has no other natural key for the first sample'
    : unlessDeleted(kind, samples);

/** Somebody's natural key changes: one object before, one object after. */
export const keyCases: readonly PortalCase[] = [
  {
    name: 'a changed natural key ends with one object under the new key',
    needs: [],
    unless: unlessRekeyed,
    run: rekeyed,
  },
];

async function rekeyed(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  const [old, ...others] = wanted;
  if (old === undefined) return;
  const next = renamed(stage, kind, old);
  await settle(stage, kind, wanted);
  const before = await countOf(stage, kind);
  const plan = await planOf(stage, kind, [next, ...others]);
  const here = [...plan.changes, ...plan.standing].filter((one) => concerns(one, [old, next]));
  if (kind.keyChange === 'manual') {
    demand(
      here.some((one) => one.verdict === 'manual'),
      'keyChange is manual, and no step by hand is planned.',
    );
    return;
  }
  const arrivals = here.filter((one) => one.verdict === 'create' || one.verdict === 'invite');
  const isReplaced = kind.keyChange === 'replace';
  demandSame(arrivals.length, isReplaced ? 1 : 0, `keyChange is ${kind.keyChange}; arrivals planned:`);
  await settle(stage, kind, [next, ...others]);
  demand((await objectOf(stage, next)) !== undefined, 'Nothing is there under the new key.');
  demand((await objectOf(stage, old)) === undefined, 'Something is still there under the old key.');
  demandSame(await countOf(stage, kind), before, 'There are more or fewer objects than before:');
}

/** The first sample under its other key, as the same document. */
function renamed(stage: Stage, kind: ResourceKind, old: DesiredResource): DesiredResource {
  const { rekeyed: attributes = {} } = samplesOf(stage.subject, kind.kind);
  const next = stage.desiredOf(kind, varied(stage.sample(kind, 0), attributes));
  demand(next.address.key !== old.address.key, `rekeyed leaves the natural key of ${kind.kind} as it is.`);
  return { ...next, formerKeys: [old.address.key] };
}

function concerns(one: Change | Standing, resources: readonly DesiredResource[]): boolean {
  const { kind, key } = one.address;
  return resources.some(({ address }) => address.kind === kind && address.key === key);
}
