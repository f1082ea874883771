import type { Milliseconds } from '../../engine/model/instant.ts';
import type { PortalRow, SimulatedPortal } from './simulated-portal.ts';

/** Who touched a portal. */
export type Actor =
  | {
      readonly who: 'program';
      readonly pid: number;
      /** Addresses that its manifests give. */
      readonly gives: ReadonlySet<string>;
      /** A plan only reads. */
      readonly mayWrite: () => boolean;
      /** Whether its plan says that a kind could not be read whole. */
      readonly isShortOf: (portal: string, kind: string) => boolean;
      /** Whether an answer has shown the run this object. */
      readonly hasSeen: (portal: SimulatedPortal, row: PortalRow) => boolean;
      /** By how much its clock is ahead, or behind. */
      readonly clockError: () => Milliseconds;
    }
  | { readonly who: 'administrator' | 'person' | 'portal' };

/** One object through all that happens to it, from its coming to its going. */
export interface Life {
  row: PortalRow;
  /** Whether a Rollcall made it, or was the last to bring it into use. */
  isOurs: boolean;
  /** Whether it came about when nobody asked: an order that the portal carried out later, whose answer may be lost. */
  isLate: boolean;
  /** Whether a manifest gave its address at any time of its life: then it may have been adopted. */
  wasGiven: boolean;
  /** A group that nobody emptied in order to be rid of it. */
  isOnlyEmpty?: boolean;
  /** By how much the clock of the program that made it was wrong then. */
  clockError?: Milliseconds;
}

export interface Case {
  readonly portal: SimulatedPortal;
  readonly actor: Actor;
  readonly life: Life;
  readonly row: PortalRow;
  /** It is out of use, and has not gone. */
  readonly isStillThere?: boolean;
  /** Another of its key is there: the one that the key means. */
  readonly hasTwin?: boolean;
}

export function addressIn(portal: string, { kind, key }: Pick<PortalRow, 'kind' | 'key'>): string {
  return `${portal}/${kind}/${key}`;
}

/** Of a part, such as a member of a group, the whole. */
export function wholeOf(address: string): string {
  return address.split('#')[0] ?? address;
}

/** Who is given a group is given all that is in it: the set is exclusive. */
export function isIn(addresses: ReadonlySet<string>, address: string): boolean {
  return addresses.has(address) || addresses.has(wholeOf(address));
}

export function clockErrorOf(actor: Actor): Milliseconds {
  return actor.who === 'program' ? actor.clockError() : 0;
}

/**
 * Whether a group lost its last members: with their accounts, so that nobody did anything to it, or because they were
 * taken out, each of which is judged by itself.
 */
export function isEmptied(one: Case, ended: readonly Case[]): boolean {
  return ended.some((other) => isPartOf(one, other));
}

export function isPartOf({ row }: Case, other: Case): boolean {
  return other.row.kind === row.kind && other.row.key.startsWith(`${row.key}#`);
}

/**
 * Whoever takes the members that were seen out of a group, in order to be rid of it, has let go of it: it stays with what
 * others put into it in that very moment (docs/reliability.md, window 8).
 */
export function letGoOf(ended: readonly Case[], left: readonly Life[]): void {
  for (const { portal, actor, row } of ended) {
    const whole = wholeOf(row.key);
    if (actor.who !== 'program' || whole === row.key || actor.gives.has(addressIn(portal.name, { ...row, key: whole })))
      continue;
    const alike = left.filter((life) => life.row.kind === row.kind);
    const parts = alike.filter((life) => life.row.key.startsWith(`${whole}#`));
    if (parts.length === 0 || parts.some((part) => part.isOurs || actor.hasSeen(portal, part.row))) continue;
    for (const life of alike) if (life.row.key === whole) life.isOurs = false;
  }
}
