import type { PersonDeclaration } from '../../engine/model/declaration.ts';

/** What one person is given on one portal. */
export interface SimulatedGrant {
  /** Which of the portal's roles. */
  readonly variant: number;
  /** Ids of resets that were asked for. */
  readonly resets: readonly string[];
}

export interface SimulatedPerson {
  readonly name: string;
  readonly email: string;
  readonly formerEmails: readonly string[];
  readonly grants: ReadonlyMap<string, SimulatedGrant>;
}

/** What the manifests say at one moment. */
export type SimulatedManifest = ReadonlyMap<string, SimulatedPerson>;

export type Edit =
  | { readonly edit: 'give'; readonly who: number; readonly portal: number; readonly variant: number }
  | { readonly edit: 'take'; readonly who: number; readonly portal: number }
  | { readonly edit: 'remove'; readonly who: number }
  | { readonly edit: 'readdress'; readonly who: number; readonly address: number }
  | { readonly edit: 'ask-reset'; readonly who: number; readonly portal: number; readonly id: number };

export const everybody = ['ada', 'ben', 'cy', 'dia', 'eva', 'fay'] as const;
/** Whom no manifest ever names. */
export const strangers = ['uma', 'vic', 'wes'] as const;

export function emailOf(name: string, address = 0): string {
  return `${name}${address === 0 ? '' : `.${address}`}@acme.example`;
}

export interface Editing {
  readonly manifest: SimulatedManifest;
  readonly portals: readonly string[];
}

export function edited({ manifest, portals }: Editing, edit: Edit): SimulatedManifest {
  const name = everybody[edit.who % everybody.length] ?? everybody[0];
  const next = new Map(manifest);
  if (edit.edit === 'remove') {
    next.delete(name);
    return next;
  }
  const person = next.get(name) ?? { name, email: emailOf(name), formerEmails: [], grants: new Map() };
  next.set(name, changed(person, edit, portals));
  return next;
}

function changed(
  person: SimulatedPerson,
  edit: Exclude<Edit, { edit: 'remove' }>,
  portals: readonly string[],
): SimulatedPerson {
  if (edit.edit === 'readdress') {
    const email = emailOf(person.name, edit.address);
    if (email === person.email) return person;
    return {
      ...person,
      email,
      formerEmails: [...new Set([...person.formerEmails, person.email])].filter((one) => one !== email),
    };
  }
  const portal = portals[edit.portal % portals.length] ?? '';
  const grants = new Map(person.grants);
  const held = grants.get(portal);
  if (edit.edit === 'take') grants.delete(portal);
  if (edit.edit === 'give') grants.set(portal, { resets: [], ...held, variant: edit.variant });
  if (edit.edit === 'ask-reset' && held !== undefined) {
    grants.set(portal, { ...held, resets: [...new Set([...held.resets, `r${edit.id}`])] });
  }
  return { ...person, grants };
}

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

export interface PortalTerms {
  readonly portal: string;
  /** What a variant means there. */
  readonly roles: readonly string[];
  /** Whether a reset can be asked for there. */
  readonly resets: boolean;
}

/** The people of one portal as the resolved manifests give them. */
export function peopleOf(
  people: readonly SimulatedPerson[],
  { portal, roles, resets }: PortalTerms,
): PersonDeclaration[] {
  return people.flatMap(({ name, email, formerEmails, grants }) => {
    const grant = grants.get(portal);
    if (grant === undefined) return [];
    const role = roles[grant.variant % roles.length] ?? '';
    return [
      {
        name,
        email,
        formerEmails,
        givenName: name,
        familyName: 'of Acme',
        locale: 'en',
        service: false,
        access: [{ role, with: {}, origin }],
        licenses: [],
        requests: resets ? grant.resets.map((id) => ({ do: 'reset', id, origin }) as const) : [],
        origin,
      },
    ];
  });
}
