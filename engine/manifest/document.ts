import type { DocumentPath, Origin } from '../model/diagnostic.ts';
import type { Consent } from '../../schemas/types/consent.ts';
import type { License } from '../../schemas/types/license.ts';
import type { PartnerLink } from '../../schemas/types/partner-link.ts';
import type { Policy } from '../../schemas/types/policy.ts';
import type { Portal } from '../../schemas/types/portal.ts';
import type { Role } from '../../schemas/types/role.ts';
import type { User } from '../../schemas/types/user.ts';
import type { Workspace } from '../../schemas/types/workspace.ts';
import type { JsonObject } from '../model/json.ts';

/** The kinds that a manifest may declare, each with the form its schema gives it. */
export interface DocumentForms {
  readonly Workspace: Workspace;
  readonly Portal: Portal;
  readonly License: License;
  readonly PartnerLink: PartnerLink;
  readonly Role: Role;
  readonly User: User;
  readonly Policy: Policy;
  readonly Consent: Consent;
}

export type DocumentKind = keyof DocumentForms;

/** Each kind, with the name of its schema. */
export const documentSchemas: Readonly<Record<DocumentKind, string>> = {
  Workspace: 'workspace',
  Portal: 'portal',
  License: 'license',
  PartnerLink: 'partner-link',
  Role: 'role',
  User: 'user',
  Policy: 'policy',
  Consent: 'consent',
};

// The object above has exactly these keys.
export const documentKinds = Object.keys(documentSchemas) as readonly DocumentKind[];

/** A document as it was read: plain values, and where it stands. */
export interface RawDocument {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly index: number;
  /** The first line that says anything. */
  readonly line: number;
  readonly value: JsonObject;
}

/** A document that its schema accepted. */
export interface ManifestDocument<Kind extends DocumentKind> {
  readonly file: string;
  readonly index: number;
  readonly line: number;
  readonly value: DocumentForms[Kind];
}

export function originOf(document: Omit<RawDocument, 'value'>, path: DocumentPath): Origin {
  return { file: document.file, document: document.index, line: document.line, path };
}
