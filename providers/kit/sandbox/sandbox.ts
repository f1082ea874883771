import { Hono } from 'hono';
import type { EmulatorEnv } from '../emulator.ts';
import { createControlPlane } from './control-plane.ts';
import { addHumanPages } from './human-pages.tsx';
import { loopbackOnly } from './loopback-only.ts';
import type { SandboxParts } from './sandbox-parts.ts';

export interface Sandbox extends SandboxParts {
  readonly app: Hono<EmulatorEnv>;
}

/**
 * The emulated portals behind one address: each at `/<portal>`, the start page at `/`, the control plane at
 * `/_sandbox`.
 *
 * @throws Error where two emulators have one name, or a name that is no path of one segment.
 */
export function createSandbox(parts: SandboxParts): Sandbox {
  checkNames(parts);
  const app = new Hono<EmulatorEnv>();
  app.use('*', loopbackOnly);
  app.use('*', async (c, next) => {
    await next();
    if (c.res.headers.get('content-type')?.startsWith('text/html') === true) secureHeaders(c.res.headers);
  });
  app.onError((error, c) => c.text(`The sandbox has a defect: ${error.message}. Please report it.`, 500));
  addHumanPages(app, parts);
  app.route('/_sandbox', createControlPlane(parts));
  for (const emulator of parts.emulators) app.route(`/${emulator.portal}`, emulator.app);
  return { ...parts, app };
}

function checkNames({ emulators }: SandboxParts): void {
  const names = new Set<string>();
  for (const { portal } of emulators) {
    const isSegment = /^[a-z0-9][a-z0-9._-]*$/iu.test(portal);
    if (!isSegment) throw new Error(`${portal} cannot be the name of a portal in a sandbox`);
    if (names.has(portal)) throw new Error(`two portals of this sandbox are called ${portal}`);
    names.add(portal);
  }
}

const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The pages need no script and load nothing, so nothing of the kind is allowed. */
function secureHeaders(headers: Headers): void {
  headers.set('content-security-policy', contentPolicy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cache-control', 'no-store');
}
