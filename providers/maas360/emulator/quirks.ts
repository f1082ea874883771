import type { RefusalKind } from './refusal.ts';

/**
 * How a refusal is answered. `bad-request`: HTTP 400 with a `responseCode`, seen with names taken elsewhere in the API;
 * `failure` and `failure-400`: `status: Failure` under HTTP 200 or 400, both seen; `number`: `actionStatus: 1` under
 * HTTP 200, documented for devices; `forbidden` (403) and `unavailable` (503) are ours.
 */
export type RefusalForm = 'bad-request' | 'failure' | 'failure-400' | 'number' | 'forbidden' | 'unavailable';

/** What a caller has to be prepared for. Each is switched by itself; SURFACE.md lists them with their grades. */
export interface Quirks {
  /** JSON is translated from XML: a list with one item is the item itself. */
  readonly singleItems: 'collapsed' | 'list';
  /** A list without items: `""` in the place of the whole list, a list without the member, or `[]`. */
  readonly emptyLists: 'text' | 'absent' | 'list';
  /** Texts that look like numbers become numbers in JSON. */
  readonly numbers: 'coerced' | 'text';
  readonly booleans: 'true' | 'Yes' | 'Y' | '1';
  /** What an action answers that was done: `status: Success`, or `actionStatus: 0`. */
  readonly actions: 'status' | 'actionStatus';
  /** What exceeding the usage limit answers, besides the header that was seen. */
  readonly limitStatus: 429 | 400 | 503;
  readonly refusals: Readonly<Record<RefusalKind, RefusalForm>>;
}

export type QuirksInput = Partial<Omit<Quirks, 'refusals'>> & { readonly refusals?: Partial<Quirks['refusals']> };

const defaults: Quirks = {
  singleItems: 'collapsed',
  emptyLists: 'text',
  numbers: 'coerced',
  booleans: 'true',
  actions: 'status',
  limitStatus: 429,
  refusals: {
    duplicate: 'bad-request',
    denied: 'forbidden',
    limit: 'failure',
    invalid: 'bad-request',
    state: 'failure',
    copying: 'unavailable',
  },
};

export function withDefaults(given: QuirksInput): Quirks {
  return { ...defaults, ...given, refusals: { ...defaults.refusals, ...given.refusals } };
}
