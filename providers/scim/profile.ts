/** Names of the known kinds of server, as settings write them. */
export type ProfileName = 'generic' | 'slack' | 'github-emu' | 'atlassian' | 'aws' | 'entra-style';

/** The attribute that holds the person's e-mail. */
export type KeyAttribute = 'userName' | 'emails' | 'externalId';

/** Attributes of an account besides its key. */
export type NameAttribute = 'givenName' | 'familyName' | 'displayName' | 'externalId';

/** What a server can do beyond creating, reading and deleting. */
export interface Abilities {
  readonly patch: boolean;
  readonly etag: boolean;
  readonly filter: boolean;
}

/** How the operations of a PATCH are written: the standard leaves choices, and servers do not take all of them. */
export interface PatchDialect {
  /** `replace` or `Replace`. */
  readonly op: 'lower' | 'capitalised';
  /** Taking members out: each by a path with a filter, or all by one operation with a list of values. */
  readonly memberRemoval: 'by-filter' | 'by-value-list';
  /** Whether all members may be replaced by one operation: servers look at each path with a filter by itself. */
  readonly memberReplacement: boolean;
  readonly booleans: 'json' | 'text';
}

/** The account name that a server makes of what it is given; its own reading of it is never drift. */
export interface UserNameRule {
  readonly lowerCase: boolean;
  /** Null where any length is kept. */
  readonly longest: number | null;
  /** Characters that are left out, as a class of a regular expression; null where all are kept. */
  readonly without: string | null;
}

/**
 * What is known of one kind of server: data, no code. Everything here is what its documentation says, or the standard
 * where it says nothing (README.md of this provider names the source of each).
 */
export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  readonly key: KeyAttribute;
  /** Whether the server is asked what it can do; the answer counts before `abilities`. */
  readonly discovery: boolean;
  readonly abilities: Abilities;
  readonly patch: PatchDialect;
  readonly userName: UserNameRule;
  /** Must be there when an account is made. */
  readonly requires: readonly NameAttribute[];
  /** Taken and not kept: never compared. */
  readonly forgets: readonly NameAttribute[];
  /** The most objects that one page of a list holds. */
  readonly pageSize: number;
  /** Where members of a group can be seen: with each group of a list, only group by group, or nowhere. */
  readonly membersShown: 'in-lists' | 'one-by-one' | 'nowhere';
  /** The most members that one request may bring in and take out. */
  readonly membersPerRequest: number;
  /** What DELETE of an account does: removes it, or only sets it inactive. */
  readonly deleteMeans: 'removed' | 'deactivated';
  /** What cannot be taken back about a DELETE, in a clause; null where nothing is known. */
  readonly deleteWarning: string | null;
  /** Whether the server keeps entitlements; null where only its schema tells. */
  readonly entitlements: boolean | null;
}
