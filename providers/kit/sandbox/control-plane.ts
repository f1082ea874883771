import { Hono } from 'hono';
import type { Context } from 'hono';
import { isJsonObject } from '../../../engine/model/json.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Emulator } from '../emulator.ts';
import { parseFaultRule } from './fault-rule.ts';
import { mostAhead } from './sandbox-world.ts';
import type { SandboxParts } from './sandbox-parts.ts';

type Answer = Response | Promise<Response>;

/**
 * `/_sandbox/…`: for tests and the quickstart, what a person does on the start page. Answers are JSON; what is wrong
 * with a request stands in `error`.
 */
export function createControlPlane(parts: SandboxParts): Hono {
  const { world, emulators } = parts;
  const plane = new Hono();
  plane.use('*', async (_, next) => {
    world.settle();
    await next();
  });
  plane.get('/portals', (c) => c.json({ portals: emulators.map(describePortal) }));
  plane.get('/inbox', (c) => {
    const { to, portal } = c.req.query();
    const filter = { ...(to === undefined ? {} : { to }), ...(portal === undefined ? {} : { portal }) };
    return c.json({ total: world.inbox.count(), mails: world.inbox.list(filter, limitOf(c)) });
  });
  plane.post('/inbox', async (c) => await receive(c, parts));
  plane.get('/clock', (c) => c.json({ now: world.instant(), ahead: world.ahead() }));
  plane.post('/clock', async (c) => {
    const { advance } = await bodyOf(c);
    if (typeof advance !== 'number' || advance < 0) return refuse(c, 'advance must be milliseconds, from 0');
    if (world.ahead() + advance > mostAhead) {
      const left = mostAhead - world.ahead();
      return refuse(
        c,
        `the clock goes at most ten years ahead in all; advance may be ${left} milliseconds at most now`,
      );
    }
    world.advance(advance);
    return c.json({ now: world.instant(), ahead: world.ahead() });
  });
  plane.get('/events', (c) => c.json({ events: world.events.history() }));
  addPortalRoutes(plane, emulators);
  plane.all('*', (c) => refuse(c, `there is no ${c.req.method} ${c.req.path}`, 404));
  return plane;
}

const longestMail = 256 * 1024;

/** A mail that Rollcall itself sends to the people of a portal. Here it goes no further. */
async function receive(c: Context, { world, emulators }: SandboxParts): Promise<Response> {
  const { portal, to, subject, text, from = 'rollcall' } = await bodyOf(c);
  const parts = [portal, to, subject, text, from];
  if (!parts.every((part) => typeof part === 'string' && part !== '' && part.length <= longestMail)) {
    return refuse(c, 'a mail has portal, to, subject and text');
  }
  const [name = '', receiver = '', title = '', words = '', sender = ''] = parts.map(String);
  if (!emulators.some((one) => one.portal === name)) return refuse(c, `no portal ${name} in this sandbox`, 404);
  const mail = { at: world.instant(), portal: name, to: receiver, subject: title, text: words, links: [] };
  const { id } = world.inbox.deliver({ ...mail, own: { from: sender } });
  return c.json({ id }, 201);
}

function addPortalRoutes(plane: Hono, emulators: readonly Emulator[]): void {
  const route = (method: 'GET' | 'POST' | 'DELETE', path: string, act: (c: Context, one: Emulator) => Answer): void => {
    plane.on(method, `/portals/:portal${path}`, (c) => {
      const name = c.req.param('portal') ?? '';
      const portal = emulators.find((one) => one.portal === name);
      return portal === undefined ? refuse(c, `no portal ${name} in this sandbox`, 404) : act(c, portal);
    });
  };
  route('GET', '/people', (c, portal) => c.json(portal.people(limitOf(c))));
  route('POST', '/people/:email/:step', play);
  route('GET', '/journal', (c, { journal }) => {
    return c.json({ counts: journal.counts(), entries: journal.entries().slice(-limitOf(c)) });
  });
  route('GET', '/faults', (c, { faults }) => c.json({ faults: faults.active() }));
  route('POST', '/faults', inject);
  route('DELETE', '/journal', (c, { journal }) => done(c, journal.clear));
  route('DELETE', '/faults', (c, { faults }) => done(c, faults.clear));
  route('DELETE', '/faults/:id', (c, { faults }) => done(c, () => faults.clear(c.req.param('id'))));
  route('POST', '/reset', (c, portal) => done(c, portal.reset));
}

async function play(c: Context, portal: Emulator): Promise<Response> {
  const step = c.req.param('step') ?? '';
  const result = await portal.play(step, c.req.param('email') ?? '', await bodyOf(c));
  return c.json(result, result.played ? 200 : 400);
}

async function inject(c: Context, portal: Emulator): Promise<Response> {
  const rule = parseFaultRule(await bodyOf(c), portal.operations);
  if (typeof rule === 'string') return refuse(c, rule);
  return c.json({ id: portal.faults.inject(rule) }, 201);
}

function describePortal({ portal, provider, title, operations, people }: Emulator): JsonObject {
  const { total, states } = people(0);
  return { portal, provider, title, operations, people: { total, states: { ...states } } };
}

function done(c: Context, act: () => void): Response {
  act();
  return c.json({ done: true });
}

/** 100 where nothing, or nothing sensible, is asked for. */
function limitOf(c: Context): number {
  const limit = Number(c.req.query('limit') ?? 100);
  return Number.isSafeInteger(limit) && limit > 0 ? limit : 100;
}

/** An empty object where the body is no JSON object: the checks then say what is missing. */
async function bodyOf(c: Context): Promise<JsonObject> {
  try {
    const body: unknown = await c.req.json();
    return isJsonObject(body) ? body : {};
  } catch {
    return {};
  }
}

function refuse(c: Context, error: string, status: 400 | 404 = 400): Response {
  return c.json({ error }, status);
}
