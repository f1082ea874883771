import type { KindSamples, Sample, SampleReference } from '../../engine/conformance/index.ts';
import type { PersonDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PartnerLinkDeclaration } from '../../engine/model/partner-declaration.ts';

/** The business partner at the top. It is no sample, for nobody but IBM's support makes one. */
export const top = 'AcmePartner';
export const robot = 'acme_rollcall';
export const owner = 'owner@acme.example';
export const ownBillingId = '30001111';

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
const reference = (kind: string, name: string): SampleReference => ({ kind, name });

function accountOf(name: string, attributes: JsonObject, needs: readonly SampleReference[] = []): Sample {
  const common = { name, parent: top, state: 'active', adminEmail: owner, country: 'Germany', language: 'English' };
  return { name, attributes: { ...common, ...attributes }, needs };
}

const partners = ['East', 'Fjord', 'Isle', 'Lake', 'Moor'].map((name, index) => {
  const described = { displayName: `${name} Mobile`, code: `PARTNR0${index}`, trialDays: 20 };
  return accountOf(`${name}Partner`, { type: 'partner', ...described });
});

const account: KindSamples = {
  resources: [
    // Without a last day, so that it can also be given one, and be over.
    accountOf('NorthFoods', { type: 'trial', vertical: 'Food', acceptEula: 'first', onRemove: 'expire' }),
    accountOf('SouthFoods', { type: 'trial', endsOn: '2027-02-01', onRemove: 'expire' }),
    accountOf('WestFoods', { type: 'customer', committedLicenses: 50, acceptEula: 'changes', onRemove: 'expire' }),
    ...partners,
    accountOf('EastFoods', { type: 'customer', parent: 'EastPartner', committedLicenses: 5 }, [
      reference('account', 'EastPartner'),
    ]),
  ],
  updates: [
    { field: 'endsOn', value: '2027-01-15' },
    { field: 'state', value: 'expired' },
  ],
  rekeyed: { name: 'NorthernFoods' },
};

const subPartnerRight: KindSamples = {
  resources: partners.map(({ name }) => ({
    name,
    attributes: { account: name, allowed: true },
    needs: [reference('account', name)],
  })),
  updates: [],
};

const role: KindSamples = {
  resources: ['Viewer', 'Clerk', 'Caller', 'Keeper', 'Reader'].map((name) => ({
    name,
    attributes: {
      role: `${name} of Acme`,
      account: top,
      copyOf: 'Administrator Level 2',
      without: ['Manage Policies'],
    },
  })),
  updates: [],
};

/** The logins of five people, each in another kind of account, with a role of its own or of the partner above. */
const logins = [
  { name: 'ada', account: 'WestFoods', roles: ['Help Desk'] },
  { name: 'ben', account: 'NorthFoods', roles: ['Read-Only', `Help Desk@${ownBillingId}`] },
  { name: 'cy', account: 'EastPartner', roles: ['Partner Administrator'] },
  { name: 'dia', account: top, roles: ['Service Administrator'] },
  { name: 'eva', account: 'SouthFoods', roles: ['Administrator'] },
] as const;

const administrator: KindSamples = {
  resources: logins.map(({ name, account: place, roles }) => ({
    name,
    attributes: {
      userName: `${name}.acme`,
      email: `${name}@acme.example`,
      account: place,
      roles,
      active: true,
      ibmId: 'later',
    },
    needs: place === top ? [] : [reference('account', place)],
  })),
  updates: [],
  rekeyed: { userName: 'ada.lovelace' },
  cannot: {
    accept: 'that the temporary password was changed is shown nowhere: somebody attests it',
    expiry: 'nobody says for how long a temporary password is good',
  },
};

const primaryAdministrator: KindSamples = {
  resources: account.resources.slice(0, 5).map(({ name }) => ({
    name,
    attributes: { account: name, email: owner },
    needs: [reference('account', name)],
  })),
  updates: [],
  writes: 0,
  cannot: {
    creation: 'MaaS360 makes it together with its account; nothing is sent for it',
    accept: 'which mails came, and what was done after the login, is shown nowhere: somebody attests it',
    expiry: 'nobody says for how long a temporary password is good',
  },
};

const ibmid: KindSamples = {
  resources: logins.map(({ name }) => ({
    name,
    attributes: { administrator: `${name}.acme` },
    needs: [reference('administrator', name)],
  })),
  updates: [],
  cannot: { creation: 'it is owed by somebody who has come in, which is only known when somebody attests it' },
};

const apiAccess: KindSamples = {
  resources: [{ name: 'acme-maas360', attributes: { user: robot } }],
  updates: [],
  cannot: {
    several: 'a portal has one access of the engine',
    creation: 'whoever can ask whether it is there has it already',
  },
};

/** By the name of the kind. */
export const samples: Readonly<Record<string, KindSamples>> = {
  account,
  'sub-partner-right': subPartnerRight,
  role,
  administrator,
  'primary-administrator': primaryAdministrator,
  ibmid,
  'api-access': apiAccess,
};

/** The accounts as PartnerLinks declare them, the one at the top first. */
export const links: readonly PartnerLinkDeclaration[] = [
  linkOf({ name: top, type: 'partner' }),
  ...account.resources.map(({ attributes }) => linkOf(attributes)),
];

function linkOf({ name, type, parent }: JsonObject): PartnerLinkDeclaration {
  return {
    name: String(name),
    account: String(name),
    type: type === 'partner' || type === 'trial' ? type : 'customer',
    ...(typeof parent === 'string' ? { parent } : {}),
    primary: { name: 'owner', email: owner, locale: 'en' },
    ibmId: { how: 'none' },
    ...(type === 'trial' ? { until: '2027-02-02T00:00:00.000Z' } : {}),
    onRemove: 'keep',
    with: {},
    origin,
  };
}

/** The same people as the manifests declare them: which login belongs to which account is known from there. */
export const people: readonly PersonDeclaration[] = logins.map(({ name, account: place, roles }) => ({
  name,
  email: `${name}@acme.example`,
  formerEmails: [],
  locale: 'en',
  service: false,
  access: roles.map((one) => ({
    role: one,
    account: place,
    with: { userName: `${name}.acme`, ibmId: { later: '2027-06-30' } },
    origin,
  })),
  licenses: [],
  requests: [],
  origin,
}));
