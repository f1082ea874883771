import { createLedger } from '../../engine/ledger/create-ledger.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import type { Mailer } from '../../engine/model/deps.ts';
import type { ConsentDeclaration, FreezeDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { addTo, day, instantOf, minute, second } from '../../engine/model/instant.ts';
import type { LedgerState, LedgerWriter } from '../../engine/model/ledger.ts';
import type { AttestedEntry, Sweep } from '../../engine/model/ledger-entry.ts';
import type { Plan, PlanScope } from '../../engine/model/plan.ts';
import type { PolicyDeclaration } from '../../engine/model/policy.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import type { RunItem, RunReport } from '../../engine/model/run-report.ts';
import { readLinkOf } from '../../engine/observe/observe-all.ts';
import { applyPlan, makePlan, type PlanResult, recover, type WriteLink } from '../../engine/pipeline.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { locate, portal as acme } from './engine-builders.ts';
import { account } from './engine-kinds.ts';
import { simPortal, type SimPortal } from './sim-portal.ts';
import { virtualDeps, type VirtualDeps } from './virtual-deps.ts';

export interface EngineWorldOptions {
  readonly kinds?: readonly ResourceKind[];
  readonly portals?: readonly Partial<PortalDeclaration>[];
  readonly files?: LedgerFiles;
  readonly mailer?: Mailer;
}

export interface PlanOptions {
  readonly scope?: Partial<PlanScope>;
  readonly consents?: readonly ConsentDeclaration[];
  readonly freezes?: readonly FreezeDeclaration[];
  readonly emails?: ReadonlySet<string>;
}

export interface ApplyOptions {
  readonly consent?: boolean;
  readonly sweep?: Sweep;
  readonly onItem?: (item: RunItem) => void;
  /** Between taking the ledger and the run. */
  readonly withLedger?: (ledger: LedgerWriter) => LedgerWriter;
}

/** The whole engine on a virtual clock, over portals in this process and a ledger in memory. */
export interface EngineWorld {
  readonly deps: VirtualDeps;
  readonly sim: SimPortal;
  readonly sims: ReadonlyMap<string, SimPortal>;
  readonly portals: PortalDeclaration[];
  /** What policies the workspace has; tests write into it. */
  readonly rules: PolicyDeclaration[];
  /** Portals whose credentials wait for a step, by name. */
  readonly pending: Map<string, string>;
  /** What the manifests say, by `portal/kind`; tests write into it. */
  readonly wanted: Map<string, Pick<DeclaredKind, 'resources'> & Partial<Pick<DeclaredKind, 'requests'>>>;
  readonly want: (...resources: DeclaredKind['resources']) => void;
  readonly tryPlan: (options?: PlanOptions) => Promise<PlanResult>;
  readonly plan: (options?: PlanOptions) => Promise<Plan>;
  readonly apply: (plan: Plan, options?: ApplyOptions) => Promise<RunReport>;
  readonly converge: (options?: PlanOptions & ApplyOptions) => Promise<RunReport>;
  /** Somebody vouches for a step. */
  readonly attest: (word: Pick<AttestedEntry, 'address' | 'step' | 'set'>) => Promise<void>;
  readonly ledger: () => Promise<LedgerState>;
  readonly later: (milliseconds: number) => Promise<void>;
}

const ledgerId = 'ledger-1';
const lease = { duration: 30 * second, requestTimeout: 30 * second };
const self = { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null };

/** What the parts of a world share. */
interface Ground {
  readonly deps: VirtualDeps;
  readonly files: LedgerFiles;
  readonly portals: readonly PortalDeclaration[];
  readonly rules: readonly PolicyDeclaration[];
  readonly declared: () => readonly DeclaredKind[];
  readonly links: () => Map<string, WriteLink>;
}

export async function engineWorld(options: EngineWorldOptions = {}): Promise<EngineWorld> {
  const deps = virtualDeps(options.mailer === undefined ? {} : { mailer: options.mailer });
  const files = options.files ?? memoryLedgerFiles();
  await createLedger({ files, ledgerId, deps });
  const kinds = options.kinds ?? [account];
  const portals = (options.portals ?? [{}]).map((more) => ({ ...acme, ...more }));
  const sims = new Map(portals.map(({ name }) => [name, simPortal({ name, kinds, clock: deps.clock })]));
  const wanted: EngineWorld['wanted'] = new Map();
  const declaredOf = (portal: PortalDeclaration): DeclaredKind[] =>
    kinds.map((kind) => ({ portal, kind, resources: [], requests: [], ...wanted.get(`${portal.name}/${kind.kind}`) }));
  const pending: EngineWorld['pending'] = new Map();
  const linkOf = ({ name }: PortalDeclaration): [string, WriteLink] => {
    const step = pending.get(name);
    if (step !== undefined) return [name, { connection: null, problem: null, pending: step }];
    return [name, { connection: sims.get(name)?.connection ?? null, problem: null }];
  };
  const rules: PolicyDeclaration[] = [];
  const ground: Ground = {
    deps,
    files,
    portals,
    rules,
    declared: () => portals.flatMap(declaredOf),
    links: () => new Map(portals.map(linkOf)),
  };
  const tryPlan = (planning: PlanOptions = {}) => makeThePlan(ground, planning);
  const apply = createApply(ground);
  const plan = async (planning: PlanOptions = {}): Promise<Plan> => {
    const result = await tryPlan(planning);
    if (result.plan === null) throw new Error(JSON.stringify(result.diagnostics));
    return result.plan;
  };
  return {
    deps,
    sim: [...sims.values()][0]!,
    sims,
    portals,
    rules,
    pending,
    wanted,
    want: (...resources) => void wanted.set(`acme/${kinds[0]?.kind ?? ''}`, { resources }),
    tryPlan,
    plan,
    apply,
    converge: async (all = {}) => apply(await plan(all), all),
    attest: (word) => attest(ground, word),
    ledger: async () => (await readLedger({ files, ledgerId })).state,
    later: (milliseconds) => deps.sleep(milliseconds),
  };
}

async function makeThePlan(
  ground: Ground,
  { scope = {}, consents = [], freezes = [], emails = new Set() }: PlanOptions,
): Promise<PlanResult> {
  const { deps, files, portals, rules } = ground;
  const { state } = await readLedger({ files, ledgerId });
  const links = new Map([...ground.links()].map(([name, link]) => [name, readLinkOf(link)]));
  const workspace = {
    name: 'acme',
    folder: 'acme',
    ledger: { id: ledgerId, store: 'file' as const, path: 'ledger' },
    timezone: 'UTC',
    planMaxAge: day,
    portals,
    consents: [],
    freezes,
    policies: rules,
    manifestDigest: digestOf('manifests'),
    documents: 1,
  };
  const source = { engineVersion: '0.0.0', commit: null, clean: null };
  const given = { workspace, declared: ground.declared(), providers: [], links, ledger: state, consents, source };
  return makePlan({ ...given, scope: { ...wholeScope, ...scope }, emails, locate, keepUnchanged: true }, deps);
}

async function attest({ files, deps }: Ground, word: Parameters<EngineWorld['attest']>[0]): Promise<void> {
  const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
  const actor = { name: 'os:test', how: 'os' } as const;
  await ledger.append({ type: 'attested', actor, onBehalfOf: null, reference: 'TS-1', ...word });
  await ledger.close();
}

function createApply({ deps, files, portals, rules, declared, links }: Ground): EngineWorld['apply'] {
  let runs = 0;
  return async (plan, { consent = false, onItem = () => undefined, withLedger, sweep } = {}) => {
    const opened = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
    const ledger = withLedger?.(opened) ?? opened;
    runs += 1;
    try {
      const work = { run: `run-${runs}`, declared: declared(), links: links(), ledger };
      const recovered = await recover(work, deps);
      const consents = consent ? [consentTo(plan, instantOf(deps.clock.now()))] : [];
      const actor = { name: 'os:test', how: 'os' } as const;
      const ground = { workspace: { portals, policies: rules }, locate };
      const input = { ...work, portals: 'live' as const, ground, plan, actor, consents, recovered, onItem };
      return await applyPlan({ ...input, ...(sweep === undefined ? {} : { sweep }) }, deps);
    } finally {
      await opened.close().catch(() => undefined);
    }
  };
}

export function consentTo(plan: Plan, at: string): ConsentDeclaration {
  const { changeDigest } = plan;
  return { name: 'yes', changeDigest, expires: addTo(at, 10 * minute), who: 'grace', why: 'it was looked at' };
}

/** What became of each change: `done create ada`. */
export function results(report: RunReport): string[] {
  return report.items.map(({ result, verdict, address }) => `${result.result} ${verdict} ${address.key.split('@')[0]}`);
}
