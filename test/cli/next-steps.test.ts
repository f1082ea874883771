import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, copyOfExample, emptyFolder, mainFile, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('the commands that are printed', () => {
  it('carry on the sandbox, the folder and the plan file', async () => {
    const folder = await begunExample();
    const tail = `--sandbox ${sandbox.url} -C ${folder}`;
    const plan = await rollcall(['plan', ...sandbox.at, '-C', folder, '--out', 'two.json']);
    expect(plain(plan.stdout)).toContain(`rollcall plan --show unmanaged ${tail}`);
    expect(plain(plan.stdout)).toContain(`rollcall apply two.json ${tail}`);
    const applied = await rollcall(['apply', 'two.json', ...sandbox.at, '-C', folder, '--yes']);
    expect(plain(applied.stdout)).toContain(`Next: rollcall status ${tail}`);
    expect(plain((await rollcall(['plan', ...sandbox.at, '-C', folder])).stdout)).toContain(
      `(rollcall status ${tail})`,
    );
  });

  it('consent to the plan file that was refused, not to another plan', async () => {
    await sandbox.reset(portal);
    const folder = copyOfExample();
    rewrite(folder, 'portal.yaml', (text) => `${text}  rails: { mails: { count: 1 } }\n`);
    const { code, stdout } = await rollcall(['plan', ...sandbox.at, '--out', 'two.json'], { folder });
    expect([code, plain(stdout)]).toEqual([4, expect.stringContaining('rollcall apply two.json --consent sha256:')]);
  });
});

describe('a sandbox that is not there', () => {
  it.each(['plan', 'status', 'apply'])('%s says so at once, and how to start it', async (command) => {
    const folder = await begunExample();
    const words = [command, ...(command === 'apply' ? ['--yes'] : []), '--sandbox', 'http://127.0.0.1:9'];
    const { code, stdout, stderr } = await rollcall(words, { folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(plain(stderr)).toContain('No sandbox at http://127.0.0.1:9');
    expect(plain(stderr)).toContain('rollcall sandbox --port 9');
  });

  it('is not something else that answers there', async () => {
    const server = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
    const { stderr } = await rollcall(['plan', '--sandbox', url], { folder: copyOfExample() });
    expect(stderr).toContain(`What answers at ${url} is no Rollcall sandbox`);
  });

  it('nor that of another workspace', async () => {
    const folder = copyOfExample();
    for (const file of ['portal.yaml', 'people/ada.yaml', 'people/ben.yaml']) {
      rewrite(folder, file, (text) => text.replaceAll('acme-connect', 'nordic-connect'));
    }
    const { stderr } = await rollcall(['plan', ...sandbox.at], { folder });
    expect(plain(stderr)).toContain('is of another workspace: it emulates acme-connect');
  });
});

describe('portals of which none could be read', () => {
  it('are no plan of no changes', async () => {
    const { code, stdout } = await rollcall(['plan'], { folder: copyOfExample() });
    expect(code).toBe(1);
    expect(stdout).toContain('Plan: nothing could be planned.');
    expect(stdout).not.toContain('no changes');
  });
});

describe('rollcall quickstart --open', () => {
  async function opened(script: string): Promise<string> {
    const cwd = emptyFolder();
    const env = { ...process.env, INIT_CWD: cwd };
    const child = spawn(process.execPath, [script, 'quickstart', '--open'], { cwd, env });
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    onTestFinished(async () => {
      child.kill('SIGINT');
      await closed;
    });
    return await new Promise((resolve, reject) => {
      let text = '';
      child.once('close', () => reject(new Error(`the quickstart ended: ${text}`)));
      child.stdout.on('data', (data) => {
        text += String(data);
        if (text.includes('Ctrl-C ends it')) resolve(text);
      });
    });
  }

  it('prints commands that work in a clone', async () => {
    const said = await opened(mainFile);
    const command = /^ {2}node (\S+) (plan --sandbox \S+ -C \S+)$/m.exec(said);
    expect(command?.[1]).toBe(mainFile);
    expect((await rollcall((command?.[2] ?? '').split(' '))).code).toBe(0);
    expect(said).not.toMatch(/(?<![$] )rollcall (plan|apply|status)/);
  });

  it('and, where a project has it installed, commands for npx', async () => {
    const bin = join(emptyFolder(), 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(mainFile, join(bin, 'rollcall'));
    expect(await opened(join(bin, 'rollcall'))).toMatch(/^ {2}npx rollcall plan --sandbox \S+ -C \S+$/m);
  });
});
