import type { LicenseDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { assumed } from '../assumptions.ts';
import { readSettings } from '../settings.ts';
import { customerKind } from './customer.ts';
import { addressIn, counted, textIn } from './people.ts';
import { underWay } from './under-way.ts';

export const subscriptionKind = 'subscription';

/** A product that the customer buys at the marketplace; an add-on is a line of its base's subscription. */
export function subscription(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: subscriptionKind,
    plane: 'purchase',
    verbs: ['create', 'update', 'delete'],
    why: 'The marketplace sells, resizes and cancels; it knows nothing else.',
    dependsOnKinds: [customerKind],
    writeOnlyFields: ['onRemove'],
    immutableFields: ['term', 'billing'],
    keyChange: 'manual',
    // Nothing says how soon an order is listed. Too early a "not there" would buy it twice.
    visibilityDelay: 10 * minute,
    holds: ['orders'],
    declare: declareSubscriptions,
    identify: (attributes) => textIn(attributes, 'mpn'),
    normalize,
    describe: (draft) => describe(draft, portal),
    whenUndeclared: ({ onRemove }) => (onRemove === 'cancel' ? 'delete' : 'release'),
    summarize: (attributes) => counted(attributes['quantity'], productNamed(portal, textIn(attributes, 'mpn'))),
    arrivalGates: (observed) => [underWay(portal, observed, 'fulfil the order')],
  });
}

function declareSubscriptions(portal: PortalDeclaration): Declared {
  const settings = readSettings(portal.settings);
  const names = new Map(portal.licenses.map((license) => [license.name, license]));
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const license of portal.licenses) {
    if (license.mpn === undefined) continue;
    const base = license.addOnOf === undefined ? undefined : names.get(license.addOnOf);
    if (license.seats === undefined) diagnostics.push(withoutSeats(license));
    if (license.expires !== undefined && settings.activation === 'order') diagnostics.push(noExpiry(license));
    const dependsOn = [addressIn(portal, customerKind, settings.customer.name)];
    if (base?.mpn !== undefined) dependsOn.push(addressIn(portal, subscriptionKind, base.mpn));
    resources.push({
      address: { portal: portal.name, kind: subscriptionKind, key: license.mpn },
      identity: { document: 'License', name: license.name, portal: portal.name, kind: subscriptionKind },
      attributes: attributesOf(license),
      origin: license.origin,
      dependsOn,
      formerKeys: [],
      ...(license.why === undefined ? {} : { why: license.why }),
    });
  }
  return { resources, requests: [], diagnostics };
}

/** `onRemove` is only said where it does something: what is adopted need not be changed for it. */
function attributesOf(license: LicenseDeclaration): JsonObject {
  const { mpn, seats, term, billing, renewal, onRemove } = license;
  return normalize({
    mpn: mpn ?? '',
    ...(onRemove === 'cancel' ? { onRemove } : {}),
    ...(seats === undefined ? {} : { quantity: seats }),
    ...(term === undefined ? {} : { term }),
    ...(billing === undefined ? {} : { billing }),
    ...(renewal === undefined ? {} : { renewal }),
  });
}

/** `1 years` and `1 year` are the same period. */
function normalize(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = { ...attributes };
  for (const name of ['term', 'billing']) {
    const period = periodOf(textIn(attributes, name));
    if (period !== undefined) normal[name] = `${period.duration} ${period.type}${period.duration === 1 ? '' : 's'}`;
  }
  return normal;
}

export interface Period {
  readonly type: string;
  readonly duration: number;
}

export function periodOf(text: string): Period | undefined {
  const [, count, unit] = /^(\d+) (day|month|year)s?$/u.exec(text) ?? [];
  return count === undefined || unit === undefined ? undefined : { type: unit, duration: Number(count) };
}

/** What people call the product with this part number; the number itself where no License names it. */
function productNamed(portal: PortalDeclaration, mpn: string): string {
  return portal.licenses.find((license) => license.mpn === mpn)?.product ?? mpn;
}

function describe(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const { verb, before, after } = draft;
  const bought = Number(after?.['quantity'] ?? 0) - Number(before?.['quantity'] ?? 0);
  const product = productNamed(portal, textIn(after ?? before ?? {}, 'mpn'));
  if (verb === 'update' && bought === 0) {
    return { word: 'change renewal', harms: [], consequences: [], consent: [], requests: 3 };
  }
  if (verb === 'delete') {
    const text = `is cancelled${withAddOns(draft, portal)}: what was paid is not given back, and everybody's seats of it end`;
    const consequences = [{ kind: 'irreversible' as const, text }];
    const said: ChangeDescription = {
      word: 'cancel',
      harms: ['orders'],
      consequences,
      consent: [`cancels ${product}`],
      requests: 4,
    };
    const isAddOn = textIn(before ?? {}, 'base') !== '';
    return isAddOn && !assumed.addOnEndsAlone.value ? { ...said, ...endAddOnByHand(draft, portal, product) } : said;
  }
  if (verb === 'create') {
    const term = textIn(after ?? {}, 'term');
    const renews = { automatic: ', renews itself', none: ', ends with its term' }[textIn(after ?? {}, 'renewal')];
    const seats = `${counted(bought, product)}${term === '' ? '' : ` for ${term}`}${renews ?? ''}`;
    const consequences = [{ kind: 'money' as const, text: `is ordered: ${seats}` }];
    return { word: 'order', harms: ['orders'], consequences, consent: [`orders ${seats}`], requests: 4 };
  }
  const [from, to] = [Number(before?.['quantity'] ?? 0), Number(after?.['quantity'] ?? 0)];
  const consequences = [{ kind: 'money' as const, text: `is resized: ${to} × ${product} in place of ${from}` }];
  const consent = [`resizes ${product} from ${from} to ${to}`];
  return { word: 'resize', harms: ['orders'], consequences, consent, requests: 4 };
}

/** What ends with a base, by the names that people know. */
function withAddOns({ before }: ChangeDraft, portal: PortalDeclaration): string {
  const addOns = before?.['addOns'];
  const names = Array.isArray(addOns) ? addOns.map((mpn) => productNamed(portal, String(mpn))) : [];
  return names.length === 0 ? '' : `, and ${names.join(', ')} with it`;
}

/** A cancellation ends a whole subscription: for one product of it, the seller has to be asked. */
function endAddOnByHand(
  { before, at }: ChangeDraft,
  portal: PortalDeclaration,
  product: string,
): Pick<ChangeDescription, 'manual' | 'requests'> {
  const base = productNamed(portal, textIn(before ?? {}, 'base'));
  const support = portal.contacts.support ?? 'the support of the marketplace';
  return {
    requests: 0,
    manual: {
      because: `A cancellation ends the whole subscription, so ${base} too; nothing says how one product of it ends.`,
      gate: {
        step: 'end-add-on',
        title: `end ${product} alone`,
        waitingFor: { role: 'support', name: support },
        since: at,
        proof: { by: 'read' },
        proves: 'The subscription at the marketplace no longer has the product.',
        instructions: [`Ask ${support} to take ${product} out of the subscription, and to leave ${base} in it.`],
      },
    },
  };
}

/** What is ordered needs a number. */
export function withoutSeats(license: LicenseDeclaration): Diagnostic {
  return {
    code: 'license-without-seats',
    severity: 'error',
    summary: 'A product to be ordered without its quantity',
    detail: `${license.name} is to be ordered, but says neither seats nor fit: people.`,
    cure: 'Write seats: 20, or fit: people.',
    origin: license.origin,
  };
}

function noExpiry(license: LicenseDeclaration): Diagnostic {
  return {
    code: 'no-expiry-date',
    severity: 'error',
    summary: 'A date that the marketplace does not let one set',
    detail: `${license.name} says expires; a subscription of the marketplace ends with its term.`,
    cure: 'Leave it out and write renewal: none; or buy by activation: vsr, where IBM takes a date.',
    origin: license.origin,
  };
}
