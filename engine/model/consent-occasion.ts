import { canonicalJson } from './canonical-json.ts';
import type { ConsentDeclaration } from './declaration.ts';

/** What the ledger remembers a consent by once a run has used it: one consent is for one run. */
export function consentOccasion({ name, changeDigest, expires, who, why }: ConsentDeclaration): string {
  return `consent/${canonicalJson({ name, changeDigest, expires, who, why })}`;
}
