import { describe, expect, test } from 'vitest';
import { Secret } from '../../engine/model/secret.ts';
import { openBearerDoor } from '../../providers/kit/bearer-door.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

const token = new Secret('tok-0123456789-abcdef');

function opened(credentials: Readonly<Record<string, Secret>>, baseUrls: Readonly<Record<string, string>>) {
  const seen: (string | null)[] = [];
  const deps = virtualDeps({
    portal: async (request) => {
      seen.push(request.headers.get('authorization'));
      const text = new URL(request.url).pathname === '/echo' ? `no: ${token.reveal()}` : 'no';
      return new Response(JSON.stringify({ text }), { status: 418 });
    },
  });
  const portal = portalDeclaration({ name: 'acme', provider: 'toy', baseUrls });
  const door = openBearerDoor({ portal, credentials, deps }, ({ status, json }) => {
    const { text } = json as { readonly text: string };
    return { verdict: 'refused', code: 'invalid', portalCode: `teapot ${status}`, text };
  });
  const get = (path: string) => door.request({ operation: 'look', method: 'GET', path, writes: false });
  return { seen, get };
}

const base = { default: 'https://portal.test' };

describe('the door of a portal with one bearer token', () => {
  test('sends the token, and reads answers as the provider does', async () => {
    const { seen, get } = opened({ token }, base);
    await expect(get('/look')).rejects.toMatchObject({ code: 'invalid', portalCode: 'teapot 418' });
    expect(seen).toEqual([`Bearer ${token.reveal()}`]);
  });

  test('lets nothing out that the portal echoes of the token', async () => {
    const failure: unknown = await opened({ token }, base)
      .get('/echo')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ portalText: expect.stringContaining('no: ') as unknown });
    expect(JSON.stringify(failure)).not.toContain(token.reveal());
  });

  test.each([
    ['token', {}, base],
    ['base URL', { token }, {}],
  ])('stays shut without a %s, and says where to write it', (what, credentials, baseUrls) => {
    expect(() => opened(credentials, baseUrls)).toThrow(`There is no ${what} for acme.`);
  });
});
