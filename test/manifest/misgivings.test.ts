import { describe, expect, test } from 'vitest';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { folderOf, load, loadFolder, portal, said, user } from './workspace-folder.ts';

describe('a file that declares nothing', () => {
  test.each([
    ['nothing', ''],
    ['a comment', '# ada left\n'],
    ['empty documents', '---\n# x\n---\n...\n'],
  ])('is a warning, not an error: %s', async (_name, text) => {
    const loaded = await load({ 'portal.yaml': portal, 'a.yaml': text });
    expect(said(loaded)).toEqual(['empty-file a.yaml:1:1']);
    expect(loaded.diagnostics[0]).toMatchObject({ severity: 'warning' });
    expect(loaded.workspace).not.toBeNull();
  });

  test('is said again where the file is read from the cache', async () => {
    const folder = folderOf({ 'portal.yaml': portal, 'a.yaml': '' });
    const cacheFolder = `${folder}/cache`;
    await loadFolder(folder, { cacheFolder });
    expect(said(await loadFolder(folder, { cacheFolder }))).toEqual(['empty-file a.yaml:1:1']);
  });

  test('does not hide that there is no Portal any more', async () => {
    const loaded = await load({ 'portal.yaml': '' });
    expect(said(loaded)).toEqual(['empty-file portal.yaml:1:1', 'no-portal rollcall.yaml:1:1']);
    expect(loaded.workspace).toBeNull();
  });
});

describe('hints', () => {
  test('the line to add', async () => {
    const { diagnostics } = await load({ 'portal.yaml': portal, 'a.yaml': user('ada').replace(/^api.*\n/, '') });
    expect(diagnostics).toMatchObject([{ code: 'missing-key', cure: 'Add the line: apiVersion: rollcall/v1' }]);
  });

  test.each([
    ['email ada@acme.example', 'a colon is missing: email: …'],
    ['email:ada@acme.example', 'a space is missing behind the colon: email: …'],
    ['https://acme.example', undefined],
    ['ada', undefined],
  ])('spec of %s', async (spec, hint) => {
    const text = `apiVersion: rollcall/v1\nkind: User\nmetadata: { name: ada }\nspec:\n  ${spec}\n`;
    const { diagnostics } = await load({ 'portal.yaml': portal, 'a.yaml': text });
    expect(diagnostics.map((one) => [one.code, one.hint])).toEqual([['wrong-type', hint]]);
  });
});

test('who declares the account that Rollcall works with is told before a portal is asked', async () => {
  const own = portal.replace('provider: toy', 'provider: toy, account: Ada@acme.example');
  const { workspace } = await load({ 'portal.yaml': own, 'a.yaml': user('ada'), 'b.yaml': user('ben') });
  if (workspace === null) throw new Error('the workspace is good');
  const { diagnostics } = declareResources(workspace, [toyProvider()]);
  expect(diagnostics.map(({ code, severity, at }) => [code, severity, at?.file])).toEqual([
    ['own-account', 'warning', 'a.yaml'],
  ]);
});
