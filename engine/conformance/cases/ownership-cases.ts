import { clockTolerance } from '../../model/visibility.ts';
import { sameJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../model/provider.ts';
import type { PortalCase, Unless } from '../conformance-case.ts';
import { demand, demandSame } from '../demand.ts';
import {
  applyOnce,
  demandApplied,
  demandNothingToDo,
  objectOf,
  onlyChange,
  planOf,
  settle,
  settleNeeds,
  unlessDeleted,
  unlessMade,
  unlessUpdated,
} from '../lifecycle.ts';
import { otherValue, updateOf } from '../sample-change.ts';
import { varied } from '../samples.ts';
import type { Stage } from '../stage.ts';

const unlessFound: Unless = (kind, samples) =>
  kind.reads === 'none' ? `${kind.kind} cannot be read (reads: none)` : unlessMade(kind, samples);

const unlessAdopted: Unless = (kind, samples) =>
  kind.writeOnlyFields.length > 0
    ? `${kind.kind} has attributes that never come back, so nothing found there is known to be as declared`
    : unlessFound(kind, samples);

const unlessExclusive: Unless = (kind, samples) =>
  kind.exclusive.length === 0 ? `${kind.kind} has no exclusive attribute` : unlessUpdated(kind, samples);

const unlessImmutable: Unless = (kind, samples) =>
  kind.immutableFields.length === 0 ? `${kind.kind} has no immutable attribute` : unlessMade(kind, samples);

const unlessPaged: Unless = (kind, samples) =>
  kind.reads === 'list' ? unlessDeleted(kind, samples) : `${kind.kind} cannot be listed (reads: ${kind.reads})`;

/** What somebody else put there is neither overwritten nor removed by accident. */
export const ownershipCases: readonly PortalCase[] = [
  {
    name: 'what is there as declared is adopted without a write',
    needs: ['meddle'],
    unless: unlessAdopted,
    run: adopted,
  },
  { name: 'a take-over needs a consent', needs: ['meddle', 'several'], unless: unlessExclusive, run: takenOver },
  { name: 'what changed between plan and apply is stale', needs: ['meddle'], unless: unlessUpdated, run: stale },
  {
    name: 'what appeared between plan and apply is not overwritten',
    needs: ['meddle', 'several', 'creation'],
    unless: unlessFound,
    run: appeared,
  },
  {
    name: 'a partial read removes nothing',
    needs: ['second-page', 'several'],
    unless: unlessPaged,
    run: partialRemovesNothing,
  },
  {
    name: 'what somebody removed is made again',
    needs: ['meddle', 'creation'],
    unless: unlessFound,
    run: madeAgain,
  },
  { name: 'an immutable attribute is a step by hand', needs: [], unless: unlessImmutable, run: immutable },
  {
    name: 'an attribute that the provider does not know is left alone',
    needs: ['meddle', 'unknown-attribute'],
    unless: unlessUpdated,
    run: unknownAttribute,
  },
];

async function adopted(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  await settleNeeds(stage, kind);
  await stage.started.probe.put(first.address, first.attributes);
  const before = stage.started.probe.operations();
  const { plan, report } = await applyOnce(stage, kind, [first]);
  const change = onlyChange(plan, kind);
  demand(change.verdict === 'adopt', `What is there as declared is planned as ${change.verdict}.`);
  demandApplied(report);
  const written = stage.started.probe.operations().writing - before.writing;
  demand(written === 0, `Adopting did ${written} writing operation(s).`);
  demandNothingToDo(await planOf(stage, kind, [first]), 'It was adopted');
}

async function takenOver(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, second] = stage.desired(kind);
  if (first === undefined || second === undefined) return;
  await settleNeeds(stage, kind);
  const found = withMore(kind, first.attributes);
  await stage.started.probe.put(first.address, found);
  const before = stage.started.probe.operations();
  const { plan, report } = await applyOnce(stage, kind, [first]);
  const change = onlyChange(plan, kind);
  demand(change.verdict === 'take-over', `Ending what is found there is planned as ${change.verdict}.`);
  demand(report.ending === 'refused', `Without consent the run ended as ${report.ending}.`);
  const written = stage.started.probe.operations().writing - before.writing;
  demand(written === 0, `Without consent ${written} writing operation(s) were done.`);
  const consented = await applyOnce(stage, kind, [first], { consent: true });
  demandApplied(consented.report);
  demandNothingToDo(await planOf(stage, kind, [first]), 'It was taken over');
}

async function stale(stage: Stage, kind: ResourceKind): Promise<void> {
  const { wanted, next, field, value } = updateOf(stage, kind);
  await settle(stage, kind, wanted);
  const plan = await planOf(stage, kind, [next, ...wanted.slice(1)]);
  const meddled = otherValue(stage, { kind, field, not: [value, wanted[0]?.attributes[field] ?? null] });
  // Where an attribute has only two values, somebody removes the object: that is a change of it too.
  if (meddled === undefined) await stage.started.probe.remove(next.address);
  else await stage.started.probe.put(next.address, { [field]: meddled });
  const before = stage.started.probe.operations();
  const report = await stage.engine.apply(plan, { consent: true });
  const [item] = report.items;
  demand(
    item?.result.result === 'stale',
    `It changed after the plan, and its result is ${JSON.stringify(item?.result)}.`,
  );
  const written = stage.started.probe.operations().writing - before.writing;
  demand(written === 0, `It was stale, and ${written} writing operation(s) were done.`);
}

async function appeared(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, second] = stage.desired(kind);
  if (first === undefined || second === undefined) return;
  await settleNeeds(stage, kind);
  const plan = await planOf(stage, kind, [first]);
  const others = { ...second.attributes, ...keyOf(kind, first.attributes) };
  await stage.started.probe.put(first.address, others);
  const held = await objectOf(stage, first);
  const report = await stage.engine.apply(plan, { consent: true });
  const item = report.items.find((one) => one.address.kind === kind.kind && one.verdict !== 'notify');
  demand(item?.result.result === 'stale', `Somebody made it first, and its result is ${JSON.stringify(item?.result)}.`);
  demandSame((await objectOf(stage, first))?.attributes ?? null, held?.attributes ?? null, 'It was overwritten.');
}

async function partialRemovesNothing(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  await settle(stage, kind, [first, ...others]);
  stage.started.probe.fail({ fault: 'second-page' });
  const plan = await planOf(stage, kind, others);
  const removals = plan.changes.filter((change) => change.verdict === 'delete' && change.address.kind === kind.kind);
  demand(removals.length === 0, 'A read that failed on its second page led to a removal.');
}

async function madeAgain(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  const [first] = wanted;
  if (first === undefined) return;
  await settle(stage, kind, wanted);
  await stage.started.probe.remove(first.address);
  // An invitation that nobody has accepted yet, and that is gone, is only sent again when it is due.
  const { invitationCooldown } = stage.started.portal.limits;
  await stage.time.pass(
    Math.max(kind.visibilityDelay + clockTolerance, kind.arrives === 'invite' ? invitationCooldown : 0),
  );
  await settle(stage, kind, wanted);
  demand((await objectOf(stage, first)) !== undefined, 'Somebody removed it, and it was not made again.');
}

async function immutable(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  await settle(stage, kind, wanted);
  const others = kind.immutableFields.map((field) => {
    return { field, next: stage.desiredOf(kind, varied(stage.sample(kind, 0), { [field]: 'something else' })) };
  });
  const differing = others.filter(({ next }) => !sameJson(next.attributes, wanted[0]?.attributes ?? {}));
  demand(differing.length > 0, 'normalize hides every other value of the immutable attributes.');
  for (const { field, next } of differing) {
    const plan = await planOf(stage, kind, [next, ...wanted.slice(1)]);
    demand(plan.changes.length === 0, `${field} cannot change, and the plan changes something.`);
    demand(
      plan.standing.some((one) => one.verdict === 'manual'),
      `${field} cannot change, and no step by hand is planned.`,
    );
  }
}

async function unknownAttribute(stage: Stage, kind: ResourceKind): Promise<void> {
  const { wanted, next } = updateOf(stage, kind);
  await settle(stage, kind, wanted);
  await stage.started.probe.put(next.address, { attributeFromTheFuture: 'kept' });
  demandNothingToDo(await planOf(stage, kind, wanted), 'The portal has a new attribute');
  await settle(stage, kind, [next, ...wanted.slice(1)]);
  const held = await objectOf(stage, next);
  demandSame(
    held?.attributes['attributeFromTheFuture'] ?? null,
    'kept',
    'An unknown attribute did not survive an update.',
  );
}

/** The same with one more element in each exclusive set. */
function withMore(kind: ResourceKind, attributes: JsonObject): JsonObject {
  const more = kind.exclusive.map((field): [string, Json] => {
    const value = attributes[field];
    return [field, isList(value) ? [...value, 'somebody-else'] : 'somebody-else'];
  });
  return { ...attributes, ...Object.fromEntries(more) };
}

/** The attributes that make the natural key. */
function keyOf(kind: ResourceKind, attributes: JsonObject): JsonObject {
  const key = kind.identify(attributes);
  const part = Object.entries(attributes).filter(
    ([field]) => kind.identify({ ...attributes, [field]: 'another' }) !== key,
  );
  return Object.fromEntries(part);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
