import { canonicalJson, sameJson } from '../../model/canonical-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../model/provider.ts';
import type { KindCase } from '../conformance-case.ts';
import { demand, demandSame } from '../demand.ts';
import { randomAttributes } from '../random-json.ts';
import { samplesOf } from '../samples.ts';
import { seededRandom } from '../stage.ts';
import type { ConformanceSubject } from '../subject.ts';

/** One canonical form: what is the same must look the same on both sides. */
export const normalFormCases: readonly KindCase[] = [
  {
    name: 'normalize is idempotent',
    run: (subject, kind) => {
      for (const attributes of manyAttributes(subject, kind)) {
        const once = kind.normalize(attributes);
        demandSame(kind.normalize(once), once, `A second normalize changes what came of ${canonicalJson(attributes)}.`);
      }
    },
  },
  {
    name: 'normalize and identify never throw, and leave their input as it is',
    run: (subject, kind) => {
      for (const attributes of manyAttributes(subject, kind)) {
        const before = canonicalJson(attributes);
        let key: unknown;
        try {
          key = kind.identify(kind.normalize(frozen(attributes)));
        } catch (error) {
          demand(false, `${String(error)} on ${before}`);
        }
        demand(typeof key === 'string', `identify gives no text for ${before}.`);
        demand(canonicalJson(attributes) === before, `normalize changed its input ${before}.`);
      }
    },
  },
  {
    name: 'normalize does not depend on the order of attributes',
    run: (subject, kind) => {
      for (const attributes of manyAttributes(subject, kind)) {
        const turned = Object.fromEntries(Object.entries(attributes).reverse());
        demandSame(kind.normalize(turned), kind.normalize(attributes), 'Another order of attributes, another form.');
      }
    },
  },
  {
    name: 'normalize invents no attribute that was not mentioned',
    run: (subject, kind) => {
      for (const { attributes, name } of samplesOf(subject, kind.kind).resources) {
        for (const field of Object.keys(kind.normalize(attributes))) {
          const isMentioned = Object.hasOwn(attributes, field);
          demand(isMentioned, `${name}: normalize adds ${field}, which would then be managed without being declared.`);
        }
      }
    },
  },
  {
    name: 'normalize keeps different samples different',
    run: (subject, kind) => {
      const { resources, updates } = samplesOf(subject, kind.kind);
      const [first] = resources;
      if (first === undefined) return;
      for (const { field, value } of updates) {
        const form = kind.normalize(first.attributes);
        const other = kind.normalize({ ...first.attributes, [field]: value });
        demand(!sameJson(form, other), `normalize hides the update of ${field}.`);
        demand(kind.identify(form) === kind.identify(other), `The update of ${field} changes the natural key.`);
      }
    },
  },
];

function manyAttributes(subject: ConformanceSubject, kind: ResourceKind): JsonObject[] {
  const random = seededRandom(7);
  const made = Array.from({ length: 300 }, () => randomAttributes(kind.schema, random));
  return [...samplesOf(subject, kind.kind).resources.map((sample) => sample.attributes), ...made];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
