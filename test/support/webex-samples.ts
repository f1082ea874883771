import type { KindSamples, Sample, SampleReference } from '../../engine/conformance/index.ts';
import type { LicenseDeclaration, PersonDeclaration } from '../../engine/model/declaration.ts';

const people = ['ada', 'ben', 'cy', 'dia', 'eva'] as const;
const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

export const customers = ['5c1d9d1e-0000-4000-8000-0000000000c1', '5c1d9d1e-0000-4000-8000-0000000000c2'] as const;

/** What the organisation has bought from the start, for people to hold. */
export const premium = 'Contact Center Premium Agent';

export const licenses: readonly LicenseDeclaration[] = [{ name: premium, product: premium, onRemove: 'keep', origin }];

/** The first three manage the one customer, the others the other one. */
function customerOf(index: number): string {
  return customers[index < 3 ? 0 : 1];
}

export const everybody: readonly PersonDeclaration[] = people.map((name, index) => ({
  name,
  email: emailOf(name),
  formerEmails: [],
  locale: 'en',
  service: false,
  access: [{ role: 'Partner Administrator', account: customerOf(index), with: {}, origin }],
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

const user: KindSamples = {
  ...forEach((name) => ({
    name,
    attributes: {
      email: emailOf(name),
      givenName: name,
      familyName: 'of Acme',
      displayName: `${name} of Acme`,
      active: true,
    },
  })),
  updates: [
    { field: 'givenName', value: 'Augusta' },
    { field: 'familyName', value: 'Lovelace' },
    { field: 'displayName', value: 'Augusta Lovelace' },
  ],
  rekeyed: { email: 'ada.lovelace@acme.example' },
  cannot: { expiry: 'nobody says for how long the link in the activation mail is good' },
};

const onePage = 'the list of licences comes in one answer: no paging is documented';

const license: KindSamples = {
  resources: ['Slido', 'Webex Events', 'Webex Go', 'Webex Suite', 'Webinars'].map((part) => ({
    name: part,
    attributes: { part, units: 100 },
  })),
  updates: [],
  cannot: { 'small-pages': onePage, 'second-page': onePage },
};

const assignment = forEach((name) => ({
  name,
  attributes: { email: emailOf(name), part: premium },
  needs: needsOf(name, 'user'),
}));

const roles = ['id_readonly_admin', 'id_user_admin', 'id_device_admin', 'cjp.supervisor', 'id_full_admin'];

const role: KindSamples = {
  resources: [
    ...people.map((name, index) => ({
      name,
      attributes: { email: emailOf(name), role: roles[index] ?? '' },
      needs: needsOf(name, 'user'),
    })),
    ...people.map((name) => ({
      name: `${name}-partner`,
      attributes: { email: emailOf(name), role: 'atlas-portal.partner.salesadmin' },
      needs: needsOf(name, 'user'),
    })),
  ],
  updates: [],
};

const customerByCustomer = 'customers are asked one by one, each in one answer';

const partnerAdmin: KindSamples = {
  ...forEach((name, index) => ({
    name,
    attributes: { email: emailOf(name), customer: customerOf(index) },
    needs: [...needsOf(name, 'user'), { kind: 'role', name: `${name}-partner` }],
  })),
  cannot: { 'second-page': customerByCustomer },
};

/** By the name of the kind. */
export const samples = {
  user,
  license,
  'license-assignment': assignment,
  role,
  'partner-admin': partnerAdmin,
} as const;
