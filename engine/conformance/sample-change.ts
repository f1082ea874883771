import type { Json } from '../model/json.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import { demand } from './demand.ts';
import { samplesOf, varied } from './samples.ts';
import type { Stage } from './stage.ts';

export interface SampleChange {
  readonly wanted: readonly DesiredResource[];
  readonly next: DesiredResource;
  readonly field: string;
  readonly value: Json;
}

/** All samples, and the first one with its first update. */
export function updateOf(stage: Stage, kind: ResourceKind): SampleChange {
  const [update] = samplesOf(stage.subject, kind.kind).updates.filter(
    ({ field }) => !kind.writeOnlyFields.includes(field),
  );
  demand(update !== undefined, `The subject has no update of ${kind.kind}.`);
  const { field, value } = update;
  const next = stage.desiredOf(kind, varied(stage.sample(kind, 0), { [field]: value }));
  return { wanted: stage.desired(kind), next, field, value };
}

/** A third value of an attribute: from another sample, or an array with one more, or a text that is longer. */
export function otherValue(
  stage: Stage,
  wish: { readonly kind: ResourceKind; readonly field: string; readonly not: readonly Json[] },
): Json | undefined {
  const { kind, field, not } = wish;
  const { resources, updates } = samplesOf(stage.subject, kind.kind);
  const others = updates.filter((update) => update.field === field).map((update) => update.value);
  const values = [...resources.map((sample) => sample.attributes[field] ?? null), ...others];
  const known = not.map((one) => JSON.stringify(one));
  return values.find(
    (value) => value !== null && !known.includes(JSON.stringify(kind.normalize({ [field]: value })[field])),
  );
}
