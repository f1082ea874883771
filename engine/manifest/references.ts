import type { Diagnostic, Origin } from '../model/diagnostic.ts';
import type { Catalogue } from './catalogue.ts';
import type { ManifestDocument } from './document.ts';
import { nearest } from './nearest.ts';

/** Looks names up; a name that no document has is reported where it stands. */
export interface References {
  readonly portal: (name: string, origin: Origin) => ManifestDocument<'Portal'> | undefined;
  readonly license: (name: string, origin: Origin) => ManifestDocument<'License'> | undefined;
  readonly role: (name: string, origin: Origin) => ManifestDocument<'Role'> | undefined;
}

type Referred = 'Portal' | 'License' | 'Role';

export function createReferences(catalogue: Catalogue, diagnostics: Diagnostic[]): References {
  const { portals, licenses, roles, refused } = catalogue;
  const known: Readonly<Record<Referred, Places>> = { Portal: portals, License: licenses, Role: roles };
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
    role: (name, origin) => roles.get(name) ?? unknown('Role', name, origin),
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
    code: `unknown-${kind.toLowerCase()}`,
    severity: 'error',
    summary: `No ${kind} document of this name`,
    detail: `No ${kind} document is called ${name}.`,
    cure: kind === 'Role' ? roleCure : `Correct the name, or add the ${kind} document.`,
    origin,
    ...(hint === undefined ? {} : { hint }),
  };
}
