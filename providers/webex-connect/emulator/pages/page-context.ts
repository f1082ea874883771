import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { TeammateRow, Tenant } from '../tenant.ts';
import { pathOf } from './portal-page.tsx';
import type { Sessions } from './sessions.ts';

/** What the pages share. The tenant is a function because a reset puts a new one in its place. */
export interface Pages {
  readonly app: Hono<EmulatorEnv>;
  readonly tenant: () => Tenant;
  readonly sessions: Sessions;
}

/** The text fields of a sent form. */
export interface SentForm {
  /** The first of this name; empty where there is none. */
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
}

export async function readForm(c: EmulatorContext): Promise<SentForm> {
  const form = await c.req.formData();
  const all = (name: string): string[] => form.getAll(name).filter((value) => typeof value === 'string');
  return { all, text: (name) => all(name)[0] ?? '' };
}

/** After a form: to another page of this portal. */
export function goTo(c: EmulatorContext, tenant: Tenant, path: string): Response {
  return c.redirect(pathOf(tenant, path), 303);
}

/** Logged in from now on; the audit log says so. */
export function logIn({ tenant, sessions }: Pages, c: EmulatorContext, person: TeammateRow): Response {
  sessions.start(c, person);
  tenant().auditLog.record(person, 'login');
  return goTo(c, tenant(), '/welcome');
}
