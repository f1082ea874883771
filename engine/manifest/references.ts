import type { Diagnostic, Origin } from '../model/diagnostic.ts';
import type { Catalogue } from './catalogue.ts';
import { documentSchemas, type ManifestDocument } from './document.ts';
import { nearest } from './nearest.ts';

/** Looks names up; a name that no document has is reported where it stands. */
export interface References {
  readonly portal: (name: string, origin: Origin) => ManifestDocument<'Portal'> | undefined;
  readonly license: (name: string, origin: Origin) => ManifestDocument<'License'> | undefined;
  readonly partnerLink: (name: string, origin: Origin) => ManifestDocument<'PartnerLink'> | undefined;
  readonly role: (name: string, origin: Origin) => ManifestDocument<'Role'> | undefined;
  readonly user: (name: string, origin: Origin) => ManifestDocument<'User'> | undefined;
}

type Referred = 'Portal' | 'License' | 'PartnerLink' | 'Role' | 'User';

export function createReferences(catalogue: Catalogue, diagnostics: Diagnostic[]): References {
  const { portals, licenses, partnerLinks, roles, users, refused } = catalogue;
  const known: Readonly<Record<Referred, Places>> = {
    Portal: portals,
    License: licenses,
    PartnerLink: partnerLinks,
    Role: roles,
    User: users,
  };
  const hints = new Map<string, string | undefined>();
  const unknown = (kind: Referred, name: string, origin: Origin): undefined => {
    // A document that is there but wrong has its own diagnostic.
    if (refused.has(`${kind}/${name}`)) return undefined;
    const key = `${kind}/${name}`;
    if (!hints.has(key)) hints.set(key, hintFor(name, known[kind]));
    diagnostics.push(unknownName({ kind, name, origin, hint: hints.get(key) }));
    return undefined;
  };
  return {
    portal: (name, origin) => portals.get(name) ?? unknown('Portal', name, origin),
    license: (name, origin) => licenses.get(name) ?? unknown('License', name, origin),
    partnerLink: (name, origin) => partnerLinks.get(name) ?? unknown('PartnerLink', name, origin),
    role: (name, origin) => roles.get(name) ?? unknown('Role', name, origin),
    user: (name, origin) => users.get(name) ?? unknown('User', name, origin),
  };
}

type Places = ReadonlyMap<string, { readonly file: string; readonly line: number }>;

/** The nearest name and where it stands: `did you mean contact-center-admin (roles/admins.yaml:3)?` */
function hintFor(name: string, known: Places): string | undefined {
  const found = nearest(name, known.keys());
  const place = found === undefined ? undefined : known.get(found);
  return place === undefined ? undefined : `did you mean ${found} (${place.file}:${place.line})?`;
}

interface UnknownName {
  readonly kind: Referred;
  readonly name: string;
  readonly origin: Origin;
  readonly hint: string | undefined;
}

const roleCure =
  "Correct the name, or add the Role document. A portal's own role is given under access, with its portal.";

function unknownName({ kind, name, origin, hint }: UnknownName): Diagnostic {
  return {
    code: `unknown-${documentSchemas[kind]}`,
    severity: 'error',
    summary: `No ${kind} document of this name`,
    detail: `No ${kind} document is called ${name}.`,
    cure: kind === 'Role' ? roleCure : `Correct the name, or add the ${kind} document.`,
    origin,
    ...(hint === undefined ? {} : { hint }),
  };
}
