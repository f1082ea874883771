import type { Context, Next } from 'hono';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Lets in only who calls the sandbox by a loopback name. A page elsewhere that points its own name at this machine
 * (DNS rebinding), or that posts a form here, is refused.
 */
export async function loopbackOnly(c: Context, next: Next): Promise<Response | undefined> {
  const host = nameOf(c.req.header('host') ?? new URL(c.req.url).host);
  if (!loopbackNames.has(host)) return refusal(c, `it was called as ${JSON.stringify(host)}`);
  const origin = c.req.header('origin');
  if (origin !== undefined && !isLoopbackOrigin(origin)) return refusal(c, 'a page of another site sent this');
  await next();
  return undefined;
}

function refusal(c: Context, why: string): Response {
  const text = `The Rollcall sandbox answers only to 127.0.0.1, localhost and [::1]; ${why}.`;
  return c.text(text, 403);
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/u, '').toLowerCase();
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && loopbackNames.has(new URL(origin).hostname.toLowerCase());
}
