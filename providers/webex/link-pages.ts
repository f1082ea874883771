import type { JsonObject } from '../../engine/model/json.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { DoorAnswer } from '../kit/door-request.ts';
import type { PagedRows } from '../kit/paging.ts';

export interface LinkPagesInput {
  /** The page at this query, already encoded; undefined for the first one. */
  readonly page: (rawQuery: string | undefined) => Promise<DoorAnswer>;
  readonly rowsOf: (answer: DoorAnswer) => readonly JsonObject[];
  readonly keyOf: (row: JsonObject) => string;
}

/** More pages than any organisation has rows: a list that leads round in a circle ends here. */
const mostPages = 10_000;

/**
 * Reads a list by `Link: <…>; rel="next"` (RFC 8288). Only the query of the link is taken: no portal can send a
 * credential elsewhere. A page may hold fewer rows than were asked for, also none; only the missing link is the end.
 *
 * @throws ProviderError where not even the first page came. A later page that fails makes the list partial.
 */
export async function readLinkPages({ page, rowsOf, keyOf }: LinkPagesInput): Promise<PagedRows<JsonObject>> {
  const rows = new Map<string, JsonObject>();
  const seen = new Set<string>();
  let query: string | undefined;
  for (let pages = 1; ; pages += 1) {
    let problem: Problem | null = null;
    try {
      const answer = await page(query);
      for (const row of rowsOf(answer)) rows.set(keyOf(row), row);
      const { link } = answer.headers;
      query = nextQuery(link);
      // Without a query it would be the first page again, and by other words than ours.
      if (isUnreadable(link) || query === '') problem = unreadable;
      if (query !== undefined && (seen.has(query) || pages === mostPages)) problem = circle;
    } catch (error) {
      if (pages === 1 || !(error instanceof ProviderError)) throw error;
      problem = problemOf(error);
    }
    if (problem !== null || query === undefined) return { rows: [...rows.values()], pages, problem };
    seen.add(query);
  }
}

const circle: Problem = {
  code: 'contract',
  text: 'The list leads back to a page that was read already, so it may miss some.',
  cure: 'The portal answers otherwise than it documents. Please report it.',
};

const unreadable: Problem = {
  code: 'contract',
  text: 'The link to the next page cannot be read, so the list may miss some.',
  cure: 'The portal answers otherwise than it documents. Please report it.',
};

/** A link that nobody can read may be the one to the next page: only where there is none is the end. */
function isUnreadable(link: string | undefined): boolean {
  return link !== undefined && link.trim() !== '' && !/<[^<>]*>\s*(;|$)/u.test(link);
}

/** The query of the next page; undefined on the last one. */
export function nextQuery(link: string | undefined): string | undefined {
  const next = /<([^<>]*)>\s*;[^,<]*\brel\s*=\s*"?next\b/iu.exec(link ?? '')?.[1];
  if (next === undefined) return undefined;
  const question = next.indexOf('?');
  return question < 0 ? '' : next.slice(question + 1);
}
