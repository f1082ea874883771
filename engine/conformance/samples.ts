import { type AddressText, formatAddress } from '../model/address.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { JsonObject } from '../model/json.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import { ConformanceError } from './demand.ts';
import type { ConformanceSubject, KindSamples, Sample } from './subject.ts';

/** @throws ConformanceError where the subject has no samples of the kind. */
export function samplesOf(subject: ConformanceSubject, kind: string): KindSamples {
  const samples = subject.samples[kind];
  if (samples === undefined) throw new ConformanceError(`The subject has no samples of ${kind}.`);
  return samples;
}

/** How many writing operations make one object of the kind. */
export function writesOf(subject: ConformanceSubject, kind: string): number {
  return samplesOf(subject, kind).writes ?? 1;
}

/** @throws ConformanceError where there are fewer. */
export function sampleAt(subject: ConformanceSubject, kind: string, index: number): Sample {
  const sample = samplesOf(subject, kind).resources[index];
  if (sample === undefined) throw new ConformanceError(`The subject has fewer than ${index + 1} samples of ${kind}.`);
  return sample;
}

export interface SamplePlace {
  readonly subject: ConformanceSubject;
  readonly portal: PortalDeclaration;
  readonly kind: ResourceKind;
}

/** A sample as the manifests would declare it: a User of its name. */
export function desiredOf(place: SamplePlace, sample: Sample): DesiredResource {
  const { portal, kind } = place;
  const attributes = kind.normalize(sample.attributes);
  return {
    address: { portal: portal.name, kind: kind.kind, key: kind.identify(attributes) },
    identity: { document: 'User', name: sample.name, portal: portal.name, kind: kind.kind },
    attributes,
    origin: { file: `${sample.name}.yaml`, document: 0, path: ['spec'], line: 1 },
    dependsOn: dependenciesOf(place, sample),
    formerKeys: [],
  };
}

/** The sample with some attributes set otherwise, or left out where the value is undefined. */
export function varied(sample: Sample, attributes: Readonly<Record<string, JsonObject[string] | undefined>>): Sample {
  const entries = Object.entries({ ...sample.attributes, ...attributes });
  const kept = entries.filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined);
  return { ...sample, attributes: Object.fromEntries(kept) };
}

function dependenciesOf({ subject, portal }: SamplePlace, sample: Sample): AddressText[] {
  return (sample.needs ?? []).map((need) => {
    const kind = subject.provider.kinds(portal).find((other) => other.kind === need.kind);
    const found = samplesOf(subject, need.kind).resources.find((other) => other.name === need.name);
    if (kind === undefined || found === undefined) {
      throw new ConformanceError(`The sample ${sample.name} needs ${need.kind} ${need.name}, which is not there.`);
    }
    const key = kind.identify(kind.normalize(found.attributes));
    return formatAddress({ portal: portal.name, kind: kind.kind, key });
  });
}
