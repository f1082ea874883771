import { memoryLedgerFiles } from '../ledger/memory-ledger-files.ts';
import { createLedger } from '../ledger/create-ledger.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { ConsentDeclaration, Workspace } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Deps } from '../model/deps.ts';
import { digestOf } from '../model/digest.ts';
import { addTo, day, instantOf, minute, second } from '../model/instant.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import type { Plan } from '../model/plan.ts';
import type { Connection } from '../model/provider.ts';
import { type Problem, problemOf } from '../model/provider-error.ts';
import type { RunReport } from '../model/run-report.ts';
import { applyPlan, makePlan, recover, type WriteLink } from '../pipeline.ts';
import { wholeScope } from '../plan/scope.ts';
import { ConformanceError } from './demand.ts';
import type { StartedPortal } from './subject.ts';

/** The real engine over portals under test, with a ledger in memory. */
export interface EngineSession {
  readonly plan: (declared: readonly DeclaredKind[]) => Promise<Plan>;
  /** Each apply takes the ledger, looks up what is open, and gives the ledger back, as the command does. */
  readonly apply: (plan: Plan, options?: ApplyOptions) => Promise<RunReport>;
  /** Everything that was kept or shown so far: plans, reports, the ledger. */
  readonly texts: () => readonly string[];
}

export interface ApplyOptions {
  /** Consent to exactly this plan. */
  readonly consent?: boolean;
  /** Called with each connection that the engine is about to write with. */
  readonly through?: (connection: Connection) => Connection;
}

export interface EngineInput {
  readonly portals: readonly StartedPortal[];
  readonly deps: Deps;
}

const ledgerId = 'conformance';
const lease = { duration: 30 * second, requestTimeout: 30 * second };
const holder = {
  self: { name: 'conformance', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null },
  isDead: () => false,
};

export async function startEngine({ portals, deps }: EngineInput): Promise<EngineSession> {
  const files = memoryLedgerFiles();
  await createLedger({ files, ledgerId, deps });
  const said: string[] = [];
  const declaredOf = new WeakMap<Plan, readonly DeclaredKind[]>();
  let runs = 0;

  async function plan(declared: readonly DeclaredKind[]): Promise<Plan> {
    const { state } = await readLedger({ files, ledgerId });
    const links = new Map(
      [...connectAll(portals, deps)].map(([name, { connection, problem }]) => {
        return [name, { reader: connection?.reader ?? null, problem }];
      }),
    );
    const result = await makePlan(
      {
        workspace: workspaceOf(portals, declared),
        declared,
        providers: portals.map((portal) => portal.provider),
        links,
        ledger: state,
        scope: wholeScope,
        consents: [],
        source: { engineVersion: '0.0.0', commit: null, clean: null },
        locate: ({ file, line }) => ({ file, line, column: 1, length: 1 }),
        keepUnchanged: true,
      },
      deps,
    );
    if (result.plan === null) throw new ConformanceError(`No plan: ${JSON.stringify(result.diagnostics)}`);
    said.push(JSON.stringify(result.plan));
    declaredOf.set(result.plan, declared);
    return result.plan;
  }

  async function apply(planned: Plan, options: ApplyOptions = {}): Promise<RunReport> {
    const ledger = await openLedger({ files, ledgerId, holder, deps, lease });
    try {
      return await applyWith(ledger, planned, options);
    } finally {
      await ledger.close();
    }
  }

  async function applyWith(ledger: LedgerWriter, planned: Plan, options: ApplyOptions): Promise<RunReport> {
    const links = connectAll(portals, deps, options.through);
    runs += 1;
    const work = { run: `run-${runs}`, declared: declaredOf.get(planned) ?? [], links, ledger };
    const recovered = await recover(work, deps);
    const consents = options.consent === true ? [consentTo(planned, deps)] : [];
    const actor = { name: 'conformance', how: 'os' } as const;
    const report = await applyPlan(
      { ...work, portals: 'live', plan: planned, actor, consents, recovered, onItem: () => undefined },
      deps,
    );
    said.push(JSON.stringify(report));
    return report;
  }

  const ledgerTexts = (): string[] => [...files.contents.values()].map((bytes) => new TextDecoder().decode(bytes));
  return { plan, apply, texts: () => [...said, ...ledgerTexts()] };
}

function connectAll(
  portals: readonly StartedPortal[],
  deps: Deps,
  through: ApplyOptions['through'] = (connection) => connection,
): Map<string, WriteLink> {
  return new Map(portals.map((started) => [started.portal.name, linkTo(started, deps, through)]));
}

function linkTo(
  { provider, portal, credentials }: StartedPortal,
  deps: Deps,
  through: NonNullable<ApplyOptions['through']>,
): { connection: Connection | null; problem: Problem | null } {
  try {
    return { connection: through(provider.connect({ portal, credentials, deps })), problem: null };
  } catch (error) {
    return { connection: null, problem: problemOf(error) };
  }
}

function consentTo(plan: Plan, deps: Deps): ConsentDeclaration {
  const expires = addTo(instantOf(deps.clock.now()), 10 * minute);
  const { changeDigest } = plan;
  return { name: 'conformance', changeDigest, expires, who: 'conformance', why: 'the case demands it' };
}

function workspaceOf(portals: readonly StartedPortal[], declared: readonly DeclaredKind[]): Workspace {
  const resources = declared.flatMap((one) => one.resources);
  return {
    name: 'conformance',
    folder: 'conformance',
    ledger: { id: ledgerId, store: 'file', path: 'ledger' },
    timezone: 'UTC',
    planMaxAge: day,
    portals: portals.map((started) => started.portal),
    consents: [],
    manifestDigest: digestOf(canonicalJson(resources.map((one) => one.attributes))),
    documents: resources.length,
  };
}
