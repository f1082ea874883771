import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { formatAddress } from '../../engine/model/address.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import type { Mail } from '../../engine/model/change.ts';
import type { Workspace } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { hasErrors } from '../../engine/model/diagnostic.ts';
import { day } from '../../engine/model/instant.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { type Chance, createChance } from './chance.ts';
import { type PortalWatch, watchPortals } from './portal-watch.ts';
import { ledgerId } from './rollcall.ts';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.ts';
import { simulatedLedgerFiles } from './simulated-ledger-files.ts';
import { type Edit, edited, type SimulatedManifest } from './simulated-manifest.ts';
import type { MakePortal, SimulatedPortal } from './simulated-portal.ts';
import { createProgram, type SimulatedProgram, simulationStart } from './simulated-program.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { createTroubles, type Trouble, type TroubleName } from './troubles.ts';

/** What the manifests mean at one moment, for the engine and for the oracles. */
export interface Meaning {
  readonly workspace: Workspace;
  readonly declared: readonly DeclaredKind[];
  /** Addresses that they give. */
  readonly gives: ReadonlySet<string>;
  /** With those that the same people had before: what stands there is taken for theirs. */
  readonly claims: ReadonlySet<string>;
}

/** Everything that there is in one simulation. */
export interface World {
  readonly chance: Chance;
  readonly time: SimulatedTime;
  readonly disk: SimulatedDisk;
  readonly portals: readonly SimulatedPortal[];
  readonly watch: PortalWatch;
  readonly programs: Map<number, SimulatedProgram>;
  readonly outages: Map<string, number>;
  /** Mails of the engine's own, as the mail server took them. */
  readonly mails: Mail[];
  readonly promised: Map<number, LedgerEntry>;
  /** Resets that were ever asked for: `portal address` and the ids. */
  readonly asked: Map<string, Set<string>>;
  readonly struck: Map<TroubleName, number>;
  /** All that was shown or kept, for canaries. */
  readonly said: string[];
  readonly broken: string[];
  manifest: SimulatedManifest;
  /** Whose the ledger is, or was last: the number of a program. */
  holder: number;
  /** Of the manifests as they are now; from now on the oracles judge by it. */
  readonly meaning: () => Meaning;
  readonly edit: (edit: Edit) => void;
  readonly newProgram: (troubles: readonly Trouble[]) => SimulatedProgram;
  readonly newId: () => string;
}

export interface WorldInput {
  readonly seed: number;
  readonly makers: readonly MakePortal[];
  /** Things that happen at a point of a program, but not to it. */
  readonly happen: (world: World, trouble: Trouble) => void;
}

export async function createWorld({ seed, makers, happen }: WorldInput): Promise<World> {
  const chance = createChance(seed);
  const time = createSimulatedTime(chance);
  const disk = createSimulatedDisk(chance);
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const now = (): number => Math.floor(simulationStart + time.now());
  const portals = makers.map((make) => make({ time, chance, newId, now }));
  const watch = watchPortals(portals, () => announced(world.promised));
  const programs = new Map<number, SimulatedProgram>();
  const struck: World['struck'] = new Map();
  let known: { readonly manifest: SimulatedManifest; readonly today: number; readonly meaning: Meaning } | undefined;
  const world: World = {
    chance,
    time,
    disk,
    portals,
    watch,
    programs,
    outages: new Map(),
    mails: [],
    promised: new Map(),
    asked: new Map(),
    struck,
    said: [],
    broken: [],
    manifest: new Map(),
    holder: 0,
    newId,
    meaning: () => {
      const today = portals.some(({ isDated }) => isDated === true) ? Math.floor(now() / day) : 0;
      if (known?.manifest !== world.manifest || known.today !== today)
        known = { manifest: world.manifest, today, meaning: meaningOf(world) };
      watch.given(known.meaning.claims);
      return known.meaning;
    },
    edit: (edit) => {
      const before = placesIn(world.manifest);
      world.manifest = edited({ manifest: world.manifest, portals: portals.map(({ name }) => name) }, edit);
      remember(world, before);
    },
    newProgram: (troubles) => {
      const strike = (what: TroubleName): void => void struck.set(what, (struck.get(what) ?? 0) + 1);
      const pid = programs.size + 1;
      const list = createTroubles(troubles, strike);
      const program = createProgram({ pid, time, chance, newId, troubles: list, happen: (one) => happen(world, one) });
      programs.set(pid, program);
      return program;
    },
  };
  await begin(world);
  return world;
}

async function begin(world: World): Promise<void> {
  const program = world.newProgram([]);
  const files = simulatedLedgerFiles({ disk: world.disk, program, chance: world.chance });
  let isMade = false;
  void createLedger({ files, ledgerId, deps: program.deps }).then(() => {
    isMade = true;
  });
  await world.time.runUntil(() => isMade);
  program.kill();
}

/** Where the answer to a call is missing, the same thing made by hand passes for it (docs/reliability.md, window 6). */
function announced(promised: World['promised']): string[] {
  const open = new Map<number, string>();
  for (const [seq, entry] of promised) {
    if (entry.type === 'intent') open.set(seq, formatAddress(entry.address));
    else if ('intent' in entry && entry.type !== 'accepted') open.delete(entry.intent);
  }
  return [...open.values()];
}

/**
 * What was ever asked for. Who was taken out and is given again is asked for a password anew, though the account may be
 * there still: its removal may have been done in part.
 */
function remember(world: World, before: ReadonlySet<string>): void {
  const byReset = new Set(world.portals.flatMap(({ name, invitesByReset }) => (invitesByReset === true ? name : [])));
  for (const { email, grants } of world.manifest.values()) {
    for (const [portal, { resets }] of grants) {
      const place = `${portal} ${email}`;
      const ids = world.asked.get(place) ?? new Set();
      if (byReset.has(portal) && world.asked.has(place) && !before.has(place)) ids.add(`given again ${ids.size}`);
      for (const id of resets) ids.add(id);
      world.asked.set(place, ids);
    }
  }
}

function placesIn(manifest: SimulatedManifest): ReadonlySet<string> {
  const people = [...manifest.values()];
  return new Set(people.flatMap(({ email, grants }) => [...grants.keys()].map((portal) => `${portal} ${email}`)));
}

function meaningOf({ manifest, portals }: Pick<World, 'manifest' | 'portals'>): Meaning {
  const people = [...manifest.values()];
  const declarations = portals.map((portal) => portal.declaration(people));
  const workspace: Workspace = {
    name: 'acme',
    folder: 'acme',
    ledger: { id: ledgerId, store: 'file', path: 'ledger' },
    timezone: 'UTC',
    planMaxAge: day,
    portals: declarations,
    consents: [],
    manifestDigest: digestOf(canonicalJson(people.map(({ name, email }) => [name, email]))),
    documents: people.length,
  };
  const { declared, diagnostics } = declareResources(
    workspace,
    portals.map(({ provider }) => provider),
  );
  if (hasErrors(diagnostics)) throw new Error(`the simulation's manifests are wrong: ${JSON.stringify(diagnostics)}`);
  const partsAt = new Map(portals.map(({ name, parts }) => [name, parts]));
  const gives = declared.flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      const { address } = resource;
      const parts = partsAt.get(address.portal)?.(resource) ?? [];
      return [address.key, ...parts].map((key) => formatAddress({ ...address, key }));
    }),
  );
  const former = declared.flatMap(({ resources }) =>
    resources.flatMap(({ address, formerKeys }) => formerKeys.map((key) => formatAddress({ ...address, key }))),
  );
  return { workspace, declared, gives: new Set(gives), claims: new Set([...gives, ...former]) };
}
