import type { Milliseconds } from './instant.ts';

/** What a change can do to people and money. Rails count these, each class by itself. */
export type HarmClass =
  | 'accounts'
  | 'seats'
  | 'role-assignments'
  | 'partner-links'
  | 'withdrawn-invitations'
  | 'take-overs'
  | 'mails'
  | 'resets'
  | 'orders';

export const harmClasses: readonly HarmClass[] = [
  'accounts',
  'seats',
  'role-assignments',
  'partner-links',
  'withdrawn-invitations',
  'take-overs',
  'mails',
  'resets',
  'orders',
];

/** Harm that takes something away from somebody. */
export const takings: ReadonlySet<HarmClass> = new Set([
  'accounts',
  'seats',
  'role-assignments',
  'partner-links',
  'withdrawn-invitations',
]);

/**
 * Harm that happens to somebody rather than takes something away: each occasion counts. Of all other classes a unit that
 * is hit twice is hit once.
 */
export const occasions: ReadonlySet<HarmClass> = new Set(['mails', 'resets', 'orders']);

/** Units of a class that something hits, by name: the members that leave a group, say. */
export type HarmHits = Readonly<Partial<Record<HarmClass, readonly string[]>>>;

/** A limit on one class of harm in one window of runs. Percent counts only from `minimumSize` units upward. */
export interface RailLimit {
  readonly count?: number;
  readonly percent?: number;
}

/**
 * How far back a rail looks: harm of the last `runs` runs that did any of that class at that portal, the one that is
 * planned included, and not longer ago than `within`. One run is a rail on each plan by itself.
 */
export interface RailWindow {
  readonly runs: number;
  readonly within: Milliseconds;
}

/** The limits of one portal; a class that is left out has the default of its class. */
export type RailLimits = Readonly<Partial<Record<HarmClass, RailLimit>>> & {
  readonly minimumSize?: number;
  readonly window?: Partial<RailWindow>;
};

/** What a reviewer must see besides the change itself, in the order of importance of a plan's first lines. */
export type ConsequenceKind = 'removal' | 'privilege' | 'money' | 'mail' | 'irreversible' | 'follows' | 'keeps';

export interface Consequence {
  readonly kind: ConsequenceKind;
  /** One sentence about this one object: `becomes Full access`, `gets an invitation from Webex Connect`. */
  readonly text: string;
}
