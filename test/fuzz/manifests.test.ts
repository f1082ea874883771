import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Unmended } from '../../engine/cli/cli-failure.ts';
import { openSession, type Session } from '../../engine/cli/session.ts';
import { emptyLedgerState } from '../../engine/ledger/fold.ts';
import type { Diagnostic } from '../../engine/model/diagnostic.ts';
import type { Provider, Reader } from '../../engine/model/provider.ts';
import { makePlan } from '../../engine/plan/make-plan.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { renderDiagnostics } from '../../engine/render/diagnostics-text.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { loadProviders } from '../../providers/index.ts';
import { forbidden } from '../support/hostile-text.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { damageManifest, examples, manifestDamage } from './support/broken-manifest.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const slow = process.env['ROLLCALL_SLOW'] === '1';
const workspace = 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n';

function portalAt(baseUrl: string, more = 'account: owner@acme.example'): string {
  const spec = `  provider: webex-connect\n  baseUrl: ${baseUrl}\n  ${more}\n`;
  return `apiVersion: rollcall/v1\nkind: Portal\nmetadata: { name: acme }\nspec:\n${spec}`;
}

const place = { columns: 100, colour: false };

let providers: readonly Provider[];
beforeAll(async () => {
  providers = await loadProviders();
});

/** A portal at which nobody is yet. */
const empty: Reader = {
  read: async () => ({
    coverage: 'complete',
    resources: [],
    absent: [],
    evidence: [],
    pages: 1,
    rows: 0,
    problem: null,
  }),
  poll: async () => null,
  estimate: async () => null,
};

/** From the files to the plan as it is shown, as the command goes. Gives everything that is shown. */
async function planFrom(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-fuzz-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await shown(await openSession({ folder, providers, now }), folder);
  } catch (error) {
    if (!(error instanceof Unmended)) throw error;
    expectPlaces(error);
    return renderDiagnostics(error.diagnostics, { ...place, sourceLine: error.sourceLine });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function shown(session: Session, folder: string): Promise<string> {
  const { workspace, declared, locate, sourceLine, warnings } = session;
  const links = new Map(workspace.portals.map(({ name }) => [name, { reader: empty, problem: null }]));
  const { plan, diagnostics } = await makePlan(
    {
      workspace: { ...workspace, folder },
      declared,
      providers,
      links,
      ledger: emptyLedgerState(null),
      scope: wholeScope,
      consents: [],
      source: { engineVersion: '0.0.0', commit: null, clean: null },
      locate,
      keepUnchanged: true,
    },
    virtualDeps(),
  );
  const said = renderDiagnostics([...warnings, ...diagnostics], { ...place, sourceLine });
  if (plan === null) return said;
  const text = renderPlanText(plan, { ...place, show: new Set(['all']), next: 'x' });
  return `${said}${text}\n${renderPlanMarkdown(plan, { next: 'x' })}`;
}

/** Each says where, in words, and what to do. */
function expectPlaces({ diagnostics, sourceLine }: Unmended): void {
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  for (const one of diagnostics) {
    const { at } = one;
    if (at === undefined) throw new Error(`no place: ${wordsOf(one)}`);
    expect(Math.min(at.line, at.column, at.length), wordsOf(one)).toBeGreaterThan(0);
    const line = sourceLine(at.file, at.line);
    if (line !== undefined) expect(at.column, wordsOf(one)).toBeLessThanOrEqual(line.length + 1);
    expect(one.cure ?? one.hint, wordsOf(one)).toBeTruthy();
    expect(wordsOf(one).length).toBeLessThan(4_000);
  }
}

function wordsOf({ code, summary, detail, cure, at }: Diagnostic): string {
  return JSON.stringify({ code, summary, detail, cure, at });
}

describe('whatever stands in manifests', () => {
  test.runIf(slow)('the examples are right as they are', async () => {
    for (const files of examples) expect(await planFrom(files)).toContain('Plan: ');
  });

  /** Found: the line was shown as it stands, and what was wrong was repeated. */
  test.each([
    ['https://robot:hunter22@acme.example', 'a document'],
    [portalAt('https://robot:hunter22@acme.example'), 'a portal'],
    [portalAt('ftp://robot:hunter22@acme.example'), 'a portal of another kind'],
    [portalAt('https://robot:p@hunter22@acme.example'), 'a password that was not encoded'],
    [portalAt('https://robot:a/hunter22@acme.example'), 'another one'],
    [portalAt('https://hunter22@acme.example'), 'a token instead of a name'],
    [portalAt('https://acme.example', 'why: https://robot:hunter22@acme.example/x'), 'a key that is none'],
  ])('no password in an address is shown (%#)', async (text) => {
    const said = await planFrom({ 'rollcall.yaml': workspace, 'a.yaml': text });
    expect(said).toContain('error');
    expect(said).not.toContain('hunter22');
  });

  test('a plan comes of it, or words with place and cure, soon', { timeout: longestRun }, async () => {
    await fc.assert(
      fc.asyncProperty(manifestDamage, async (damage) => {
        const { files, told } = damageManifest(damage);
        const begun = performance.now();
        const text = await planFrom(files).catch((error: unknown) => {
          throw new Error(told, { cause: error });
        });
        expect(performance.now() - begun, told).toBeLessThan(longestCase);
        expect(text, told).not.toMatch(forbidden);
        expect(text, told).not.toContain('hunter22');
      }),
      fuzzRuns({ short: 10, long: 1_000 }),
    );
  });
});
