import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../engine/cli/exit-codes.ts';
import { folderWith, rollcall } from '../support/cli.ts';
import { forbidden } from '../support/hostile-text.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const documented: readonly (number | null)[] = Object.values(exitCodes);
const empty = mkdtempSync(join(tmpdir(), 'rollcall-fuzz-'));
// The first run of each command loads it, which is no measure of the command.
beforeAll(async () => {
  for (const one of commands) await rollcall([one], { folder: empty });
});
afterAll(() => rmSync(empty, { recursive: true, force: true }));

/** Without `sandbox` and `quickstart`, which stay, and `init`, which writes. */
const commands = ['validate', 'plan', 'apply', 'status', 'attest', 'providers', 'schema', 'help', 'offboard', 'import'];
const options = [
  ...['--help', '-h', '-V', '--version', '--debug', '--no-color', '-C', '--workspace', '--format', 'json', 'markdown'],
  ...['--out', '--target', '--exclude', '--at', '--show', 'all', '--detailed-exitcode', '--destroy', '--refresh-only'],
  ...['--yes', '--json', '--why', '--step', '--sandbox=http://127.0.0.1:1', '--lockdown', '--', '-', '--=', '-x'],
];
const odd = [
  '',
  ' ',
  '.',
  '..',
  '/',
  '/dev/null',
  '\u001b[2J',
  '\u202ex',
  '../../..',
  '__proto__',
  'a/b/c',
  '9e99',
  '-1',
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...commands) },
  { weight: 4, arbitrary: fc.constantFrom(...options) },
  { weight: 2, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\u0000', '')) },
);

describe('whatever is typed', () => {
  test('ends soon, with a documented exit code and without a stack', { timeout: longestRun }, async () => {
    const folder = folderWith({ 'rollcall.yaml': 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n' });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), fc.boolean(), async (words, isEmpty) => {
        const typed = words.filter((one) => !/^(sandbox|quickstart|init)$/u.test(one));
        const begun = performance.now();
        const { code, stdout, stderr } = await rollcall(typed, { folder: isEmpty ? empty : folder });
        const said = `${stdout}${stderr}`;
        expect(performance.now() - begun).toBeLessThan(longestCase);
        expect(documented).toContain(code);
        expect(said).not.toMatch(/something unexpected|\n\s+at \S+ \(|node:internal/u);
        expect(said).not.toMatch(forbidden);
        if (code === exitCodes.error) expect(stderr).not.toBe('');
      }),
      fuzzRuns({ short: 15, long: 1_000 }),
    );
  });
});
