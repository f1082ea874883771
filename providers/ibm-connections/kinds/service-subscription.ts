import type { LicenseDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { Json } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings, type Settings } from '../settings.ts';
import { addressIn, counted, textIn } from './people.ts';
import { subscriptionKind, withoutSeats } from './subscription.ts';
import { underWay } from './under-way.ts';

export const serviceSubscriptionKind = 'service-subscription';

/** The same product at IBM: what seats are taken from. The marketplace's order makes it, a while later. */
export function serviceSubscription(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider: 'ibm-connections',
    kind: serviceSubscriptionKind,
    plane: 'service',
    verbs: ['create', 'update'],
    why: 'A subscription at IBM ends with its order at the marketplace.',
    dependsOnKinds: [subscriptionKind],
    keyChange: 'manual',
    visibilityDelay: minute,
    declare: (declared) => declareServiceSubscriptions(declared),
    identify: (attributes) => textIn(attributes, 'part'),
    normalize: (attributes) => attributes,
    describe: (draft) => describe(draft, { portal, settings }),
    free: ({ seats, used }) => (typeof seats === 'number' ? seats - (typeof used === 'number' ? used : 0) : null),
    whenUndeclared: () => 'release',
    arrivalGates: (observed) => [underWay(portal, observed, 'activate the subscription')],
    summarize: (attributes) => counted(attributes['seats'], productOf(portal, textIn(attributes, 'part'))),
  });
}

/** The one key that tells licences apart at IBM: the part number there. */
export function partOf(license: LicenseDeclaration): string {
  return license.part ?? license.mpn ?? license.name;
}

/** What people call the product with this part number; the number itself where no License names it. */
export function productOf(portal: PortalDeclaration, part: string): string {
  return portal.licenses.find((license) => partOf(license) === part)?.product ?? part;
}

function declareServiceSubscriptions(portal: PortalDeclaration): Declared {
  const { activation } = readSettings(portal.settings);
  const ordered = portal.licenses.filter(({ mpn }) => mpn === undefined && activation === 'vsr');
  const resources = portal.licenses.map((license) => {
    const base = portal.licenses.find(({ name }) => name === license.addOnOf);
    const attributes: Record<string, Json> = { part: partOf(license) };
    if (license.seats !== undefined) attributes['seats'] = license.seats;
    if (license.expires !== undefined) attributes['expires'] = license.expires;
    return {
      address: { portal: portal.name, kind: serviceSubscriptionKind, key: partOf(license) },
      identity: { document: 'License', name: license.name, portal: portal.name, kind: serviceSubscriptionKind },
      attributes,
      origin: license.origin,
      dependsOn: [
        ...(license.mpn === undefined ? [] : [addressIn(portal, subscriptionKind, license.mpn)]),
        ...(base === undefined ? [] : [addressIn(portal, serviceSubscriptionKind, partOf(base))]),
      ],
      formerKeys: [],
      ...(license.why === undefined ? {} : { why: license.why }),
    };
  });
  const diagnostics = ordered.filter(({ seats }) => seats === undefined).map(withoutSeats);
  return { resources, requests: [], diagnostics };
}

interface Here {
  readonly portal: PortalDeclaration;
  readonly settings: Settings;
}

/** Where the marketplace orders, nothing is written here: what its order leads to is waited for. */
function describe({ verb, before, after }: ChangeDraft, { portal, settings }: Here): ChangeDescription {
  const waits = settings.activation === 'order';
  const word = waits ? 'await' : verb === 'create' ? 'order' : 'resize';
  const said = { word, harms: [], consequences: [], consent: [], requests: waits ? 1 : 3 } as const;
  const seats = Number(after?.['seats'] ?? 0) - Number(before?.['seats'] ?? 0);
  if (waits || seats === 0) return said;
  const what = `${seats} × ${productOf(portal, textIn(after ?? {}, 'part'))}`;
  const consequences = [{ kind: 'money' as const, text: `is ordered from IBM: ${what}` }];
  return { ...said, harms: ['orders'], consequences, consent: [`orders ${what} from IBM`] };
}
