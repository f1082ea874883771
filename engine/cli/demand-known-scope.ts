import { formatAddress, type Address } from '../model/address.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Plan, PlanScope } from '../model/plan.ts';
import { nearest } from '../manifest/nearest.ts';
import { isInScope } from '../model/plan-scope.ts';
import { wholeScope } from '../plan/scope.ts';
import { isUnread } from '../render/plan-facts.ts';
import { CliFailure } from './cli-failure.ts';
import type { Session } from './session.ts';

export interface KnownWorld {
  readonly session: Pick<Session, 'workspace' | 'declared'>;
  readonly ledger: LedgerState;
  /** A plan of everything, which also shows what nobody declared. Asked for only where a word is not known without. */
  readonly planWhole: () => Promise<Plan>;
}

interface Word {
  readonly option: '--target' | '--exclude';
  readonly text: string;
}

/**
 * A word with a slip in it would leave everything out of the plan, or leave nothing out that was to be spared.
 *
 * @throws CliFailure where a target or an exclusion names no portal, no kind of one, and no address that is declared,
 * owned or there. Where a portal cannot be read nobody can say what is there, and nothing is refused.
 */
export async function demandKnownScope(scope: PlanScope, known: KnownWorld): Promise<void> {
  const words: readonly Word[] = [
    ...scope.target.map((text) => ({ option: '--target' as const, text })),
    ...scope.exclude.map((text) => ({ option: '--exclude' as const, text })),
  ];
  if (words.length === 0) return;
  const names = namesIn(known);
  const written = addressesIn(known);
  const doubtful = words.filter(({ text }) => !names.has(text.replace(/\/$/, '')) && !namesOne(text, written));
  if (doubtful.length === 0) return;
  const plan = await known.planWhole();
  if (isUnread(plan)) return;
  const there = [...plan.changes, ...plan.standing].map(({ address }) => address);
  const unknown = doubtful.find(({ text }) => !namesOne(text, there));
  if (unknown !== undefined) throw unknownWord(unknown, [...names, ...[...written, ...there].map(formatAddress)]);
}

function unknownWord({ option, text }: Word, candidates: readonly string[]): CliFailure {
  const near = nearest(text, candidates);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return new CliFailure(`${option} ${text} names no portal, kind or address that is declared, owned or there${meant}`, {
    cure: 'Write a portal, portal/kind or portal/kind/key as the plan prints it: rollcall plan --show all',
  });
}

/** Portals and their kinds, which may be empty. */
function namesIn({ session }: KnownWorld): Set<string> {
  const kinds = session.declared.map(({ portal, kind }) => `${portal.name}/${kind.kind}`);
  return new Set([...session.workspace.portals.map(({ name }) => name), ...kinds]);
}

function addressesIn({ session, ledger }: KnownWorld): Address[] {
  const declared = session.declared.flatMap(({ resources, requests }) => [...resources, ...requests]);
  const owned = [...ledger.bindings.values(), ...ledger.openGates.values()];
  return [...declared, ...owned].map(({ address }) => address);
}

function namesOne(word: string, addresses: readonly Address[]): boolean {
  const scope = { ...wholeScope, target: [word] };
  return addresses.some((address) => isInScope(scope, address));
}
