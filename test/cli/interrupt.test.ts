import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, mainFile, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const people = 12;

/** The example with so many more people that an apply takes a while at 5 requests a second. */
async function crowdedExample(): Promise<string> {
  const folder = await begunExample();
  for (let index = 0; index < people; index += 1) {
    const text = [
      'apiVersion: rollcall/v1',
      'kind: User',
      `metadata: { name: p${index} }`,
      `spec: { email: p${index}@acme.example, access: [{ portal: acme-connect, role: Limited access }] }`,
    ];
    writeFileSync(join(folder, `people/p${index}.yaml`), `${text.join('\n')}\n`);
  }
  return folder;
}

/** Applies, and sends SIGINT, so often, as soon as the first change is done. */
function interruptedApply(
  folder: string,
  signals = 1,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const child = spawn(process.execPath, [mainFile, 'apply', ...sandbox.at, '--yes', '--json'], { cwd: folder });
  let said = '';
  let sent = false;
  child.stdout.on('data', (data) => {
    said += String(data);
    if (sent || !said.includes('"type":"item"')) return;
    sent = true;
    child.kill('SIGINT');
    // Two at once may be heard as one.
    for (let more = 1; more < signals; more += 1) setTimeout(() => child.kill('SIGINT'), 50);
  });
  return new Promise((resolve) => {
    // A second signal may find a program that has finished and listens no more: a shell says 130 of that too.
    child.once('close', (code, signal) => {
      resolve({ code: signal === 'SIGINT' ? 130 : code, lines: said.trimEnd().split('\n') });
    });
  });
}

describe('SIGINT while applying', () => {
  it('finishes what is under way, reports, ends with 130; the next apply goes on and invites nobody twice', async () => {
    const folder = await crowdedExample();
    const { code, lines } = await interruptedApply(folder);
    expect(code).toBe(130);
    const last = JSON.parse(lines.at(-1) ?? '{}') as { report: { ending: string; items: { result: object }[] } };
    expect(last.report.ending).toBe('interrupted');
    // What had not been sent yet may be said to have failed, as long as surely nothing was done.
    for (const { result } of last.report.items) {
      expect(JSON.stringify(result)).toMatch(/"result":"(done|not-tried)"|nothing was done/);
    }

    const next = await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    expect(next, next.stderr).toMatchObject({ code: 0 });
    const to = (await sandbox.inbox({ limit: 1_000 })).filter((mail) => mail.links.length > 0).map((mail) => mail.to);
    expect(to.filter((one) => one !== 'owner@acme.example')).toHaveLength(people + 2);
    expect(new Set(to).size).toBe(to.length);
  });

  it.runIf(process.env['ROLLCALL_SLOW'] === '1')(
    'a second time ends at once; the next apply looks up the rest and invites nobody twice',
    async () => {
      const folder = await crowdedExample();
      await sandbox.reset('acme-connect');
      const earlier = (await sandbox.inbox({ limit: 1_000 })).length;
      const { code } = await interruptedApply(folder, 2);
      expect(code).toBe(130);
      const next = await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
      expect(next, next.stderr).toMatchObject({ code: 0 });
      const all = await sandbox.inbox({ limit: 1_000 });
      const mails = all.slice(0, all.length - earlier).filter((mail) => mail.links.length > 0);
      const to = mails.map((mail) => mail.to).filter((one) => one !== 'owner@acme.example');
      expect(to).toHaveLength(people + 2);
      expect(new Set(to).size).toBe(to.length);
    },
  );
});
