import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.reset(portal));
afterAll(() => sandbox.close());

async function tooManyMails(): Promise<string> {
  const folder = await begunExample();
  rewrite(folder, 'portal.yaml', (text) => `${text}  rails: { mails: { count: 1 } }\n`);
  return folder;
}

function segmentsIn(folder: string): string[] {
  return readdirSync(join(folder, '.rollcall/ledger')).filter((name) => name.endsWith('.jsonl'));
}

/** The entries of all segments, headers left out. */
function entriesIn(folder: string): LedgerEntry[] {
  const text = segmentsIn(folder).map((name) => readFileSync(join(folder, '.rollcall/ledger', name), 'utf8'));
  const lines = text.join('').trimEnd().split('\n');
  return lines.flatMap((line) => (JSON.parse(line) as { readonly entry?: LedgerEntry }).entry ?? []);
}

function reportsIn(folder: string): RunReport[] {
  const runs = join(folder, '.rollcall/runs');
  const names = readdirSync(runs).filter((name) => name.endsWith('.json'));
  return names.map((name) => JSON.parse(readFileSync(join(runs, name), 'utf8')) as RunReport);
}

describe('an apply that is refused', () => {
  it('by a rail leaves a line in the ledger and a report, and says so once', async () => {
    const folder = await tooManyMails();
    const { code, stdout } = await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    expect(code).toBe(4);
    expect(stdout.match(/Refused before the first write/g)).toHaveLength(1);
    const [report] = reportsIn(folder);
    expect(report).toMatchObject({ ending: 'refused', exitCode: 4, items: [] });
    expect(report?.rails).toContainEqual(expect.objectContaining({ rail: 'mails', verdict: 'refused' }));
    expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
    expect(stdout).toContain(`.rollcall/runs/${report?.run}.json`);
    expect(entriesIn(folder)).toMatchObject([
      { type: 'run-refused', run: report?.run, exitCode: code, because: [expect.stringContaining('mails on')] },
    ]);
  });

  it('for a consent to another plan leaves them too', async () => {
    const folder = await begunExample();
    const consent = ['--consent', `sha256:${'0'.repeat(64)}`, '--why', 'because'];
    const { code, stderr } = await rollcall(['apply', ...sandbox.at, '--yes', ...consent], { folder });
    expect(code).toBe(4);
    expect(reportsIn(folder)).toMatchObject([{ ending: 'refused', exitCode: 4 }]);
    expect(stderr).toContain('.rollcall/runs/');
    expect(entriesIn(folder)).toMatchObject([
      { type: 'run-refused', exitCode: 4, because: [expect.stringContaining('to another plan')] },
    ]);
  });

  it('prints the report as JSON where a program asked', async () => {
    const folder = await tooManyMails();
    const { stdout } = await rollcall(['apply', ...sandbox.at, '--yes', '--json'], { folder });
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { readonly report: RunReport };
    expect(last).toMatchObject({ type: 'report', report: { exitCode: 4 } });
    expect(last.report.rails).not.toEqual([]);
  });

  it('leaves nothing where the command could be seen to be wrong before', async () => {
    const folder = await begunExample();
    await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    const before = segmentsIn(folder);
    const env = { ACME_CONNECT_TOKEN: 'x' };
    expect(await rollcall(['apply', '--yes'], { folder, env })).toMatchObject({ code: 1 });
    expect(await rollcall(['apply', 'none.json', ...sandbox.at, '--yes'], { folder })).toMatchObject({ code: 1 });
    expect(segmentsIn(folder)).toEqual(before);
  });
});
