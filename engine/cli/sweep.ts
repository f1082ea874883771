import { instantOf } from '../model/instant.ts';
import type { Sweep } from '../model/ledger-entry.ts';
import type { LedgerState } from '../model/ledger.ts';
import { placeholders } from '../model/placeholders.ts';
import type { Plan, PlanScope } from '../model/plan.ts';
import { offboardScope } from '../plan/offboard-scope.ts';
import { wholeScope } from '../plan/scope.ts';
import { CliFailure } from './cli-failure.ts';
import { demandOwnWords } from './demand-own-words.ts';
import { findPerson, type Person } from './find-person.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

/** What may take more than the manifests ask for, as it was typed. */
export interface SweepWords {
  readonly destroy?: boolean;
  readonly lockdown?: boolean;
  /** A name or an address. */
  readonly offboard?: string;
  readonly why?: string;
}

/** What an apply works on: a session, and what of it is planned for. */
export interface Aim {
  readonly session: Session;
  readonly scope: PlanScope;
  /** Of an offboarding. */
  readonly person?: Person;
}

export interface AimOptions {
  readonly words: SweepWords;
  /** How the session was opened. */
  readonly opening: SessionOptions;
  readonly ledger: LedgerState;
  /** Who runs it. */
  readonly who: string;
}

/** @throws CliFailure where nobody has the name or address that is to be offboarded. */
export async function aimOf(session: Session, { words, opening, ledger, who }: AimOptions): Promise<Aim> {
  if (words.destroy === true) return { session, scope: { ...wholeScope, mode: 'destroy' } };
  if (words.lockdown === true) return { session, scope: { ...wholeScope, mode: 'lockdown' } };
  if (words.offboard === undefined) return { session, scope: wholeScope };
  const person = findPerson(words.offboard, session, ledger);
  const gone = { person: person.name, email: person.email, at: instantOf(opening.now), who, why: words.why ?? '' };
  const without = await openSession({ ...opening, offboarded: [...ledger.offboarded.values(), gone] });
  const compared = { before: session.declared, after: without.declared };
  return { session: without, scope: offboardScope({ person: person.name, ...compared, ledger }), person };
}

/** What the ledger is to keep of a run that takes more than the manifests ask for; undefined of any other. */
export function sweepOf({ scope, portals }: Plan, words: SweepWords, person?: Person): Sweep | undefined {
  const { mode } = scope;
  if (mode === 'normal' || mode === 'refresh-only') return undefined;
  const why = words.why ?? null;
  if (mode === 'destroy') return { mode, why };
  if (mode === 'offboard') {
    const name = person?.name ?? scope.person ?? '';
    const email = person?.email ?? '';
    const formerEmails = [...(person?.emails ?? [])].filter((one) => one !== email.toLowerCase()).sort();
    return { mode, why, person: name, email, ...(formerEmails.length === 0 ? {} : { formerEmails }) };
  }
  const { target, exclude } = scope;
  const isMeant = (name: string) =>
    (target.length === 0 || target.some((word) => word === name || word.startsWith(`${name}/`))) &&
    !exclude.includes(name);
  return { mode, why, portals: portals.map(({ name }) => name).filter(isMeant) };
}

/** @throws CliFailure where there is no reason in the user's own words: the ledger keeps it. */
export function demandReason(option: string, why: string | undefined): void {
  if (why === undefined || why.trim() === '') {
    throw new CliFailure(`${option} needs --why: the ledger keeps the reason`, {
      cure: `Add --why ${placeholders.reason}.`,
    });
  }
  demandOwnWords('--why', why);
}

/** The options that a plan of the same needs too. */
export function sweepOptions({ destroy, lockdown }: SweepWords): string[] {
  return [...(destroy === true ? ['--destroy'] : []), ...(lockdown === true ? ['--lockdown'] : [])];
}

/** @throws CliFailure where what is to end is said twice, or a lockdown has no reason. */
export function demandOneAim(file: string | undefined, words: SweepWords): void {
  const [first, second] = sweepOptions(words);
  if (second !== undefined) throw new CliFailure(`${first} and ${second} exclude each other`);
  if (file !== undefined && first !== undefined) throw new CliFailure('A plan file says itself what it ends');
  if (words.lockdown === true) demandReason('--lockdown', words.why);
}

/** @throws CliFailure for a plan file of a sweep that lacks what such a run must say. */
export function demandSweepFits(given: Plan | null, words: SweepWords): void {
  if (given?.scope.mode === 'lockdown') demandReason('The plan of a lockdown', words.why);
  if (given?.scope.mode !== 'offboard') return;
  throw new CliFailure('An offboarding is planned and applied in one, not from a file', {
    cure: `rollcall offboard EMAIL --now --why ${placeholders.reason}`,
  });
}
