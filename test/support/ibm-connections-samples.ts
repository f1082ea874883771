import type { KindSamples, Sample, SampleReference } from '../../engine/conformance/index.ts';
import type { LicenseDeclaration, PersonDeclaration } from '../../engine/model/declaration.ts';
import type { Product } from '../../providers/ibm-connections/emulator/purchase/catalogue.ts';
import { seededProducts } from '../../providers/ibm-connections/emulator/purchase/catalogue.ts';

/** What is sold: four products that stand by themselves, and an add-on of the second. */
const sold = [
  { name: 's2', mpn: 'IBM-CONN-S2', part: 'D0NPULL' },
  { name: 'engage', mpn: 'IBM-CONN-ENGAGE', part: 'D0NWKLL' },
  { name: 'connect', mpn: 'IBM-CONN-BASE', part: 'D0NWLLL' },
  { name: 'meet', mpn: 'IBM-CONN-MEET', part: 'D0NRILL' },
  { name: 'docs', mpn: 'IBM-CONN-DOCS', part: 'D0QBKLL', addOnOf: 'engage' },
] as const;

const people = ['ada', 'ben', 'cy', 'dia', 'eva'];
const quantities = [20, 30, 40, 50, 60];
const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

/** The catalogue of the reseller. `parts` says what IBM calls what the marketplace orders there. */
export function catalogue(partOf: (part: string) => string = (part) => part): readonly Product[] {
  const [template] = seededProducts;
  if (template === undefined) throw new Error('the emulator has no product to make others of');
  return sold.map(({ mpn, part, ...own }, index) => ({
    ...template,
    id: `PRD-${index}`,
    mpn,
    name: own.name,
    part: partOf(part),
    dependsOn: [],
    ...('addOnOf' in own ? { baseOf: partOf('D0NWKLL') } : {}),
  }));
}

export const licenses: readonly LicenseDeclaration[] = sold.map(({ mpn, part, ...own }, index) => ({
  name: own.name,
  product: own.name,
  mpn,
  part,
  seats: quantities[index] ?? 1,
  term: '1 year',
  billing: '1 month',
  renewal: 'none',
  ...('addOnOf' in own ? { addOnOf: own.addOnOf } : {}),
  onRemove: 'cancel',
  origin,
}));

export const everybody: readonly PersonDeclaration[] = people.map((name) => ({
  name,
  email: emailOf(name),
  formerEmails: [],
  givenName: name,
  familyName: 'Acme',
  locale: 'en',
  service: false,
  access: [],
  licenses: [],
  requests: [],
  origin,
}));

function emailOf(name: string): string {
  return `${name}@acme.example`;
}

function forEach(make: (name: string, index: number) => Sample): KindSamples {
  return { resources: people.map(make), updates: [] };
}

const needsOf = (name: string, ...kinds: readonly string[]): readonly SampleReference[] =>
  kinds.map((kind) => ({ kind, name }));

const bought: SampleReference = { kind: 'service-subscription', name: 's2' };
const customer: SampleReference = { kind: 'customer', name: 'acme' };

const subscription: KindSamples = {
  resources: sold.map((own, index) => ({
    name: own.name,
    attributes: {
      mpn: own.mpn,
      quantity: quantities[index] ?? 1,
      term: '1 year',
      billing: '1 month',
      // An add-on is a line of its base's subscription, whose renewal it shares.
      ...('addOnOf' in own ? {} : { renewal: 'none', onRemove: 'cancel' }),
    },
    needs: [customer, ...('addOnOf' in own ? [{ kind: 'subscription', name: own.addOnOf }] : [])],
  })),
  updates: [
    { field: 'quantity', value: 25 },
    { field: 'renewal', value: 'automatic' },
  ],
};

const serviceSubscription: KindSamples = {
  resources: sold.map((own, index) => ({
    name: own.name,
    attributes: { part: own.part, seats: quantities[index] ?? 1 },
    needs: [
      ...needsOf(own.name, 'subscription'),
      ...('addOnOf' in own ? [{ kind: 'service-subscription', name: own.addOnOf }] : []),
    ],
  })),
  updates: [],
};

const panelUser: KindSamples = {
  ...forEach((name) => ({
    name,
    attributes: { email: emailOf(name), givenName: name, familyName: 'of Acme' },
    needs: [customer],
  })),
  updates: [
    { field: 'givenName', value: 'Augusta' },
    { field: 'familyName', value: 'Lovelace' },
  ],
  rekeyed: { email: 'ada.lovelace@acme.example' },
};

const assignment = forEach((name) => ({
  name,
  attributes: { email: emailOf(name) },
  needs: [...needsOf(name, 'panel-user'), bought],
}));

const subscriber: KindSamples = {
  ...forEach((name) => ({
    name,
    attributes: { email: emailOf(name), state: 'ACTIVE' },
    needs: needsOf(name, 'service-assignment'),
  })),
  updates: [{ field: 'state', value: 'SUSPENDED' }],
};

const seat = forEach((name) => ({
  name,
  attributes: { email: emailOf(name), part: 'D0NPULL' },
  needs: [...needsOf(name, 'subscriber'), bought],
}));

const roles = ['CustomerAdministrator', 'AppDeveloper', 'Support', 'UserAccountAssistant', 'AppDeveloper'];

const role = forEach((name, index) => ({
  name,
  attributes: { email: emailOf(name), role: roles[index] ?? '' },
  needs: needsOf(name, 'subscriber'),
}));

const credentials: KindSamples = {
  ...forEach((name) => ({
    name,
    attributes: { email: emailOf(name) },
    needs: needsOf(name, 'panel-user', 'seat'),
  })),
  cannot: {
    expiry: 'nobody says for how long the link in the mail is good',
    removal: 'they go with the account in the panel',
    accept: 'no interface shows the first login at IBM: somebody attests it, or it is assumed',
  },
};

const oneCustomer: KindSamples = {
  resources: [{ name: 'acme', attributes: { name: 'Acme' } }],
  updates: [],
  cannot: { several: 'a portal has the one customer of its settings' },
};

/** Where the marketplace and the panel make things at IBM, they come about by themselves. */
export const madeByThePortal = {
  customer: {
    ...oneCustomer,
    cannot: { ...oneCustomer.cannot, creation: 'the settings name one that is there already' },
  },
  'service-subscription': {
    ...serviceSubscription,
    cannot: { creation: 'the order at the marketplace makes it; it is only waited for' },
  },
  subscriber: {
    ...subscriber,
    cannot: { creation: 'the panel makes it when it assigns the service; it is only waited for' },
  },
} satisfies Readonly<Record<string, KindSamples>>;

/** By the name of the kind. */
export const samples = {
  customer: oneCustomer,
  subscription,
  'service-subscription': serviceSubscription,
  'panel-user': panelUser,
  'service-assignment': assignment,
  subscriber,
  seat,
  role,
  credentials,
} as const;
