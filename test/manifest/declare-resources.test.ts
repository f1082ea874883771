import { describe, expect, test } from 'vitest';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import type { Declared, ResourceKind } from '../../engine/model/provider.ts';
import { toyBadge, toyProvider } from '../support/toy-provider.ts';
import { load, portal, said, user } from './workspace-folder.ts';

/** What the kind makes of a workspace with Ada and Ben. */
async function declare(replace: Partial<ResourceKind> = {}, ada = user('ada')) {
  const providers = [toyProvider({ kinds: () => [{ ...toyBadge, ...replace }] })];
  const { workspace } = await load({ 'p.yaml': portal, 'ada.yaml': ada, 'ben.yaml': user('ben') }, { providers });
  return declareResources(workspace!, providers);
}

describe('resources', () => {
  test('are normalized, and have the key of what was normalized', async () => {
    const { declared } = await declare({}, user('ada').replace('ada@', 'ADA@'));
    expect(declared[0]?.resources[0]).toMatchObject({
      address: { portal: 'lab', kind: 'badge', key: 'ada@acme.example' },
      attributes: { email: 'ada@acme.example', colour: 'Red' },
    });
  });

  test('a role that the portal does not have is said where the person has it', async () => {
    const found = await declare({}, user('ada').replace('Red', 'Gren'));
    expect(said(found)).toEqual(['unknown-role ada.yaml:6:33']);
    expect(found.diagnostics[0]).toMatchObject({
      hint: 'did you mean Green?',
      cure: 'Write one of: Red, Green, Blue.',
    });
  });

  test('and where a Role document gives it, at the name of that', async () => {
    const role =
      'apiVersion: rollcall/v1\nkind: Role\nmetadata: { name: r }\nspec: { access: [{ portal: lab, role: Gren }] }\n';
    const ada = user('ada', '  roles: [r]\n').replace(/ {2}access.*\n/, '');
    const { workspace } = await load({ 'p.yaml': portal, 'ada.yaml': ada, 'role.yaml': role });
    expect(said(declareResources(workspace!, [toyProvider()]))).toEqual(['unknown-role ada.yaml:6:11']);
  });

  test('any other attribute that does not fit is said at the person', async () => {
    const schema = { type: 'object', properties: { email: { type: 'string', maxLength: 5 } } };
    expect(said(await declare({ schema }))).toEqual(['out-of-range ada.yaml:5:10', 'out-of-range ben.yaml:5:10']);
  });

  test('what the kind has said itself is not said again', async () => {
    const declareAda = (lab: Parameters<ResourceKind['declare']>[0]): Declared => {
      const declared = toyBadge.declare(lab);
      const [first] = declared.resources;
      return { ...declared, diagnostics: [{ code: 'own', severity: 'error', summary: 'Own', origin: first!.origin }] };
    };
    const found = await declare({ declare: declareAda, schema: { type: 'object', maxProperties: 0 } });
    expect(said(found)).toEqual(['own ada.yaml:5:10', 'out-of-range ben.yaml:5:10']);
  });

  test('two that claim one address: both places are named, the first one stays', async () => {
    const { declared, diagnostics } = await declare({ identify: () => 'one@acme.example' });
    expect(said({ diagnostics })).toEqual(['two-claims ben.yaml:5:10']);
    expect(diagnostics[0]?.detail).toBe('User ben and User ada both claim lab/badge/one@acme.example.');
    expect(diagnostics[0]?.related).toMatchObject([{ at: { file: 'ada.yaml', line: 5, column: 10 } }]);
    expect(declared[0]?.resources.map(({ identity }) => identity.name)).toEqual(['ada']);
  });

  test('the kind audits what is left, and its findings get their place', async () => {
    const audit: ResourceKind['audit'] = (resources, lab) => [
      { code: 'too-many', severity: 'warning', summary: 'Too many', detail: `${resources.length}`, origin: lab.origin },
    ];
    const { diagnostics } = await declare({ audit });
    expect(diagnostics).toMatchObject([
      { severity: 'warning', detail: '2', at: { file: 'p.yaml', line: 3, column: 19 } },
    ]);
  });
});
