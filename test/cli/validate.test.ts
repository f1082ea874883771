import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { rewrite } from '../support/cli-stage.ts';
import { copyOfExample, emptyFolder, folderWith, rollcall } from '../support/cli.ts';

beforeAll(setup);

const workspace = 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n';
const user = (access: string): string =>
  `apiVersion: rollcall/v1\nkind: User\nmetadata: { name: ada }\nspec:\n  email: ada@acme.example\n  access: [${access}]\n`;

describe('rollcall validate', () => {
  it('says that a workspace is valid', async () => {
    const { code, stdout, stderr } = await rollcall(['validate'], { folder: copyOfExample() });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Valid: 4 documents, 1 portal, 2 people, 2 resources.\n',
      stderr: '',
    });
  });

  it('takes the first example without its line of settings, as its README says, for a tenant by hand', async () => {
    const folder = copyOfExample();
    rewrite(folder, 'portal.yaml', (text) => text.replace('  settings: { mode: adapter }\n', ''));
    expect(await rollcall(['validate'], { folder })).toMatchObject({ code: 0, stderr: '' });
    const planned = await rollcall(['plan'], { folder, env: { ACME_CONNECT_TOKEN: '' } });
    expect(planned.stdout + planned.stderr).toContain('auditLog: false');
  });

  it('names a folder that is not there', async () => {
    const folder = emptyFolder();
    const { code, stderr } = await rollcall(['validate', '-C', 'nope'], { folder });
    expect([code, stderr]).toEqual([1, expect.stringContaining('/nope is not there')]);
    const file = await rollcall(['init', '-C', 'portal.yaml'], { folder: copyOfExample() });
    expect([file.code, file.stderr]).toEqual([1, expect.stringContaining('portal.yaml is no folder')]);
  });

  it('draws each mistake at its place and ends with 1', async () => {
    const folder = folderWith({ 'rollcall.yaml': workspace, 'ada.yaml': user('{ portl: acme, role: Owner }') });
    const { code, stdout, stderr } = await rollcall(['validate'], { folder });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error\[unknown-key\]/m);
    expect(stderr).toMatch(/^ {2}ada\.yaml:6:\d+$/m);
    expect(stderr).toContain('did you mean portal?');
    expect(stderr).toMatch(/\^{5}/);
    expect(stderr).toMatch(/^\d+ errors?\.$/m);
  });

  it('gives the same as JSON', async () => {
    const folder = folderWith({ 'rollcall.yaml': workspace, 'ada.yaml': user('{ portl: acme, role: Owner }') });
    const { code, stdout } = await rollcall(['validate', '--format', 'json'], { folder });
    const json: unknown = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(json).toMatchObject({ valid: false });
    expect((json as { diagnostics: unknown[] }).diagnostics[0]).toMatchObject({
      severity: 'error',
      at: { file: 'ada.yaml', line: 6 },
    });
  });

  it('says in an empty folder how to begin', async () => {
    const { code, stderr } = await rollcall(['validate'], { folder: emptyFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain('rollcall init');
  });

  it('takes the folder from -C, before or behind the command', async () => {
    const folder = copyOfExample();
    expect(await rollcall(['-C', folder, 'validate'])).toMatchObject({ code: 0 });
    expect(await rollcall(['validate', '--workspace', folder])).toMatchObject({ code: 0 });
  });

  it('neutralises what a manifest would do to the terminal', async () => {
    const folder = folderWith({ 'rollcall.yaml': workspace, 'ada.yaml': user('{ "\\e[2Jx": 1 }') });
    const { stderr } = await rollcall(['validate'], { folder });
    expect(stderr).not.toContain('\u001b');
  });
});
