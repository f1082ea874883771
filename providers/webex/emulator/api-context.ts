import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import type { EmulatorContext, Operation, Route } from '../../kit/emulator-operation.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { Voice } from './answers.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';

/** What the routes share. The organisation is a function because a reset puts a new one in its place. */
export interface Api {
  readonly app: Hono<EmulatorEnv>;
  readonly operation: (operation: Operation) => Route;
  readonly hub: () => ControlHub;
  readonly faults: Faults;
  readonly voice: (c: EmulatorContext) => Voice;
}

/** Delayed visibility: a user who is too new is not there yet for reads. */
export function visibleUsers({ hub, faults }: Api): readonly HubUser[] {
  const users = [...hub().users.values()];
  const invisibleFor = faults.invisibleFor();
  if (invisibleFor === 0) return users;
  const latest = hub().world.now() - invisibleFor;
  return users.filter(({ createdAt }) => createdAt <= latest);
}

export function visibleUser(api: Api, id: string | undefined): HubUser | undefined {
  const user = api.hub().users.get((id ?? '').toLowerCase());
  const invisibleFor = api.faults.invisibleFor();
  const isTooNew = user !== undefined && invisibleFor > 0 && user.createdAt > api.hub().world.now() - invisibleFor;
  return isTooNew ? undefined : user;
}
