import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { PagedRows } from './paging.ts';

export interface NumberedPagingInput<Row> {
  /** The page of this number, from 1. An empty one is past the end; the portal tells no totals. */
  readonly page: (number: number) => Promise<readonly Row[]>;
  readonly keyOf: (row: Row) => string;
}

const readings = 3;

/**
 * Reads a list whose portal tells neither totals nor links: page after page until an empty one. A row that comes twice
 * shows that the list moved while it was read; it is then read again. A row that slipped away between two pages cannot
 * be noticed: this is the portal's limit, not ours.
 *
 * @throws ProviderError where not even the first page came. A later page that fails makes the list partial.
 */
export async function readNumberedPages<Row>(input: NumberedPagingInput<Row>): Promise<PagedRows<Row>> {
  let pages = 0;
  for (let reading = 1; ; reading += 1) {
    const read = await readOnce(input);
    pages += read.pages;
    if (!read.moved || reading === readings) {
      return { rows: read.rows, pages, problem: read.moved ? restless : read.problem };
    }
  }
}

const restless: Problem = {
  code: 'unavailable',
  text: `The list changed each of the ${readings} times that it was read, so it may miss some.`,
  cure: 'Somebody else changes it now. Run again when they are done.',
};

interface Reading<Row> extends PagedRows<Row> {
  readonly moved: boolean;
}

async function readOnce<Row>({ page, keyOf }: NumberedPagingInput<Row>): Promise<Reading<Row>> {
  const rows = new Map<string, Row>();
  for (let number = 1; ; number += 1) {
    let found: readonly Row[];
    try {
      found = await page(number);
    } catch (error) {
      if (number === 1 || !(error instanceof ProviderError)) throw error;
      return { rows: [...rows.values()], pages: number, problem: problemOf(error), moved: false };
    }
    if (found.length === 0) return { rows: [...rows.values()], pages: number, problem: null, moved: false };
    for (const row of found) {
      const key = keyOf(row);
      if (rows.has(key)) return { rows: [...rows.values()], pages: number, problem: null, moved: true };
      rows.set(key, row);
    }
  }
}
