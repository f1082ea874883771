import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { json } from './api-context.ts';
import type { Call, Reply } from './api-context.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, refusal } from './refusal.ts';

interface Listed {
  readonly createdAt: number;
}

/** One page, without a total: the caller reads on until a page is empty. */
export function listReply<One extends Listed>(
  call: Call,
  all: Iterable<One>,
  wire: (one: One) => JsonObject,
): ServiceResult<Reply> {
  const number = Number(call.c.req.query('_pageNumber') ?? 1);
  const size = Number(call.c.req.query('_pageSize') ?? call.state.settings.defaultPageSize);
  if (!Number.isSafeInteger(number) || number < 1) return badInput('_pageNumber starts at 1.');
  if (!Number.isSafeInteger(size) || size < 1) return badInput('_pageSize is a positive number.');
  const visible = [...all].filter(call.isVisible);
  return json({ List: visible.slice((number - 1) * size, number * size).map(wire) });
}

/** Seen: what a named query does not find is 404, not an empty list. */
export function namedReply<One extends Listed>(
  call: Call,
  found: readonly One[],
  wire: (one: One) => JsonObject,
): ServiceResult<Reply> {
  const { emptyNamedQuery } = call.state.settings.quirks;
  if (emptyNamedQuery === 404 && !found.some(call.isVisible)) return refusal(404, 'Nothing was found.');
  return listReply(call, found, wire);
}

type NamedQueries = Readonly<Record<string, (call: Call) => ServiceResult<Reply>>>;

export function runNamedQuery(call: Call, queries: NamedQueries): ServiceResult<Reply> {
  const name = call.c.req.query('_namedQuery') ?? '';
  const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
  return query === undefined ? badInput('There is no such named query.') : query(call);
}

/** Which page a request is for, for faults that strike one of them. */
export function pageNumberOf(c: EmulatorContext): number {
  const number = Number(c.req.query('_pageNumber') ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}

export function isNamed(c: EmulatorContext): boolean {
  return c.req.query('_namedQuery') !== undefined;
}
