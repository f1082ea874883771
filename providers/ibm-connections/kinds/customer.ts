import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings, type Settings } from '../settings.ts';
import { textIn } from './people.ts';

export const customerKind = 'customer';

/** The reseller's customer at the marketplace: found, or made where the settings say with what. */
export function customer(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider: 'ibm-connections',
    kind: customerKind,
    plane: 'purchase',
    verbs: settings.customer.make === undefined ? [] : ['create'],
    why: 'The settings do not say with what the customer is to be made (settings.customer.make).',
    // A reseller has more customers; this portal is one of them, so that reading it is reading all there is.
    immutableFields: ['name', 'externalId'],
    keyChange: 'manual',
    declare: (declared) => declareCustomer(declared, settings),
    identify: (attributes) => textIn(attributes, 'name'),
    normalize: (attributes) => attributes,
    describe,
    summarize: (attributes) => textIn(attributes, 'externalId') || 'at the marketplace',
    whenUndeclared: () => 'release',
  });
}

function declareCustomer(portal: PortalDeclaration, { customer: { name, externalId } }: Settings): Declared {
  const attributes: JsonObject = { name, ...(externalId === undefined ? {} : { externalId }) };
  const resource = {
    address: { portal: portal.name, kind: customerKind, key: name },
    identity: { document: 'Portal', name: portal.name, portal: portal.name, kind: customerKind },
    attributes,
    origin: portal.origin,
    dependsOn: [],
    formerKeys: [],
  };
  return { resources: [resource], requests: [], diagnostics: [] };
}

function describe({ verb }: ChangeDraft): ChangeDescription {
  const consequences =
    verb === 'create'
      ? [{ kind: 'irreversible' as const, text: 'makes a customer at the marketplace, which nobody can delete there' }]
      : [];
  return { word: verb, harms: [], consequences, consent: [], requests: 2 };
}
