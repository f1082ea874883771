import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { copyOfExample, folderWith, mainFile, rollcall } from '../support/cli.ts';

beforeAll(setup);

describe('rollcall sandbox', () => {
  it('says where it listens, emulates the portals, and ends well when it is interrupted', async () => {
    const child = spawn(process.execPath, [mainFile, 'sandbox', '--port', '0'], { cwd: copyOfExample() });
    const said = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout.on('data', (data) => {
        text += String(data);
        if (text.includes('Ctrl-C')) resolve(text);
      });
    });
    expect(said).toContain('nothing here is real');
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    expect(said).toContain(`acme-connect (webex-connect)  ${url}/acme-connect`);
    expect(said).toContain(`rollcall plan --sandbox ${url}`);
    const taken = await rollcall(['sandbox', '--port', new URL(url).port], { folder: copyOfExample() });
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.stderr).toContain('is taken');
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('names a portal that nothing emulates', async () => {
    const folder = folderWith({
      'rollcall.yaml': 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n',
      'portal.yaml': 'apiVersion: rollcall/v1\nkind: Portal\nmetadata: { name: m }\nspec: { provider: memory }\n',
    });
    const child = spawn(process.execPath, [mainFile, 'sandbox', '--port', '0'], { cwd: folder });
    const said = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
    expect(said).toContain('m: nothing emulates this provider');
    child.kill('SIGTERM');
  });
});
