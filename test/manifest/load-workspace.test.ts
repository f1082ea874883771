import { describe, expect, test } from 'vitest';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { load, portal, said, user } from './workspace-folder.ts';

describe('a good workspace', () => {
  test('the smallest one: a portal and a person', async () => {
    const loaded = await load({ 'portal.yaml': portal, 'ada.yaml': user('ada') });
    expect(said(loaded)).toEqual([]);
    const { workspace } = loaded;
    expect(workspace).toMatchObject({ name: 'acme', timezone: 'UTC', planMaxAge: 86_400_000, documents: 3 });
    expect(workspace?.ledger).toEqual({ store: 'file', path: '.rollcall/ledger' });
    const [lab] = workspace?.portals ?? [];
    expect(lab).toMatchObject({ name: 'lab', provider: 'toy', settings: { size: 7 }, login: 'both' });
    expect(lab?.people).toEqual([
      {
        name: 'ada',
        email: 'ada@acme.example',
        formerEmails: [],
        locale: 'en',
        service: false,
        licenses: [],
        requests: [],
        access: [
          { role: 'Red', with: {}, origin: { file: 'ada.yaml', document: 0, line: 1, path: ['spec', 'access', 0] } },
        ],
        origin: { file: 'ada.yaml', document: 0, line: 1, path: ['spec', 'email'] },
      },
    ]);
  });

  test('its resources, each with its address', async () => {
    const { workspace } = await load({ 'all.yaml': [portal, user('ada'), user('ben')].join('---\n') });
    const { declared, diagnostics } = declareResources(workspace!, [toyProvider()]);
    expect(diagnostics).toEqual([]);
    expect(declared.map(({ portal: { name }, kind: { kind } }) => `${name}/${kind}`)).toEqual(['lab/badge']);
    expect(declared[0]?.resources.map(({ address }) => address.key)).toEqual(['ada@acme.example', 'ben@acme.example']);
    expect(declared[0]?.resources[1]?.origin).toMatchObject({ file: 'all.yaml', document: 2, line: 13 });
  });
});
