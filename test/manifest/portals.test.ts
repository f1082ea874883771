import { describe, expect, test } from 'vitest';
import { createLocator } from '../../engine/manifest/locator.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { load, rollcall, said } from './workspace-folder.ts';

/** A workspace with one portal that says this under `spec`, besides its provider. */
async function lab(spec: string, provider: Partial<Provider> = {}, workspace = '') {
  const portal = `apiVersion: rollcall/v1\nkind: Portal\nmetadata: { name: lab }\nspec:\n  provider: toy\n${spec}`;
  const files = { 'p.yaml': portal, 'rollcall.yaml': rollcall + workspace };
  return await load(files, { providers: [toyProvider(provider)] });
}

const needsToken: Partial<Provider> = { credentialNames: () => ['token'] };
const url = '  baseUrl: https://lab.acme.example\n';
const token = '  credentials: { token: { env: LAB_TOKEN } }\n';

describe('a portal', () => {
  test('with everything said', async () => {
    const spec = `${url}${token}  login: sso
  settings: { size: 3 }
  limits: { requestsPerSecond: 2.5, concurrency: 1, settle: 30s, requestTimeout: 1m, invitationRounds: 1, invitationCooldown: 7d }
  rails: { minimumSize: 5, accounts: { count: 2, percent: 10 }, mails: { count: 0 }, window: { runs: 3, within: 2d } }
  protected: [owner@acme.example]
  account: robot@acme.example
  contacts: { owner: grace, support: desk@vendor.example, successManager: mel }
  precedence: [Red, Blue]
  retire: true
`;
    const { workspace, diagnostics } = await lab(spec, needsToken);
    expect(diagnostics).toEqual([]);
    expect(workspace?.portals[0]).toMatchObject({
      baseUrls: { default: 'https://lab.acme.example' },
      credentials: { token: { env: 'LAB_TOKEN' } },
      login: 'sso',
      settings: { size: 3 },
      limits: {
        requestsPerSecond: 2.5,
        concurrency: 1,
        settle: 30_000,
        requestTimeout: 60_000,
        invitationRounds: 1,
        invitationCooldown: 604_800_000,
      },
      rails: {
        minimumSize: 5,
        accounts: { count: 2, percent: 10 },
        mails: { count: 0 },
        window: { runs: 3, within: 172_800_000 },
      },
      protected: ['owner@acme.example'],
      account: 'robot@acme.example',
      contacts: { owner: 'grace', support: 'desk@vendor.example', successManager: 'mel' },
      precedence: ['Red', 'Blue'],
      retire: true,
    });
  });

  test('with nothing said', async () => {
    const { workspace } = await lab('');
    expect(workspace?.portals[0]).toMatchObject({
      baseUrls: {},
      credentials: {},
      limits: { requestsPerSecond: 5, concurrency: 4, settle: 600_000, requestTimeout: 30_000, invitationRounds: 3 },
      rails: {},
      contacts: {},
      retire: false,
    });
    expect(workspace?.portals[0]).not.toHaveProperty('account');
  });

  test('has the defaults of the workspace where it says nothing itself', async () => {
    const defaults =
      'defaults: { login: password, locale: de, limits: { settle: 1m, concurrency: 2 }, rails: { mails: { count: 1 }, seats: { count: 2 }, window: { runs: 3, within: 2d } } }\n';
    const { workspace } = await lab(
      '  limits: { concurrency: 9 }\n  rails: { mails: { percent: 5 }, window: { within: 12h } }\n',
      {},
      defaults,
    );
    expect(workspace?.portals[0]).toMatchObject({ login: 'password', limits: { settle: 60_000, concurrency: 9 } });
    expect(workspace?.portals[0]?.rails).toEqual({
      mails: { percent: 5 },
      seats: { count: 2 },
      window: { runs: 3, within: 43_200_000 },
    });
  });

  test('other settings of the workspace', async () => {
    const more = 'ledger: { id: 0b8d6f0e-6f5e, path: history }\ntimezone: Asia/Tokyo\nplanMaxAge: 2h\n';
    const { workspace } = await lab('', {}, more);
    expect(workspace).toMatchObject({ timezone: 'Asia/Tokyo', planMaxAge: 7_200_000 });
    expect(workspace?.ledger).toEqual({ id: '0b8d6f0e-6f5e', store: 'file', path: 'history' });
  });
});

describe('what its provider refuses', () => {
  const two: Partial<Provider> = { ...needsToken, planes: ['panel', 'bss'] };
  test.each<readonly [name: string, spec: string, provider: Partial<Provider>, places: string]>([
    ['settings', '  settings:\n    size: big\n    siz: 3\n', {}, 'wrong-type p.yaml:7:11, unknown-key p.yaml:8:5'],
    ['a window of more than a year', '  rails: { window: { within: 366d } }\n', {}, 'wrong-form p.yaml:6:30'],
    ['a missing credential', url, needsToken, 'missing-credential p.yaml:4:1'],
    ['an unknown credential', '  credentials: { tokn: { env: A } }\n', {}, 'unknown-credential p.yaml:6:18'],
    ['a missing base URL', token, needsToken, 'missing-base-url p.yaml:4:1'],
    ['a base URL twice', `${url}  planes: { default: https://a.example }\n`, {}, 'base-url-twice p.yaml:6:12'],
    ['a base URL for two planes', url + token, two, 'plane-needed p.yaml:6:12'],
    ['an unknown plane', '  planes: { panl: https://a.example }\n', {}, 'unknown-plane p.yaml:6:13'],
    ['a plane without URL', `${token}  planes: { panel: https://a.example }\n`, two, 'missing-base-url p.yaml:4:1'],
    ['no TLS', '  baseUrl: http://lab.acme.example\n', {}, 'insecure-url p.yaml:6:12'],
    ['no TLS on a plane', '  planes: { default: http://a.example }\n', {}, 'insecure-url p.yaml:6:22'],
    ['no URL', '  baseUrl: https://a b\n', {}, 'wrong-form p.yaml:6:12'],
    ['another scheme', '  baseUrl: ftp://a.example\n', {}, 'wrong-form p.yaml:6:12'],
    ['a rail of an unknown class', '  rails: { acounts: { count: 1 } }\n', {}, 'unknown-key p.yaml:6:12'],
    [
      'two references at once',
      '  credentials: { token: { env: A, file: b } }\n',
      needsToken,
      'out-of-range p.yaml:6:18',
    ],
  ])('%s', async (_name, spec, provider, places) => {
    expect(said(await lab(spec, provider)).join(', ')).toBe(places);
  });

  test('a number for a rail, with the keys of a rail', async () => {
    const { diagnostics } = await lab('  rails: { mails: 250 }\n');
    expect(diagnostics).toMatchObject([
      {
        code: 'wrong-type',
        detail: 'mails is the number 250, and must be a mapping.',
        cure: 'Write a mapping with keys of: count, percent.',
      },
    ]);
  });

  test.each(['http://127.0.0.1:4747/lab', 'http://localhost:80', 'http://[::1]:80'])(
    '%s needs no TLS',
    async (text) => {
      expect(said(await lab(`  baseUrl: ${text}\n`))).toEqual([]);
    },
  );
});

describe('a secret in a manifest', () => {
  test.each([
    ['  credentials: { token: hunter2 }\n', 'secret-in-manifest p.yaml:6:25'],
    ['  credentials: { token: { env: "hunter2!" } }\n', 'secret-in-manifest p.yaml:6:32'],
    ['  baseUrl: https://robot:hunter2@lab.acme.example\n', 'secret-in-url p.yaml:6:12'],
  ])('%s', async (spec, place) => {
    const loaded = await lab(`${spec}${spec.includes('credentials') ? '' : token}`, needsToken);
    expect(said(loaded)).toContain(place);
    expect(JSON.stringify(loaded.diagnostics)).not.toContain('hunter2');
    expect(loaded.sourceLine('p.yaml', 6)).toBeUndefined();
    expect(loaded.sourceLine('p.yaml', 5)).toBe('  provider: toy');
  });

  test('is shown in no sentence of a diagnostic, also not in what it points at beside', () => {
    const text = 'see https://robot:hunter2@lab.acme.example, please';
    const at = { file: 'p.yaml', line: 1, column: 1, length: 1 };
    const said = { summary: text, detail: text, cure: text, hint: text, related: [{ text, at }] };
    const plain = { code: 'y', severity: 'error', summary: 'y', related: [{ text: 'here', at }] } as const;
    const shown = 'see https://«secret»@lab.acme.example, please';
    const placed = createLocator('.').place([
      { code: 'x', severity: 'error', ...said },
      { code: 'x', severity: 'error', summary: 'x', related: [{ text, at }] },
      plain,
    ]);
    const hidden = { summary: shown, detail: shown, cure: shown, hint: shown, related: [{ text: shown, at }] };
    expect(placed).toMatchObject([hidden, { summary: 'x', related: [{ text: shown, at }] }, plain]);
  });
});
