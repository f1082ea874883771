import type { KindSamples } from '../../engine/conformance/index.ts';

const names = ['ada', 'ben', 'cy', 'dia', 'eva'];

/** The key of an account by the name of its person. */
export function keyOf(name: string): string {
  return `${name}@acme.example`;
}

export const userSamples: KindSamples = {
  resources: names.map((name) => ({
    name,
    attributes: {
      email: keyOf(name),
      givenName: name,
      familyName: 'Acme',
      displayName: `${name} of Acme`,
      active: true,
    },
  })),
  updates: [
    { field: 'givenName', value: 'Another' },
    { field: 'familyName', value: 'Name' },
    { field: 'displayName', value: 'Somebody else' },
    { field: 'active', value: false },
  ],
  rekeyed: { email: 'ada.lovelace@acme.example' },
};

const members: readonly (readonly string[])[] = [['ada', 'ben'], ['ben'], ['cy', 'dia', 'eva'], ['ada'], ['eva']];

export const groupSamples: KindSamples = {
  resources: members.map((people, index) => ({
    name: `team-${index}`,
    attributes: { name: `team-${index}`, members: people.map(keyOf) },
    needs: names.map((name) => ({ kind: 'user', name })),
  })),
  updates: [{ field: 'members', value: ['ada', 'cy', 'eva'].map(keyOf) }],
};

export const entitlementSamples: KindSamples = {
  resources: names.map((name) => ({
    name,
    attributes: { email: keyOf(name), entitlement: 'design-pro' },
    needs: [{ kind: 'user', name }],
  })),
  updates: [],
};
