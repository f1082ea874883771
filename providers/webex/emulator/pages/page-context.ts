import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { ControlHub } from '../control-hub-state.ts';
import { pathOf } from './hub-page.tsx';
import type { Sessions } from './sessions.ts';

/** What the pages share. The organisation is a function because a reset puts a new one in its place. */
export interface Pages {
  readonly app: Hono<EmulatorEnv>;
  readonly hub: () => ControlHub;
  readonly sessions: Sessions;
}

/** The first field of a name in a sent form; empty where there is none. */
export async function readForm(c: EmulatorContext): Promise<(name: string) => string> {
  const form = await c.req.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
}

/** After a form: to another page of this portal. */
export function goTo(c: EmulatorContext, hub: ControlHub, path: string): Response {
  return c.redirect(pathOf(hub, path), 303);
}
