import { formatAddress } from '../../../engine/model/address.ts';
import type { Change } from '../../../engine/model/change.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { Outcome } from '../../../engine/model/provider.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';
import type { MemoryRow } from '../../../providers/memory/store.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { type Broken, onMemory, onStore, reader, writer } from './break.ts';

/** Writers that do more, or less, than they say. */
export const brokenWriters: readonly Broken[] = [
  {
    what: 'forgets the note of a new account',
    kind: 'account',
    subject: onMemory(
      writer((good) => ({
        create: async (change, context) => {
          const { note: _, ...kept } = change.after ?? {};
          return good.create({ ...change, after: kept } as Change, context);
        },
      })),
    ),
    fails: [
      'what is created is there, and then nothing is to plan',
      'a second apply writes nothing',
      'each attribute is updated, and then nothing is to plan',
    ],
    andMore: true,
  },
  {
    what: 'says that it has changed the name, and has not',
    subject: onMemory(
      writer((good) => ({
        update: async (change, context) => {
          const { name: _, ...kept } = change.after ?? {};
          const outcome = await good.update({ ...change, after: kept } as Change, context);
          return shown(outcome, change);
        },
      })),
    ),
    kind: 'account',
    fails: [
      'each attribute is updated, and then nothing is to plan',
      'attributes that are not mentioned survive',
      'an attribute that the provider does not know is left alone',
    ],
  },
  {
    what: 'wipes what is not mentioned',
    subject: onStore((good) => ({
      change: async (table, id, key, attributes) => {
        const row = await good.find(table, id, key);
        const wiped = Object.fromEntries(
          Object.keys(row?.attributes ?? {}).map((field): [string, Json] => [field, null]),
        );
        return good.change(table, id, key, { ...wiped, ...attributes });
      },
    })),
    kind: 'account',
    fails: ['attributes that are not mentioned survive', 'an attribute that the provider does not know is left alone'],
  },
  {
    what: 'says that it has deleted, and has not',
    subject: onMemory(writer(() => ({ delete: async () => ({ outcome: 'done', observed: null }) }))),
    kind: 'account',
    fails: [
      'what is removed is gone, and the others stay',
      'deleting twice is done twice',
      'a delete whose answer was lost is found done',
    ],
  },
  {
    what: 'cannot delete what is gone already',
    subject: onMemory((whole) => {
      const gone = new Set<string>();
      return writer((good) => ({
        delete: async (change, context) => {
          const what = `${change.address.kind} ${change.id}`;
          if (gone.has(what)) throw new ProviderError('not-found', 'It is not there.');
          gone.add(what);
          return good.delete(change, context);
        },
      }))(whole);
    }),
    kind: 'account',
    fails: ['deleting twice is done twice'],
  },
  {
    what: 'adds to an exclusive set',
    subject: onStore((good) => ({
      change: async (table, id, key, attributes) => {
        const row = await good.find(table, id, key);
        const before = row?.attributes['groups'];
        const { groups } = attributes;
        const all = isList(before) && isList(groups) ? { groups: [...new Set([...before, ...groups])] } : {};
        return good.change(table, id, key, { ...attributes, ...all });
      },
    })),
    kind: 'membership',
    fails: [
      'each attribute is updated, and then nothing is to plan',
      'attributes that are not mentioned survive',
      'a take-over needs a consent',
      'an attribute that the provider does not know is left alone',
    ],
  },
  {
    what: 'makes a second object where the key changes',
    subject: onMemory(
      writer((good) => ({
        update: (change, context) =>
          'formerKey' in change ? good.create(change, context) : good.update(change, context),
      })),
    ),
    kind: 'account',
    fails: ['a changed natural key ends with one object under the new key'],
  },
  {
    what: 'sees only what it made itself, and makes over what is there',
    subject: memorySubject((store) => {
      const own = new Set<string>();
      const make = async (table: string, key: string, attributes: JsonObject): Promise<MemoryRow | null> => {
        const row = await store.find(table, null, key);
        own.add(`${table}/${key}`);
        return row === null ? store.insert(table, key, attributes) : store.change(table, row.id, key, attributes);
      };
      const onlyOwn = reader((good) => ({
        read: async (...given) => {
          const result = await good.read(...given);
          const isOwn = ({ address }: ObservedResource): boolean => own.has(formatAddress(address));
          return { ...result, resources: result.resources.filter(isOwn) };
        },
      }));
      return onlyOwn(createMemoryProvider({ ...store, insert: make }));
    }),
    kind: 'account',
    fails: [
      'all pages are read, in pages of two',
      'a failing second page is partial',
      'only what is asked for is found or positively absent',
      'what is there as declared is adopted without a write',
      'what appeared between plan and apply is not overwritten',
      'what is observed has an id and a date',
    ],
  },
];

function shown(outcome: Outcome, change: Change): Outcome {
  if (outcome.outcome !== 'done' || outcome.observed === null) return outcome;
  return {
    ...outcome,
    observed: { ...outcome.observed, attributes: { ...outcome.observed.attributes, ...change.after } },
  };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
