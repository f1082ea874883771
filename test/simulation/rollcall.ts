import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import type { ConsentDeclaration, Workspace } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import type { Deps } from '../../engine/model/deps.ts';
import { hour, instantOf, minute, second } from '../../engine/model/instant.ts';
import type { LedgerState, LedgerWriter } from '../../engine/model/ledger.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { Connection } from '../../engine/model/provider.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { readLinkOf } from '../../engine/observe/observe-all.ts';
import { applyPlan, makePlan, recover, type WriteLink } from '../../engine/pipeline.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import type { SimulatedProgram } from './simulated-program.ts';
import type { SimulatedPortal } from './simulated-portal.ts';

export const ledgerId = 'ledger-1';

/** One run of Rollcall as the command makes it. */
export interface RollcallInput {
  readonly program: SimulatedProgram;
  readonly deps: Deps;
  readonly files: LedgerFiles;
  readonly isDead: (pid: number) => boolean;
  readonly workspace: Workspace;
  readonly declared: readonly DeclaredKind[];
  readonly portals: readonly SimulatedPortal[];
  readonly consents: boolean;
  /** Milliseconds between a plan that somebody looks at and its apply; null where one command does both. */
  readonly looked: number | null;
  /** From here on the ledger is the program's, and nobody else's any more. */
  readonly onHeld: () => void;
  /** From here on the program may write to portals. */
  readonly onApply: (ledger: LedgerWriter) => void;
  readonly onPlan: (plan: Plan) => void;
  /** What the ledger promised to keep. */
  readonly onPromise: (seq: number, entry: LedgerEntry) => void;
  /** What a bug of the engine would do; for tests of the simulation. */
  readonly spoil?: (ledger: LedgerWriter) => LedgerWriter;
}

/** What a command prints in the end; the report is null where it only planned, or was refused by its own plan. */
export async function rollcall(input: RollcallInput): Promise<RunReport> {
  const { deps, files, program, looked } = input;
  const { state } = await readLedger({ files, ledgerId });
  const approved = looked === null ? null : await planned(input, state);
  if (looked !== null) await program.rest(looked);
  const opened = await openLedger({
    files,
    ledgerId,
    holder: { self: holderOf(program.pid), isDead: (other) => input.isDead(other.pid) },
    deps,
    lease: { duration: 30 * second, requestTimeout: 30 * second, wait: 5 * minute },
  });
  input.onHeld();
  try {
    return await held(input, watched(input.spoil?.(opened) ?? opened, input), approved);
  } finally {
    await opened.close();
  }
}

async function held(input: RollcallInput, ledger: LedgerWriter, approved: Plan | null): Promise<RunReport> {
  const { deps, declared, program } = input;
  const work = { run: `run-${program.pid}`, declared, links: linksOf(input), ledger };
  const recovered = await recover(work, deps);
  const fresh = await planned(input, ledger.state());
  const { plan, stale } = approved === null ? { plan: fresh, stale: [] } : confirmPlan(approved, fresh);
  const consents = input.consents ? [consentTo(plan, deps.clock.now())] : [];
  const actor = { name: `os:program-${program.pid}`, how: 'os' } as const;
  input.onApply(ledger);
  const given = { portals: 'live', plan, actor, consents, recovered, stale, onItem: () => undefined } as const;
  return applyPlan({ ...work, ...given }, deps);
}

async function planned(input: RollcallInput, ledger: LedgerState): Promise<Plan> {
  const { workspace, declared, portals, deps } = input;
  const links = new Map([...linksOf(input)].map(([name, link]) => [name, readLinkOf(link)]));
  const { plan, diagnostics } = await makePlan(
    {
      workspace,
      declared,
      providers: portals.map(({ provider }) => provider),
      links,
      ledger,
      scope: wholeScope,
      consents: [],
      source: { engineVersion: '0.0.0', commit: null, clean: null },
      locate: ({ file, line }) => ({ file, line, column: 1, length: 1 }),
      keepUnchanged: false,
    },
    deps,
  );
  if (plan === null) throw new Error(`no plan: ${JSON.stringify(diagnostics)}`);
  input.onPlan(plan);
  return plan;
}

const connections = new WeakMap<RollcallInput, Map<string, WriteLink>>();

/** One connection to each portal for the whole run, as a command has. */
function linksOf(input: RollcallInput): Map<string, WriteLink> {
  const made = connections.get(input);
  if (made !== undefined) return made;
  const links = new Map<string, WriteLink>();
  for (const declaration of input.workspace.portals) {
    const portal = input.portals.find(({ name }) => name === declaration.name);
    if (portal === undefined) continue;
    const { provider, credentials } = portal;
    const connection: Connection = provider.connect({ portal: declaration, credentials, deps: input.deps });
    links.set(declaration.name, { connection, problem: null });
  }
  connections.set(input, links);
  return links;
}

function holderOf(pid: number) {
  return { name: `program-${pid}`, host: 'here', bootId: 'b', pid, pidNamespace: null, started: null };
}

function consentTo(plan: Plan, now: number): ConsentDeclaration {
  const { changeDigest } = plan;
  return { name: 'yes', changeDigest, expires: instantOf(now + 12 * hour), who: 'grace', why: 'it was looked at' };
}

function watched(ledger: LedgerWriter, { onPromise }: RollcallInput): LedgerWriter {
  return {
    ...ledger,
    append: async (entry) => {
      const seq = await ledger.append(entry);
      onPromise(seq, entry);
      return seq;
    },
  };
}
