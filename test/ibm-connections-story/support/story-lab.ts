import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { attestJudge } from '../../../engine/cli/attest-words.ts';
import { atSandbox } from '../../../engine/cli/sandbox-mode.ts';
import { createLedger } from '../../../engine/ledger/create-ledger.ts';
import type { LedgerFiles } from '../../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../../engine/ledger/open-ledger.ts';
import { readLedger } from '../../../engine/ledger/read-ledger.ts';
import { declareResources } from '../../../engine/manifest/declare-resources.ts';
import { loadWorkspace } from '../../../engine/manifest/load-workspace.ts';
import type { Mail } from '../../../engine/model/change.ts';
import { hasErrors } from '../../../engine/model/diagnostic.ts';
import { instantOf, second } from '../../../engine/model/instant.ts';
import type { LedgerState } from '../../../engine/model/ledger.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { RunReport } from '../../../engine/model/run-report.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { applyPlan, makePlan, recover, type WriteLink } from '../../../engine/pipeline.ts';
import { wholeScope } from '../../../engine/plan/scope.ts';
import {
  createIbmConnectionsEmulator,
  type IbmConnectionsEmulator,
  type IbmConnectionsEmulatorOptions,
} from '../../../providers/ibm-connections/emulator/index.ts';
import { ibmConnections } from '../../../providers/ibm-connections/index.ts';
import { emulatorInProcess } from '../../../providers/kit/emulator-in-process.ts';
import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { createSandboxWorld, type SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { copyOfExample } from '../../support/cli.ts';
import { rewrite } from '../../support/cli-stage.ts';
import { consentTo } from '../../support/engine-world.ts';
import { type VirtualDeps, virtualDeps } from '../../support/virtual-deps.ts';

export interface StoryOptions extends Omit<IbmConnectionsEmulatorOptions, 'portal' | 'world'> {
  readonly files?: LedgerFiles;
  /** In place of a mail server that takes everything. */
  readonly send?: (mail: Mail) => Promise<void>;
}

/** The second example on a virtual clock: its files, the engine, the emulator and a ledger, in this process. */
export interface StoryLab {
  readonly deps: VirtualDeps;
  readonly world: SandboxWorld;
  readonly emulator: IbmConnectionsEmulator;
  /** Mails of our own that the mail server took: `ada@acme.example Your access to …`. */
  readonly mails: readonly Mail[];
  readonly edit: (file: string, change: (text: string) => string) => void;
  readonly remove: (file: string) => void;
  readonly plan: () => Promise<Plan>;
  /** With consent to exactly this plan. */
  readonly apply: (plan: Plan, options?: { readonly consent?: boolean }) => Promise<RunReport>;
  readonly converge: () => Promise<RunReport>;
  readonly play: (step: string, who: string, password?: string) => Promise<void>;
  readonly attest: (who: string, step: string) => Promise<void>;
  readonly ledger: () => Promise<LedgerState>;
}

export const portalName = 'acme-connections';
const ledgerId = 'ledger-1';
const lease = { duration: 60 * second, requestTimeout: 30 * second };
const self = { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null };

export async function storyLab({
  files = memoryLedgerFiles(),
  send,
  ...choices
}: StoryOptions = {}): Promise<StoryLab> {
  const folder = copyOfExample('02-ibm-connections');
  const mails: Mail[] = [];
  const takeAll = async (mail: Mail): Promise<void> => void mails.push(mail);
  let answer = (_request: Request): Promise<Response> => Promise.reject(new Error('no sandbox yet'));
  const deps = virtualDeps({ portal: (request) => answer(request), mailer: { send: send ?? takeAll } });
  const { clock, sleep, newId, random } = deps;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random, origin });
  const { workspace } = await loadedAt(folder, clock.now());
  const portal = workspace.portals[0]!;
  const emulator = createIbmConnectionsEmulator({ ...choices, portal, world });
  const inProcess = emulatorInProcess(createSandbox({ world, emulators: [emulator] }).app);
  answer = (request) => inProcess(request);
  await createLedger({ files, ledgerId, deps });
  const ground: Ground = { folder, files, deps };
  const plan = (): Promise<Plan> => planned(ground);
  const apply = applier(ground);
  return {
    deps,
    world,
    emulator,
    mails,
    edit: (file, change) => rewrite(folder, file, change),
    remove: (file) => rmSync(join(folder, file)),
    plan,
    apply,
    converge: async () => apply(await plan()),
    play: async (step, who, password) => {
      const result = await emulator.play(step, who, password === undefined ? {} : { password });
      if (!result.played) throw new Error(`${who}, ${step}: ${JSON.stringify(result.problems)}`);
    },
    attest: (who, step) => attested(ground, `${portalName}/credentials/${who}`, step),
    ledger: async () => (await readLedger({ files, ledgerId })).state,
  };
}

interface Ground {
  readonly folder: string;
  readonly files: LedgerFiles;
  readonly deps: VirtualDeps;
}

const origin = 'http://127.0.0.1:4747';

async function loadedAt(folder: string, at: number) {
  const providers = [ibmConnections];
  const loaded = await loadWorkspace({ folder, at, providers, cacheFolder: null });
  if (loaded.workspace === null) throw new Error(JSON.stringify(loaded.diagnostics));
  const workspace = { ...atSandbox(loaded.workspace, origin), ledger: { ...loaded.workspace.ledger, id: ledgerId } };
  const { declared, diagnostics } = declareResources(workspace, providers);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return { workspace, declared, locate: loaded.locate };
}

/** A new connection for each command, as a new program has. */
function linksOf(workspace: Awaited<ReturnType<typeof loadedAt>>['workspace'], deps: VirtualDeps) {
  const link = (portal: (typeof workspace.portals)[number]): readonly [string, WriteLink] => {
    const names = ibmConnections.credentialNames(portal.settings);
    const credentials = Object.fromEntries(names.map((name) => [name, new Secret('sandbox')]));
    return [portal.name, { connection: ibmConnections.connect({ portal, credentials, deps }), problem: null }];
  };
  return new Map(workspace.portals.map(link));
}

async function planned({ folder, files, deps }: Ground): Promise<Plan> {
  const { workspace, declared, locate } = await loadedAt(folder, deps.clock.now());
  const { state } = await readLedger({ files, ledgerId });
  const links = new Map(
    [...linksOf(workspace, deps)].map(([name, { connection }]) => [
      name,
      { reader: connection?.reader ?? null, problem: null },
    ]),
  );
  const source = { engineVersion: '0.0.0', portals: 'sandbox', commit: null, clean: null } as const;
  const given = { workspace, declared, providers: [ibmConnections], links, ledger: state, consents: [], source };
  const { plan, diagnostics } = await makePlan({ ...given, scope: wholeScope, locate, keepUnchanged: true }, deps);
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

function applier({ folder, files, deps }: Ground): StoryLab['apply'] {
  let runs = 0;
  return async (plan, { consent = true } = {}) => {
    const { workspace, declared } = await loadedAt(folder, deps.clock.now());
    const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
    runs += 1;
    try {
      const work = { run: `run-${runs}`, declared, links: linksOf(workspace, deps), ledger };
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

async function attested({ folder, files, deps }: Ground, address: string, step: string): Promise<void> {
  const { declared } = await loadedAt(folder, deps.clock.now());
  const judge = attestJudge(address, { step, evidence: 'HD-90' });
  const ledger = await openLedger({ files, ledgerId, holder: { self, isDead: () => true }, deps, lease });
  try {
    const actor = { name: 'os:grace', how: 'os', aliases: [] } as const;
    for (const { entry } of judge({ state: ledger.state(), declared, actor })) await ledger.append(entry);
  } finally {
    await ledger.close();
  }
}
