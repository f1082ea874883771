import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { EmulatorContext, Operation, Route } from '../../kit/emulator-operation.ts';
import { refuse, succeed, wireRow } from './envelope.ts';
import type { Success } from './envelope.ts';
import { isRefusal, unknown } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Actor, Row, Tenant } from './tenant.ts';

/** What the routes share. The tenant is a function because a reset puts a new one in its place. */
export interface Api {
  readonly app: Hono<EmulatorEnv>;
  readonly operation: (operation: Operation) => Route;
  readonly tenant: () => Tenant;
  readonly faults: Faults;
  readonly actor: (c: EmulatorContext) => Actor;
}

/** One row, flat beside the envelope; or the refusal. */
export function answer(api: Api, c: EmulatorContext, result: Row | Refusal, status: Success = 200): Response {
  return isRefusal(result) ? refuse(c, api.tenant(), result) : succeed(c, api.tenant(), wireRow(result), status);
}

/** Delayed visibility: a row that is too new is not there yet for reads. */
export function ifVisible(api: Api, result: Row | Refusal): Row | Refusal {
  if (isRefusal(result)) return result;
  return withoutInvisible(api, [result])[0] ?? unknown(result.status === 'ACTIVE' ? 'teammate' : 'invitation');
}

export function withoutInvisible(api: Api, rows: readonly Row[]): readonly Row[] {
  const invisibleFor = api.faults.invisibleFor();
  if (invisibleFor === 0) return rows;
  const latest = api.tenant().world.now() - invisibleFor;
  return rows.filter((row) => row.createdAt <= latest);
}
