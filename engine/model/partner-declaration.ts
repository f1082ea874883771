import type { Origin } from './diagnostic.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { Why } from './resource.ts';

/** A partner, customer or trial account, with every reference resolved. */
export interface PartnerLinkDeclaration {
  /** `metadata.name`. */
  readonly name: string;
  /** As the portal calls the account. */
  readonly account: string;
  readonly type: 'partner' | 'customer' | 'trial';
  /** Name of the account above it; undefined for the partner at the top, whom the vendor's support makes. */
  readonly parent?: string;
  readonly primary: PrimaryAdministrator;
  readonly ibmId: IbmIdDeclaration;
  /** The last moment of a trial. */
  readonly until?: Instant;
  /** Whether `until` had passed at the planned moment. Left out where it had not. */
  readonly over?: true;
  readonly onRemove: 'keep' | 'expire';
  /** Further attributes, as the kind's schema allows them. */
  readonly with: JsonObject;
  readonly why?: Why;
  readonly origin: Origin;
}

/** The User whom the portal makes an account's first administrator. */
export interface PrimaryAdministrator {
  /** `metadata.name`. */
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** Whether an administrator's login is tied to an IBMid: now, some day, or not asked for. */
export type IbmIdDeclaration =
  | { readonly how: 'link'; readonly ibmId: string; readonly due?: Instant }
  | { readonly how: 'later'; readonly due: Instant }
  | { readonly how: 'none' };

/** A role made from another one by leaving rights out. */
export interface RoleDefinition {
  /** `metadata.name` of the Role document. */
  readonly name: string;
  /** As the portal calls it. */
  readonly role: string;
  /** The account that owns it; undefined where the portal has only one. */
  readonly account?: string;
  readonly copyOf: string;
  readonly without: readonly string[];
  readonly why?: Why;
  readonly origin: Origin;
}
