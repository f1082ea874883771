import type { Hono } from 'hono';
import { isJsonObject } from '../../../../engine/model/json.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { EmulatorContext, Operation, Route } from '../../../kit/emulator-operation.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { Market } from './market.ts';
import { invalid } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** What the routes share. The market is a function because a reset puts a new one in its place. */
export interface PurchaseApi {
  readonly app: Hono<EmulatorEnv>;
  readonly operation: (operation: Operation) => Route;
  readonly market: () => Market;
  readonly faults: Faults;
}

/** [ours] The body of an error is not published; this is how the gateway that the API stands behind words its own. */
export function refuse(
  c: EmulatorContext,
  { status, text }: { readonly status: number; readonly text: string },
): Response {
  return c.json({ statusCode: status, message: text }, status as 400);
}

export async function readBody(c: EmulatorContext): Promise<JsonObject | Refusal> {
  try {
    const body: unknown = JSON.parse(await c.req.text());
    return isJsonObject(body) ? body : invalid('the body must be a JSON object');
  } catch {
    return invalid('the body is no JSON');
  }
}

/** New objects may be missing from reads for a while, where a fault says so. */
export function isVisible(api: PurchaseApi, { createdAt }: { readonly createdAt: number }): boolean {
  const hidden = api.faults.invisibleFor('purchase');
  return hidden === 0 || createdAt <= api.market().world.now() - hidden;
}

export const defaultLimit = 10;

/** One page of a list: `{data, pagination}`; ten rows where nothing is asked for. */
export function listing(c: EmulatorContext, rows: readonly JsonObject[]): Response {
  const { offset, limit } = pageAsked(c);
  if (Number.isNaN(offset) || Number.isNaN(limit)) {
    return refuse(c, invalid('offset must be a whole number from 0, limit one from 1'));
  }
  const data = rows.slice(offset, offset + limit);
  return c.json({ data, pagination: { offset, limit, total: rows.length } });
}

/** For faults that strike one page. */
export function pageNumber(c: EmulatorContext): number {
  const { offset, limit } = pageAsked(c);
  return Math.floor(offset / limit) + 1;
}

function pageAsked(c: EmulatorContext): { readonly offset: number; readonly limit: number } {
  return { offset: wholeNumber(c, 'offset', { least: 0, otherwise: 0 }), limit: wholeNumber(c, 'limit', limits) };
}

const limits = { least: 1, otherwise: defaultLimit };

function wholeNumber(c: EmulatorContext, name: string, { least, otherwise }: typeof limits): number {
  const text = c.req.query(name);
  if (text === undefined) return otherwise;
  const number = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  return number >= least ? number : Number.NaN;
}
