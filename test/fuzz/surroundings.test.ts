import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../engine/cli/exit-codes.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';
import { forbidden } from '../support/hostile-text.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const documented: readonly (number | null)[] = Object.values(exitCodes);

/** What stands in the place of a credential, or how it is given. */
type Given =
  | { readonly how: 'env'; readonly bytes: Uint8Array }
  | { readonly how: 'file'; readonly bytes: Uint8Array }
  | { readonly how: 'place'; readonly place: 'folder' | 'pipe' | 'link out' | 'link circle' | 'nothing' | 'device' };

const word = 'canary-9f-word';
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((some) => new Uint8Array([...Buffer.from(word), ...some])),
  fc
    .constantFrom(
      '\r\n',
      '\u0000',
      '\u001b[2J',
      '\ufeff',
      '\u202e',
      ' ',
      'ü',
      '\n-----BEGIN\n',
      'x'.repeat(100_000),
      '"}',
      '%0d%0a',
    )
    .map((odd) => new Uint8Array(Buffer.from(`${word}${odd}${word}`))),
);
const given: fc.Arbitrary<Given> = fc.oneof(
  fc.record({ how: fc.constant('env' as const), bytes }),
  fc.record({ how: fc.constant('file' as const), bytes }),
  fc.record({
    how: fc.constant('place' as const),
    place: fc.constantFrom('folder', 'pipe', 'link out', 'link circle', 'nothing', 'device'),
  }),
);

const places: Readonly<Record<Extract<Given, { how: 'place' }>['place'], (path: string) => void>> = {
  folder: (path) => mkdirSync(path),
  pipe: (path) => void execFileSync('mkfifo', [path]),
  'link out': (path) => symlinkSync('/etc/hostname', path),
  'link circle': (path) => symlinkSync(path, path),
  device: (path) => symlinkSync('/dev/zero', path),
  nothing: () => undefined,
};

/** A portal that lets nobody in, and says back what it was sent. */
let portal: Server;
let url: string;
beforeAll(async () => {
  portal = createServer((request, response) => {
    response.statusCode = 401;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ message: request.rawHeaders.join(' '), description: request.rawHeaders.join(' ') }));
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
});
afterAll(() => portal.close());

describe('whatever stands where a credential should', () => {
  test('the plan ends soon, in words, and shows nothing of it', { timeout: longestRun }, async () => {
    const folder = await begunExample();
    rewrite(folder, 'portal.yaml', (text) => text.replace('https://acme.us.webexconnect.io', url));
    // The first run of a command loads it, which is no measure of the command.
    await rollcall(['plan'], { folder });
    const honest = { env: '{ env: ACME_CONNECT_TOKEN }', file: '{ file: secret }' };
    await fc.assert(
      fc.asyncProperty(given, async (one) => {
        const [from, to] = one.how === 'env' ? [honest.file, honest.env] : [honest.env, honest.file];
        rewrite(folder, 'portal.yaml', (text) => text.replace(from, to));
        const path = join(folder, 'secret');
        rmSync(path, { recursive: true, force: true });
        if (one.how === 'file') writeFileSync(path, one.bytes);
        if (one.how === 'place') places[one.place](path);
        const env = one.how === 'env' ? { ACME_CONNECT_TOKEN: Buffer.from(one.bytes).toString('utf8') } : {};
        const begun = performance.now();
        const { code, stdout, stderr } = await rollcall(['plan', '--format', 'json'], { folder, env });
        const said = `${stdout}${stderr}`;
        expect(performance.now() - begun).toBeLessThan(longestCase);
        expect(documented).toContain(code);
        expect(code).not.toBe(exitCodes.done);
        expect(said).not.toContain(word);
        expect(said).not.toMatch(forbidden);
        expect(said).not.toMatch(/something unexpected|\n\s+at \S+ \(|node:internal/u);
        expect(said).toMatch(/"cure": "\w|→ \w/u);
      }),
      fuzzRuns({ short: 3, long: 150 }),
    );
  });
});
