import type { ReadResult } from '../../../engine/model/provider.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';
import { type Broken, input, onExotic, onMemory, onWebexConnect, reader } from './break.ts';

const empty: ReadResult = {
  coverage: 'complete',
  resources: [],
  absent: [],
  evidence: [],
  pages: 1,
  rows: 0,
  problem: null,
};

const neverAborted = new AbortController().signal;

/** Readers that say more, or less, than they know. */
export const brokenReaders: readonly Broken[] = [
  {
    what: 'is not sure that an empty portal is empty',
    subject: onMemory(
      reader((good) => ({
        read: async (kind, request) => {
          const result = await good.read(kind, request);
          const unsure = request.known.length === 0 && result.rows === 0;
          return unsure ? { ...result, coverage: 'partial' } : result;
        },
      })),
    ),
    kind: 'account',
    fails: ['an empty portal is read completely'],
  },
  {
    what: 'counts one page, however many there were',
    subject: onMemory(reader((good) => ({ read: async (...given) => ({ ...(await good.read(...given)), pages: 1 }) }))),
    kind: 'account',
    fails: ['all pages are read, in pages of two'],
  },
  {
    what: 'gives a short list as complete',
    subject: onMemory(
      reader((good) => ({
        read: async (kind, request) => {
          const result = await good.read(kind, request);
          return result.coverage === 'partial' ? { ...result, coverage: 'complete' } : result;
        },
      })),
    ),
    kind: 'account',
    fails: ['a failing second page is partial', 'a partial read removes nothing'],
  },
  {
    what: 'takes a failed read for an empty one',
    subject: onMemory(reader((good) => ({ read: (...given) => good.read(...given).catch(() => empty) }))),
    kind: 'account',
    fails: ['a portal that is down is an error, not an empty list', 'a portal that is down blocks only itself'],
  },
  {
    what: 'does not say that something is absent',
    subject: onMemory(
      reader((good) => ({ read: async (...given) => ({ ...(await good.read(...given)), absent: [] }) })),
    ),
    kind: 'account',
    fails: [
      'only what is asked for is found or positively absent',
      'a write that was lost is not sent again blindly',
      'a delete whose answer was lost is found done',
    ],
  },
  {
    what: 'writes a note of its visit whenever it reads',
    subject: memorySubject((store) =>
      reader((good) => ({
        read: async (kind, request) => {
          await store.change('visits', '1', 'visit', {});
          return good.read(kind, request);
        },
      }))(createMemoryProvider(store)),
    ),
    kind: 'account',
    fails: [
      'reading writes nothing',
      'a second apply writes nothing',
      'planning writes nothing',
      'what is there as declared is adopted without a write',
      'what changed between plan and apply is stale',
      'a write whose answer was lost is sent once, and found done',
      'a write that was lost is not sent again blindly',
      'a delete whose answer was lost is found done',
      'after an interrupt nothing new is started',
      'the writer refuses what the kind cannot do, and writes nothing',
    ],
  },
  {
    what: 'takes a refused token for a bad line',
    subject: onExotic(
      reader((good) => ({
        read: (...given) =>
          good.read(...given).catch((error: unknown) => {
            if (!(error instanceof ProviderError) || error.code !== 'auth') throw error;
            throw new ProviderError('unavailable', error.message);
          }),
      })),
    ),
    kind: 'invitee',
    fails: ['a wrong credential is an auth error with a cure'],
  },
  {
    what: 'cannot read lockers and says that it has read them all',
    subject: onExotic(
      reader((good) => ({
        read: async (kind, request) => {
          const result = await good.read(kind, request);
          return kind === 'locker' ? { ...result, coverage: 'complete' } : result;
        },
      })),
    ),
    kind: 'locker',
    fails: ['a kind that cannot be listed is never complete'],
  },
  {
    what: 'goes on reading after an interrupt',
    subject: onMemory(input((given) => ({ ...given, deps: { ...given.deps, signal: neverAborted } }))),
    kind: 'account',
    fails: ['an interrupted read stops within one operation'],
  },
  {
    what: 'dates everything long ago',
    subject: onMemory(
      reader((good) => ({
        read: async (...given) => {
          const result = await good.read(...given);
          return { ...result, resources: result.resources.map(longAgo) };
        },
      })),
    ),
    kind: 'account',
    fails: ['what is observed has an id and a date'],
  },
  {
    what: 'falls over an attribute that it does not know',
    subject: onMemory(
      reader((good) => ({
        read: async (...given) => {
          const result = await good.read(...given);
          const strange = result.resources.some((one) => Object.hasOwn(one.attributes, 'attributeFromTheFuture'));
          if (strange) throw new ProviderError('contract', 'What is attributeFromTheFuture?');
          return result;
        },
      })),
    ),
    kind: 'account',
    fails: ['an attribute that the provider does not know is left alone'],
  },
  {
    what: 'remembers who was there',
    subject: onMemory((whole) => {
      const seen = new Map<string, ObservedResource>();
      return reader((good) => ({
        read: async (kind, request) => {
          const result = await good.read(kind, request);
          for (const one of result.resources) seen.set(`${kind}/${one.address.key}`, one);
          const ghosts = [...seen].filter(([key]) => key.startsWith(`${kind}/`)).map(([, one]) => one);
          return request.only === undefined ? { ...result, resources: ghosts } : result;
        },
      }))(whole);
    }),
    kind: 'account',
    fails: [
      'a failing second page is partial',
      'what somebody removed is made again',
      'a changed natural key ends with one object under the new key',
    ],
  },
  {
    what: 'asks faster than it may',
    subject: onWebexConnect(
      input((given) => ({
        ...given,
        portal: { ...given.portal, limits: { ...given.portal.limits, requestsPerSecond: 1000 } },
      })),
    ),
    kind: 'teammate',
    fails: ["the portal's requestsPerSecond is kept"],
  },
];

function longAgo(one: ObservedResource): ObservedResource {
  return { ...one, evidence: { ...one.evidence, at: '1970-01-01T00:00:00.000Z' } };
}
