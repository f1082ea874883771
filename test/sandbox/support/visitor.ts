import { expect } from 'vitest';
import type { InProcessApp } from '../../../providers/kit/emulator-in-process.ts';

export interface Visit {
  readonly status: number;
  /** Where redirects have led. */
  readonly path: string;
  readonly html: string;
  /** What a person reads: without tags, entities undone. */
  readonly text: string;
}

export interface Visitor {
  readonly get: (path: string) => Promise<Visit>;
  /** Sends a form; a field with several values is an array. */
  readonly send: (path: string, fields?: Readonly<Record<string, string | readonly string[]>>) => Promise<Visit>;
  readonly cookies: () => string;
}

export const origin = 'http://127.0.0.1:4747';

/** A person without a browser: keeps cookies, follows redirects, reads. */
export function visitor(app: InProcessApp): Visitor {
  const cookies = new Map<string, string>();
  const cookieText = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function request(path: string, init: RequestInit): Promise<Visit> {
    const headers = { cookie: cookieText(), origin };
    const response = await app.fetch(new Request(`${origin}${path}`, { ...init, headers }), {});
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (response.status === 303 && next !== null) return await request(next, {});
    const html = await response.text();
    return { status: response.status, path, html, text: readable(html) };
  }

  return {
    get: (path) => request(path, {}),
    send: (path, fields = {}) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      }
      return request(path, { method: 'POST', body });
    },
    cookies: cookieText,
  };
}

function readable(html: string): string {
  const content = html.replace(/<style>.*?<\/style>/su, '').replace(/<[^>]*>/gu, ' ');
  const plain = content
    .replace(/&#39;/gu, "'")
    .replace(/&quot;/gu, '"')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>');
  return plain.replace(/&amp;/gu, '&').replace(/\s+/gu, ' ');
}

/** Matches a text that contains this one. */
export function saying(text: string): unknown {
  return expect.stringContaining(text);
}
