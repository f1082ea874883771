import type { PortalDeclaration } from '../../model/declaration.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Provider, ResourceKind } from '../../model/provider.ts';
import type { OfflineCase } from '../conformance-case.ts';
import { demand, demandNone, demandSame } from '../demand.ts';

/** What a provider says about itself, before any portal exists. */
export const descriptionCases: readonly OfflineCase[] = [
  {
    name: 'the description names the provider and says what is real',
    run: ({ provider }) => {
      demand(/^[a-z][a-z0-9-]*$/.test(provider.name), `The name "${provider.name}" is not kebab-case.`);
      demand(provider.title.trim() !== '', 'The title is empty.');
      demand(
        provider.reality.trim().length >= 20,
        'The reality does not say in a sentence what is real and what is not.',
      );
      demand(provider.planes.length > 0, 'There is no plane; one plane is called "default".');
      demand(new Set(provider.planes).size === provider.planes.length, 'A plane is named twice.');
    },
  },
  {
    name: 'the settings schema is an object that refuses unknown keys and describes each setting',
    run: ({ provider }) => {
      const { type, additionalProperties } = provider.settingsSchema;
      demand(type === 'object', 'The settings schema is not of type object.');
      demand(additionalProperties === false, 'The settings schema lets unknown keys pass (additionalProperties).');
      demandNone(undescribed(provider.settingsSchema), 'Settings without a description:');
    },
  },
  {
    name: 'the description works offline and without credentials',
    run: ({ provider, portal }) => {
      const offline: PortalDeclaration = { ...portal, credentials: {}, baseUrls: {} };
      demand(provider.kinds(offline).length > 0, 'There is no kind.');
      demand(Array.isArray(provider.credentialNames(portal.settings)), 'credentialNames gives no list.');
      for (const kind of provider.kinds(offline)) kind.declare(offline);
    },
  },
  {
    name: 'the kinds are the same for the same settings',
    run: ({ provider, portal }) => {
      demandSame(kindsAsJson(provider, portal), kindsAsJson(provider, structuredClone(portal)), 'Two askings differ.');
    },
  },
  {
    name: 'kinds have different names, and depend on each other without a circle',
    run: ({ provider, portal }) => {
      const kinds = provider.kinds(portal);
      demand(new Set(kinds.map((kind) => kind.kind)).size === kinds.length, 'Two kinds have one name.');
      for (const kind of kinds) demandNoCircle(kinds, kind, [kind.kind]);
    },
  },
];

/** Names of a schema's properties that have no description. */
export function undescribed(schema: Provider['settingsSchema']): string[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const bare = Object.entries(properties).filter(
    ([, one]) => !isJsonObject(one) || typeof one['description'] !== 'string',
  );
  return bare.map(([name]) => name);
}

function kindsAsJson(provider: Provider, portal: PortalDeclaration): Json {
  return JSON.stringify(provider.kinds(portal));
}

function demandNoCircle(kinds: readonly ResourceKind[], kind: ResourceKind, way: readonly string[]): void {
  for (const name of kind.dependsOnKinds) {
    const next = kinds.find((other) => other.kind === name);
    demand(next !== undefined, `${kind.kind} depends on ${name}, which is not a kind of this portal.`);
    demand(!way.includes(name), `Kinds depend on each other in a circle: ${[...way, name].join(' → ')}.`);
    demandNoCircle(kinds, next, [...way, name]);
  }
}
