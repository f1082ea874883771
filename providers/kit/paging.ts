import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** How many there are in all pages together, as the portal says with this page. */
  readonly total: number;
}

export interface PagingInput<Row> {
  /** At least 2. The portal may give fewer, and then goes on with fewer. */
  readonly pageSize: number;
  readonly page: (offset: number, size: number) => Promise<Page<Row>>;
  /** What a row is known by: with it, a list that changes while it is read is noticed. */
  readonly keyOf: (row: Row) => string;
}

export interface PagedRows<Row> {
  /** Each once, in the portal's order. */
  readonly rows: readonly Row[];
  readonly pages: number;
  /** Null where every row there is was read. */
  readonly problem: Problem | null;
}

/** A list that changes under the reader is read again so often; who changes it for longer is not waited for. */
const readings = 3;

/**
 * Reads a list by offset. Each page begins with the last row of the page before: where it does not, rows moved while
 * they were read, and one may have been skipped. Such a list is read again from the start.
 *
 * @throws ProviderError where not even the first page came. A later page that fails makes the list partial.
 */
export async function readPages<Row>(input: PagingInput<Row>): Promise<PagedRows<Row>> {
  let pages = 0;
  for (let reading = 1; ; reading += 1) {
    const read = await readOnce(input);
    pages += read.pages;
    if (read.ending === 'whole') return { rows: read.rows, pages, problem: null };
    if (read.ending === 'failed') return { rows: read.rows, pages, problem: problemOf(read.error) };
    if (reading === readings) return { rows: read.rows, pages, problem: restless };
  }
}

const restless: Problem = {
  code: 'unavailable',
  text: `The list changed each of the ${readings} times that it was read, so it may miss some.`,
  cure: 'Somebody else changes it now. Run again when they are done.',
};

type Reading<Row> = { readonly rows: readonly Row[]; readonly pages: number } & (
  { readonly ending: 'whole' | 'moved' } | { readonly ending: 'failed'; readonly error: ProviderError }
);

async function readOnce<Row>({ pageSize, page, keyOf }: PagingInput<Row>): Promise<Reading<Row>> {
  const rows = new Map<string, Row>();
  let last: string | undefined;
  let offset = 0;
  for (let pages = 1; ; pages += 1) {
    const found = await attempted(() => page(offset, pageSize), pages === 1);
    if (found instanceof ProviderError) return { rows: [...rows.values()], pages, ending: 'failed', error: found };
    const fresh = last === undefined ? found.rows : found.rows.slice(1);
    let moved = last !== undefined && (found.rows[0] === undefined || keyOf(found.rows[0]) !== last);
    for (const row of fresh) {
      const key = keyOf(row);
      moved ||= rows.has(key);
      rows.set(key, row);
      last = key;
    }
    const isWhole = rows.size === found.total;
    if (moved || fresh.length === 0 || rows.size >= found.total) {
      return { rows: [...rows.values()], pages, ending: isWhole && !moved ? 'whole' : 'moved' };
    }
    offset += found.rows.length - 1;
  }
}

/** Nothing is known yet when the first page fails: that is an error and no list. */
async function attempted<Value>(act: () => Promise<Value>, isFirst: boolean): Promise<Value | ProviderError> {
  try {
    return await act();
  } catch (error) {
    if (isFirst || !(error instanceof ProviderError)) throw error;
    return error;
  }
}
