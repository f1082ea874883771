import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, copyOfExample, emptyFolder, type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

/** The other tests run command lines in their own process; each command once is a program here, and shows the same. */
describe('the built program shows what its sources show in the process of a test:', () => {
  const everywhere = [
    ['--help'],
    ['--version'],
    ['plan', '--help'],
    ['providers'],
    ['schema', 'user'],
    ['plam'],
    ['validate', '-C', 'nowhere'],
  ];
  it.each(everywhere.map((words) => ({ words, line: words.join(' ') })))('$line', async ({ words }) => {
    const folder = emptyFolder();
    expect(await rollcallProgram(words, { folder })).toEqual(await rollcall(words, { folder }));
  });

  it('init', async () => {
    const [one, other] = [emptyFolder(), emptyFolder()];
    const ran = await rollcallProgram(['init'], { folder: one });
    expect(ran.code).toBe(0);
    expect(plain(ran)).toEqual(plain(await rollcall(['init'], { folder: other })));
  });

  it('validate', async () => {
    const folder = copyOfExample();
    const ran = await rollcallProgram(['validate', '--format', 'json'], { folder });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran).toEqual(await rollcall(['validate', '--format', 'json'], { folder }));
  });

  it('plan, and its exit code', async () => {
    const words = ['plan', ...sandbox.at, '--detailed-exitcode'];
    const folder = copyOfExample();
    const ran = await rollcallProgram(words, { folder });
    expect(ran.code).toBe(2);
    expect(plain(ran)).toEqual(plain(await rollcall(words, { folder })));
  });

  it('apply, status and attest', async () => {
    const shown: Record<string, Ran[]> = { apply: [], status: [], attest: [] };
    for (const run of [rollcallProgram, rollcall]) {
      await sandbox.reset(portal);
      const folder = await begunExample();
      shown['apply']?.push(await run(['apply', ...sandbox.at, '--yes'], { folder }));
      shown['status']?.push(await run(['status', ...sandbox.at], { folder }));
      shown['attest']?.push(await run(['attest', 'nobody'], { folder }));
    }
    const codes = Object.values(shown).map(([first]) => first?.code);
    expect(codes, JSON.stringify(shown)).toEqual([0, 3, 1]);
    for (const [first, second] of Object.values(shown)) expect(plain(first)).toEqual(plain(second));
  });
});

/** Without what differs from run to run: moments, ids, digests and durations. */
function plain(ran: Ran | undefined): Ran | undefined {
  if (ran === undefined) return undefined;
  const even = (text: string) =>
    text
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?Z?/g, 'MOMENT')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT\d{6}Z-[0-9a-f]{8}/g, 'ID')
      .replace(/rollcall-cli-\w+/g, 'FOLDER')
      .replace(/sha256:[0-9a-f…]+/g, 'DIGEST')
      .replace(/\d+(\.\d+)? ?(ms|s|seconds?)\b/g, 'TIME');
  return { code: ran.code, stdout: even(ran.stdout), stderr: even(ran.stderr) };
}
