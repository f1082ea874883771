import { describe, expect, test } from 'vitest';
import type { Provider } from '../../engine/model/provider.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { load, said } from './workspace-folder.ts';

/** A workspace with the portals `a` and `b`, each with this under `spec` besides its provider. */
async function two(specs: readonly [string, string], provider: Partial<Provider> = {}, others: readonly string[] = []) {
  const [a, b] = ['a', 'b'].map(
    (name, index) =>
      `apiVersion: rollcall/v1\nkind: Portal\nmetadata: { name: ${name} }\n` +
      `spec:\n  provider: ${others[index] ?? 'toy'}\n${specs[index]}\n`,
  );
  const providers = [toyProvider(provider), toyProvider({ ...provider, name: 'toy2' })];
  return await load({ 'a.yaml': a ?? '', 'b.yaml': b ?? '' }, { providers });
}

const planes: Partial<Provider> = { planes: ['panel', 'bss'] };
const lab = '  baseUrl: https://lab.acme.example';

describe('two portals of one provider', () => {
  test.each([
    'https://lab.acme.example',
    'https://LAB.Acme.example/',
    'https://lab.acme.example:443',
    'https://lab.acme.example.//',
    'https://lab.acme.example/#top',
  ])('with one base URL, the second time written %s', async (url) => {
    const loaded = await two([lab, `  baseUrl: ${url}`]);
    expect(said(loaded)).toEqual(['same-portal-twice b.yaml:6:12']);
    const [found] = loaded.diagnostics;
    expect(found?.detail).toContain('b has the same provider and base URL as a (a.yaml:1)');
    expect(found?.related).toMatchObject([{ text: 'the base URL of a', at: { file: 'a.yaml', line: 6, column: 12 } }]);
    expect(loaded.workspace).toBeNull();
  });

  test('with one path behind the host, and one written as a plane', async () => {
    const specs = ['  baseUrl: https://x.example/lab/', '  planes: { default: https://x.example/lab }'] as const;
    expect(said(await two(specs))).toEqual(['same-portal-twice b.yaml:6:22']);
  });

  test('with one URL for one of their planes', async () => {
    const spec = (bss: string) => `  planes:\n    panel: https://${bss}.example\n    bss: https://bss.example`;
    expect(said(await two([spec('a'), spec('b')], planes))).toEqual(['same-portal-twice b.yaml:8:10']);
  });

  test.each([
    'https://lab2.acme.example',
    'https://lab.acme.example:8443',
    'https://lab.acme.example/b',
    'https://lab.acme.example/?tenant=b',
  ])('with two base URLs, the second one %s', async (url) => {
    expect(said(await two([lab, `  baseUrl: ${url}`]))).toEqual([]);
  });

  test('without base URL, or with one URL for different planes', async () => {
    expect(said(await two(['', '']))).toEqual([]);
    const crossed = [
      'panel: https://a.example, bss: https://b.example',
      'panel: https://b.example, bss: https://a.example',
    ];
    const [a, b] = crossed.map((urls) => `  planes: { ${urls} }`);
    expect(said(await two([a ?? '', b ?? ''], planes))).toEqual([]);
  });

  test('of different providers may share a host', async () => {
    expect(said(await two([lab, lab], {}, ['toy', 'toy2']))).toEqual([]);
  });
});
