import type { Digest } from './digest.ts';
import type { Origin } from './diagnostic.ts';
import type { RailLimits } from './harm.ts';
import type { Instant, Milliseconds } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { MailAddress } from './change.ts';
import type { MailTemplates } from './mail.ts';
import type { PolicyDeclaration } from './policy.ts';
import type { PartnerLinkDeclaration, RoleDefinition } from './partner-declaration.ts';
import type { Why } from './resource.ts';

/**
 * The manifests after validation and with every reference resolved: what a provider's kinds turn into resources.
 * Grants that are not in force at the planned moment are already left out (`from` in the future, `until` past).
 */
export interface Workspace {
  readonly name: string;
  /** Folder of `rollcall.yaml`, absolute. */
  readonly folder: string;
  readonly ledger: LedgerSettings;
  /** IANA name, `UTC` by default. */
  readonly timezone: string;
  readonly planMaxAge: Milliseconds;
  readonly portals: readonly PortalDeclaration[];
  readonly consents: readonly ConsentDeclaration[];
  /** Rules over the planned state. Left out where there are none. */
  readonly policies?: readonly PolicyDeclaration[];
  /** Everybody who is declared, whatever they hold; left out where no policy asks for them. */
  readonly users?: readonly UserDeclaration[];
  /** When nothing is removed. Left out where there are none. */
  readonly freezes?: readonly FreezeDeclaration[];
  /** Over the bytes of all manifests: the same text gives the same digest. */
  readonly manifestDigest: Digest;
  readonly documents: number;
}

export interface LedgerSettings {
  /** Undefined until `rollcall init` wrote one. */
  readonly id?: string;
  readonly store: 'file';
  /** Folder, relative to the workspace. */
  readonly path: string;
}

export interface PortalDeclaration {
  readonly name: string;
  readonly provider: string;
  /** What the provider's own schema validated, defaults filled in. */
  readonly settings: JsonObject;
  /** Base URL per plane; a portal with one plane calls it `default`. */
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, CredentialReference>>;
  readonly login: 'sso' | 'password' | 'both';
  readonly limits: PortalLimits;
  readonly rails: RailLimits;
  /** Natural keys that no plan may touch. */
  readonly protected: readonly string[];
  /** The portal account that the credentials belong to; never touched by a plan. */
  readonly account?: string;
  readonly contacts: PortalContacts;
  /** How Rollcall sends its own mails to the people here; undefined where it cannot. */
  readonly mail?: MailDeclaration;
  /** For single-valued things that several bundles fill differently: the first that occurs wins. */
  readonly precedence: readonly string[];
  readonly retire: boolean;
  /** What is bought here. */
  readonly licenses: readonly LicenseDeclaration[];
  /** Accounts below this portal's own, and the partner's own. Left out where there are none. */
  readonly partnerLinks?: readonly PartnerLinkDeclaration[];
  /** Roles that the portal itself does not have. Left out where there are none. */
  readonly roleDefinitions?: readonly RoleDefinition[];
  readonly people: readonly PersonDeclaration[];
  /** Grants that were declared and are over at the planned moment: why a removal happens. */
  readonly ended: readonly EndedGrant[];
  /** Grants that begin later: nobody gets them by this plan. Left out where there are none. */
  readonly upcoming?: readonly UpcomingGrant[];
  readonly origin: Origin;
}

/** A grant whose first day has not come at the planned moment. */
export interface UpcomingGrant {
  /** `metadata.name` of the User, and their address. */
  readonly person: string;
  readonly email: string;
  readonly role: string;
  readonly from: Instant;
  readonly origin: Origin;
}

/** A grant whose date has passed, by `until` or by the person's `leave`. */
export interface EndedGrant {
  /** `metadata.name` of the User. */
  readonly person: string;
  /** The role as the portal calls it, or `licence NAME`. */
  readonly role: string;
  readonly ended: Instant;
  readonly because: 'until' | 'leave';
  /** What is to become of the person's data, where they leave and it was said. */
  readonly data?: 'soft' | 'hard';
  readonly why?: Why;
  readonly origin: Origin;
}

export interface PortalLimits {
  /** Requests per second that the engine allows itself. */
  readonly requestsPerSecond: number;
  readonly concurrency: number;
  /** How long dependants wait for something the portal only accepted. */
  readonly settle: Milliseconds;
  readonly requestTimeout: Milliseconds;
  /** The most rounds of invitation for one person, and the least time between two. */
  readonly invitationRounds: number;
  readonly invitationCooldown: Milliseconds;
}

/** Where mails are handed over, and in whose name. */
export interface MailDeclaration {
  readonly server: MailServer;
  /** Null for a server that asks nobody who they are. */
  readonly login: { readonly user: CredentialReference; readonly password: CredentialReference } | null;
  readonly from: MailAddress;
  readonly replyTo?: string;
  /** Undefined where the built-in words are used. */
  readonly templates?: MailTemplates;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` demanded after the greeting, `none` on the loopback interface only. */
  readonly security: 'tls' | 'starttls' | 'none';
}

export interface PortalContacts {
  readonly owner?: string;
  readonly support?: string;
  readonly successManager?: string;
}

export type CredentialReference =
  | { readonly env: string }
  | { readonly file: string }
  /** The portal's own account does not exist yet; the named gate must close first. */
  | { readonly pending: string };

/** A person as their document says it, apart from what they are given. */
export interface UserDeclaration {
  readonly name: string;
  readonly email: string;
  readonly formerEmails: readonly string[];
  readonly service: boolean;
  /** When everything of theirs ends, by `leave` or `until`. */
  readonly leaves?: Instant;
  readonly why?: Why;
}

/** One person with everything they are given on one portal. */
export interface PersonDeclaration {
  /** `metadata.name` of the User. */
  readonly name: string;
  readonly email: string;
  readonly formerEmails: readonly string[];
  readonly givenName?: string;
  readonly familyName?: string;
  readonly locale: string;
  readonly service: boolean;
  readonly access: readonly GrantDeclaration[];
  readonly licenses: readonly LicenseGrant[];
  readonly requests: readonly RequestDeclaration[];
  readonly why?: Why;
  readonly origin: Origin;
}

/** One role on the portal, given directly or by a Role document. */
export interface GrantDeclaration {
  readonly role: string;
  /** Owning account, where the portal has several. */
  readonly account?: string;
  /** Further attributes, as the kind's schema allows them. */
  readonly with: JsonObject;
  readonly until?: Instant;
  readonly why?: Why;
  /** The Role document it came by. */
  readonly via?: string;
  readonly origin: Origin;
}

/** One seat of one licence, given to a person. */
export interface LicenseGrant {
  /** Name of the License document. */
  readonly license: string;
  readonly until?: Instant;
  readonly why?: Why;
  readonly origin: Origin;
}

/** A product bought on a portal, with the seats that follow from its people already counted. */
export interface LicenseDeclaration {
  readonly name: string;
  /** What people call it; the document's name where nothing else was said. */
  readonly product: string;
  /** Part number at the marketplace. */
  readonly mpn?: string;
  /** Part number at the service. */
  readonly part?: string;
  /** Undefined where the document leaves the number alone. */
  readonly seats?: number;
  /** `1 year`, `6 months`. */
  readonly term?: string;
  readonly billing?: string;
  readonly renewal?: 'automatic' | 'none';
  readonly expires?: Instant;
  /** The License that its holders have first. */
  readonly addOnOf?: string;
  readonly onRemove: 'keep' | 'cancel';
  readonly why?: Why;
  readonly origin: Origin;
}

export interface RequestDeclaration {
  readonly do: 'reset' | 'sync';
  readonly id: string;
  readonly notAfter?: Instant;
  readonly why?: Why;
  readonly origin: Origin;
}

/** A time in which no plan removes anything. */
export interface FreezeDeclaration {
  readonly from: Instant;
  readonly until: Instant;
  readonly why: string;
  /** Names of portals; empty for all. */
  readonly portals: readonly string[];
  readonly origin: Origin;
}

/** An override for exactly one plan. */
export interface ConsentDeclaration {
  readonly name: string;
  readonly changeDigest: string;
  readonly expires: Instant;
  readonly who: string;
  readonly why: string;
  readonly origin?: Origin;
}
