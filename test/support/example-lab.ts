import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attestJudge } from '../../engine/cli/attest-words.ts';
import { connectPortals, readLinksOf } from '../../engine/cli/links.ts';
import { atSandbox } from '../../engine/cli/sandbox-mode.ts';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { loadWorkspace } from '../../engine/manifest/load-workspace.ts';
import type { Mail } from '../../engine/model/change.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { hasErrors } from '../../engine/model/diagnostic.ts';
import { instantOf, second } from '../../engine/model/instant.ts';
import type { LedgerState } from '../../engine/model/ledger.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { Provider } from '../../engine/model/provider.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { applyPlan, makePlan, recover } from '../../engine/pipeline.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import type { Emulator } from '../../providers/kit/emulator.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { createSandboxWorld, type SandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { copyOfExample } from './cli.ts';
import { rewrite } from './cli-stage.ts';
import { consentTo } from './engine-world.ts';
import { type VirtualDeps, virtualDeps } from './virtual-deps.ts';

export interface ExampleLabOptions<Emulated extends Emulator> {
  /** Its folder in `examples/`. */
  readonly example: string;
  readonly providers: readonly Provider[];
  readonly emulate: (portal: PortalDeclaration, world: SandboxWorld) => Emulated;
  readonly files?: LedgerFiles;
  /** In place of a mail server that takes everything. */
  readonly send?: (mail: Mail) => Promise<void>;
}

/** An example on a virtual clock: its files, the engine, the emulators and a ledger, in this process. */
export interface ExampleLab<Emulated extends Emulator> {
  readonly folder: string;
  readonly deps: VirtualDeps;
  readonly world: SandboxWorld;
  /** In the order of the manifests' portals. */
  readonly emulators: readonly Emulated[];
  /** Mails of our own that the mail server took. */
  readonly mails: readonly Mail[];
  readonly edit: (file: string, change: (text: string) => string) => void;
  readonly remove: (file: string) => void;
  /** Puts the files of one of the example's folders over those of another. */
  readonly copyOver: (from: string, to: string) => void;
  readonly plan: () => Promise<Plan>;
  /** With consent to exactly this plan. */
  readonly apply: (plan: Plan, options?: { readonly consent?: boolean }) => Promise<RunReport>;
  readonly converge: () => Promise<RunReport>;
  readonly attest: (address: string, step: string, set?: readonly string[]) => Promise<void>;
  readonly ledger: () => Promise<LedgerState>;
}

const ledgerId = 'ledger-1';
const lease = { duration: 60 * second, requestTimeout: 30 * second };
const self = { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null };
const origin = 'http://127.0.0.1:4747';

interface Ground {
  readonly folder: string;
  readonly files: LedgerFiles;
  readonly deps: VirtualDeps;
  readonly providers: readonly Provider[];
}

export async function exampleLab<Emulated extends Emulator>(
  options: ExampleLabOptions<Emulated>,
): Promise<ExampleLab<Emulated>> {
  const { files = memoryLedgerFiles(), providers } = options;
  const folder = copyOfExample(options.example);
  const mails: Mail[] = [];
  const takeAll = async (mail: Mail): Promise<void> => void mails.push(mail);
  let answer = (_request: Request): Promise<Response> => Promise.reject(new Error('no sandbox yet'));
  const deps = virtualDeps({ portal: (request) => answer(request), mailer: { send: options.send ?? takeAll } });
  const { clock, sleep, newId, random } = deps;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random, origin });
  const ground: Ground = { folder, files, deps, providers };
  const { workspace } = await loaded(ground);
  const emulators = workspace.portals.map((portal) => options.emulate(portal, world));
  const inProcess = emulatorInProcess(createSandbox({ world, emulators }).app);
  answer = (request) => inProcess(request);
  await createLedger({ files, ledgerId, deps });
  const plan = (): Promise<Plan> => planned(ground);
  const apply = applier(ground);
  return {
    folder,
    deps,
    world,
    emulators,
    mails,
    edit: (file, change) => rewrite(folder, file, change),
    remove: (file) => rmSync(join(folder, file)),
    copyOver: (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
    plan,
    apply,
    converge: async () => apply(await plan()),
    attest: (address, step, set = []) => attested(ground, { address, step, set }),
    ledger: async () => (await readLedger({ files, ledgerId })).state,
  };
}

async function loaded({ folder, deps, providers }: Ground) {
  const cacheFolder = join(folder, '.rollcall', 'cache');
  const read = await loadWorkspace({ folder, at: deps.clock.now(), providers, cacheFolder });
  if (read.workspace === null) throw new Error(JSON.stringify(read.diagnostics));
  const workspace = { ...atSandbox(read.workspace, origin), ledger: { ...read.workspace.ledger, id: ledgerId } };
  const { declared, diagnostics } = declareResources(workspace, providers);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return { workspace, declared, locate: read.locate };
}

/** A new connection for each command, as a new program has. */
function linksOf(workspace: Awaited<ReturnType<typeof loaded>>['workspace'], { folder, deps, providers }: Ground) {
  const screen = { columns: 80, err: () => undefined };
  return connectPortals({ workspace, providers, deps, sandbox: true, env: {}, folder, screen });
}

async function planned(ground: Ground): Promise<Plan> {
  const { files, deps, providers } = ground;
  const { workspace, declared, locate } = await loaded(ground);
  const { state } = await readLedger({ files, ledgerId });
  const links = readLinksOf(linksOf(workspace, ground));
  const source = { engineVersion: '0.0.0', portals: 'sandbox', commit: null, clean: null } as const;
  const given = { workspace, declared, providers, links, ledger: state, consents: [], source };
  const { plan, diagnostics } = await makePlan({ ...given, scope: wholeScope, locate, keepUnchanged: true }, deps);
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

function applier<Emulated extends Emulator>(ground: Ground): ExampleLab<Emulated>['apply'] {
  const { files, deps } = ground;
  let runs = 0;
  return async (plan, { consent = true } = {}) => {
    const { workspace, declared } = await loaded(ground);
    const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
    runs += 1;
    try {
      const work = { run: `run-${runs}`, declared, links: linksOf(workspace, ground), ledger };
      const recovered = await recover(work, deps);
      const consents = consent ? [consentTo(plan, instantOf(deps.clock.now()))] : [];
      const actor = { name: 'os:test', how: 'os' } as const;
      const given = { portals: 'sandbox', plan, actor, consents, recovered, onItem: () => undefined } as const;
      return await applyPlan({ ...work, ...given }, deps);
    } finally {
      await ledger.close().catch(() => undefined);
    }
  };
}

interface Word {
  readonly address: string;
  readonly step: string;
  readonly set: readonly string[];
}

async function attested(ground: Ground, { address, step, set }: Word): Promise<void> {
  const { files, deps } = ground;
  const { declared } = await loaded(ground);
  const judge = attestJudge(address, { step, evidence: 'HD-90', ...(set.length === 0 ? {} : { set }) });
  const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
  try {
    const actor = { name: 'os:grace', how: 'os', aliases: [] } as const;
    for (const { entry } of judge({ state: ledger.state(), declared, actor })) await ledger.append(entry);
  } finally {
    await ledger.close();
  }
}
