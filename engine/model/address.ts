/**
 * Where a resource lives: a portal by its manifest name, a kind of the portal's provider, and the natural key that
 * people know (an e-mail, a part number). Never the portal's own id: ids change hands, keys are what a reviewer reads.
 */
export interface Address {
  readonly portal: string;
  readonly kind: string;
  readonly key: string;
}

/** `portal/kind/key`. Only the key may hold further slashes. */
export type AddressText = string;

export function formatAddress(address: Address): AddressText {
  return `${address.portal}/${address.kind}/${address.key}`;
}

/** Undefined where the text is not an address. */
export function parseAddress(text: string): Address | undefined {
  const first = text.indexOf('/');
  const second = text.indexOf('/', first + 1);
  if (first < 1 || second < first + 2 || second === text.length - 1) return undefined;
  return { portal: text.slice(0, first), kind: text.slice(first + 1, second), key: text.slice(second + 1) };
}

/**
 * What a resource is over time, while its key may change: the document that declares it, the portal and the kind;
 * `part` tells several resources of one kind apart that one document declares there (two seats, two assignments).
 */
export interface Identity {
  readonly document: string;
  readonly name: string;
  readonly portal: string;
  readonly kind: string;
  readonly part?: string;
}

/** `User/ada@acme-connect/teammate`, with `#part` behind it where there is one. The ledger's key of a binding. */
export type IdentityText = string;

export function formatIdentity(identity: Identity): IdentityText {
  const part = identity.part === undefined ? '' : `#${identity.part}`;
  return `${identity.document}/${identity.name}@${identity.portal}/${identity.kind}${part}`;
}

const replaced = 'replaced:';

/** The name under which the earlier half of a replacement stays owned, by its earlier key, until it is removed. */
export function replacedIdentity(identity: Identity, key: string): Identity {
  return { ...identity, part: `${identity.part ?? ''}${replaced}${key}` };
}

/** Whose earlier half this is; undefined where it is none. */
export function replacementOf(identity: Identity): Identity | undefined {
  const { part, ...whole } = identity;
  const at = part?.indexOf(replaced) ?? -1;
  if (part === undefined || at === -1) return undefined;
  return at === 0 ? whole : { ...whole, part: part.slice(0, at) };
}
