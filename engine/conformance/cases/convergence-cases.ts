import { sameJson } from '../../model/canonical-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../model/provider.ts';
import type { DesiredResource } from '../../model/resource.ts';
import type { PortalCase } from '../conformance-case.ts';
import { finished } from '../creation.ts';
import { demand, demandSame } from '../demand.ts';
import {
  applyOnce,
  countOf,
  demandApplied,
  demandNothingToDo,
  isGone,
  objectOf,
  onlyChange,
  planOf,
  settle,
  settleNeeds,
  unlessDeleted,
  unlessMade,
  unlessUpdated,
} from '../lifecycle.ts';
import { samplesOf, varied } from '../samples.ts';
import type { Stage } from '../stage.ts';

/** What was applied is there, and a second look finds nothing to do. */
export const convergenceCases: readonly PortalCase[] = [
  { name: 'what is created is there, and then nothing is to plan', needs: [], unless: unlessMade, run: created },
  { name: 'a second apply writes nothing', needs: [], unless: unlessMade, run: secondApply },
  { name: 'planning writes nothing', needs: [], unless: unlessMade, run: planWritesNothing },
  { name: 'each attribute is updated, and then nothing is to plan', needs: [], unless: unlessUpdated, run: updated },
  { name: 'attributes that are not mentioned survive', needs: [], unless: unlessUpdated, run: unmentioned },
  { name: 'what is removed is gone, and the others stay', needs: ['removal'], unless: unlessDeleted, run: removed },
  { name: 'deleting twice is done twice', needs: ['removal'], unless: unlessDeleted, run: deletedTwice },
];

async function created(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  await settleNeeds(stage, kind);
  const { report } = await applyOnce(stage, kind, wanted, { consent: true });
  demandApplied(report);
  demandNothingToDo(await planOf(stage, kind, wanted), 'Everything was created');
  await settle(stage, kind, wanted);
  for (const one of wanted) await demandHeld(stage, kind, one);
  demandNothingToDo(await planOf(stage, kind, wanted), 'Everything was created and accepted');
}

async function secondApply(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  await settle(stage, kind, wanted);
  const before = stage.started.probe.operations();
  const mails = stage.mails.length;
  const { report } = await applyOnce(stage, kind, wanted);
  demandApplied(report);
  const after = stage.started.probe.operations();
  demand(
    after.writing === before.writing,
    `The second apply did ${after.writing - before.writing} writing operation(s).`,
  );
  demand(stage.mails.length === mails, 'The second apply sent a mail.');
}

async function planWritesNothing(stage: Stage, kind: ResourceKind): Promise<void> {
  const plan = await planOf(stage, kind, stage.desired(kind));
  demand(plan.changes.length > 0, 'There is nothing to plan at a fresh portal.');
  const { writing } = stage.started.probe.operations();
  demand(writing === 0, `Planning did ${writing} writing operation(s).`);
}

async function updated(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  await settle(stage, kind, [first, ...others]);
  for (const { field, value } of samplesOf(stage.subject, kind.kind).updates) {
    const next = stage.desiredOf(kind, varied(stage.sample(kind, 0), { [field]: value }));
    const plan = await planOf(stage, kind, [next, ...others]);
    const change = onlyChange(plan, kind);
    demand(change.verdict === 'update', `The update of ${field} is planned as ${change.verdict}.`);
    const report = await stage.engine.apply(plan, { consent: true });
    demandApplied(report);
    await demandHeld(stage, kind, next);
    demandNothingToDo(await planOf(stage, kind, [next, ...others]), `${field} was updated`);
    await settle(stage, kind, [first, ...others]);
  }
}

async function unmentioned(stage: Stage, kind: ResourceKind): Promise<void> {
  const { updates } = samplesOf(stage.subject, kind.kind);
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  for (const { field, value } of updates) {
    await settle(stage, kind, [first, ...others]);
    const left = optionalFields(kind, first.attributes).filter((name) => name !== field);
    const without = Object.fromEntries(left.map((name) => [name, undefined]));
    const next = stage.desiredOf(kind, varied(stage.sample(kind, 0), { ...without, [field]: value }));
    await settle(stage, kind, [next, ...others]);
    const held = kind.normalize((await objectOf(stage, next))?.attributes ?? {});
    for (const name of left.filter((one) => !kind.writeOnlyFields.includes(one))) {
      const [is, was] = [held[name] ?? null, first.attributes[name] ?? null];
      demandSame(is, was, `${field} was updated, and ${name}, which was not mentioned, did not survive.`);
    }
  }
}

async function removed(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  await settle(stage, kind, [first, ...others]);
  const before = await countOf(stage, kind);
  await settle(stage, kind, others);
  demand(await isGone(stage, kind, first), 'What was removed is still there.');
  demand((await countOf(stage, kind)) === before - 1, 'Removing one object did not leave exactly the others.');
}

async function deletedTwice(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  await settle(stage, kind, [first, ...others]);
  const change = onlyChange(await planOf(stage, kind, others), kind);
  const context = { occasion: 'conformance/1', signal: stage.deps.signal };
  for (const which of ['first', 'second']) {
    const outcome = await finished(stage, kind, await stage.connect().writer.delete(change, context));
    demand(outcome.outcome === 'done', `The ${which} delete came out as ${outcome.outcome}.`);
  }
  demand(await isGone(stage, kind, first), 'What was deleted is still there.');
}

/** What the portal holds contains what was wanted. */
async function demandHeld(stage: Stage, kind: ResourceKind, wanted: DesiredResource): Promise<void> {
  const held = await objectOf(stage, wanted);
  demand(held !== undefined, `${wanted.address.key} is not at the portal.`);
  const attributes = kind.normalize(held.attributes);
  for (const [field, value] of Object.entries(wanted.attributes)) {
    if (kind.writeOnlyFields.includes(field)) continue;
    const is = attributes[field] ?? null;
    demand(
      sameJson(is, value),
      `${wanted.address.key}: ${field} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}.`,
    );
  }
}

/** Attributes that a manifest may leave out, as the schema says. */
function optionalFields(kind: ResourceKind, attributes: JsonObject): string[] {
  const required = Array.isArray(kind.schema['required']) ? kind.schema['required'] : [];
  return Object.keys(attributes).filter((field) => !required.includes(field));
}
