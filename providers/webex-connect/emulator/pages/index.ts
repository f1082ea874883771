import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Tenant } from '../tenant.ts';

/** The human pages. Gives the function that logs everybody out. */
export function addPages(_app: Hono<EmulatorEnv>, _tenant: () => Tenant): () => void {
  return () => undefined;
}
