import { createLedger } from '../../../engine/ledger/create-ledger.ts';
import { memoryLedgerFiles } from '../../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../../engine/ledger/open-ledger.ts';
import type { ConsentDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../../engine/model/declared.ts';
import type { Deps } from '../../../engine/model/deps.ts';
import { digestOf } from '../../../engine/model/digest.ts';
import type { RailLimits } from '../../../engine/model/harm.ts';
import { addTo, day, second } from '../../../engine/model/instant.ts';
import type { LedgerWriter } from '../../../engine/model/ledger.ts';
import type { Plan, RailVerdict } from '../../../engine/model/plan.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { readLinkOf } from '../../../engine/observe/observe-all.ts';
import { applyPlan, makePlan, type WriteLink } from '../../../engine/pipeline.ts';
import { wholeScope } from '../../../engine/plan/scope.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';
import { createMemoryStore, type MemoryStore } from '../../../providers/memory/store.ts';
import { locate } from '../../support/engine-builders.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { virtualDeps } from '../../support/virtual-deps.ts';
import type { HistoryEvent, Version } from './corpus.ts';

const ledgerId = 'history';
const lease = { duration: 30 * second, requestTimeout: 30 * second };
const holder = {
  self: { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null },
  isDead: () => true,
};

/** One organisation: its portal, what stands there, and who is to be in it by their key. */
interface Organisation {
  readonly portal: PortalDeclaration;
  readonly store: MemoryStore;
  readonly link: WriteLink;
  readonly seats: Map<string, DesiredResource>;
}

/** A rail that refused the plan of a version. */
export interface Stop {
  readonly at: string;
  readonly rails: readonly RailVerdict[];
}

export interface HistoryWorld {
  /** Plans and applies one version; where rails refuse it, both again with a consent to that very plan. */
  readonly replay: (version: Version) => Promise<Stop | null>;
  /** What the portals hold in the end: `org login role`, sorted. */
  readonly held: () => Promise<string[]>;
}

/** Every organisation as a portal of its own in memory, one ledger, and a clock that shows the version's date. */
export async function historyWorld(rails: RailLimits): Promise<HistoryWorld> {
  const { deps, setClock } = clockwork();
  const files = memoryLedgerFiles();
  await createLedger({ files, ledgerId, deps });
  const ledger = await openLedger({ files, ledgerId, holder, deps, lease });
  const organisations = new Map<string, Organisation>();
  const ground: Ground = { deps, ledger, organisations };

  async function replay({ at, events }: Version): Promise<Stop | null> {
    setClock(Date.parse(at));
    for (const event of events) if (event.scope === 'org') follow(event);
    const plan = await planNow(ground);
    if (plan.rails.every(({ verdict }) => verdict === 'pass')) {
      await applyNow(ground, { plan, consents: [], exitCode: 0 });
      return null;
    }
    // Without a consent apply refuses it as well, and with one the history goes on.
    await applyNow(ground, { plan, consents: [], exitCode: 4 });
    const expires = addTo(plan.recorded.at, day);
    const consent = { name: at, changeDigest: plan.changeDigest, expires, who: 'grace', why: 'it was so' };
    await applyNow(ground, { plan, consents: [consent], exitCode: 0 });
    return { at, rails: plan.rails.filter(({ verdict }) => verdict === 'refused') };
  }

  function follow(event: HistoryEvent): void {
    const organisation = organisations.get(event.org) ?? organisationOf(event.org, { rails, deps });
    organisations.set(event.org, organisation);
    const { portal, seats } = organisation;
    const person = personOf(event);
    if (event.op === 'revoke') seats.delete(person.email);
    else seats.set(person.email, seatOf(portal, person));
  }

  return { replay, held: () => heldBy(organisations) };
}

interface Ground {
  readonly deps: Deps;
  readonly ledger: LedgerWriter;
  readonly organisations: ReadonlyMap<string, Organisation>;
}

async function planNow({ deps, ledger, organisations }: Ground): Promise<Plan> {
  const portals = [...organisations.values()].map(({ portal }) => portal);
  const { plan, diagnostics } = await makePlan(
    {
      workspace: { ...workspace, portals },
      declared: declaredIn(organisations),
      providers: [],
      links: new Map([...linksOf(organisations)].map(([name, link]) => [name, readLinkOf(link)])),
      ledger: ledger.state(),
      scope: wholeScope,
      consents: [],
      source: { engineVersion: '0.0.0', commit: null, clean: null },
      locate,
      keepUnchanged: false,
    },
    deps,
  );
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

async function applyNow(
  { deps, ledger, organisations }: Ground,
  asked: { readonly plan: Plan; readonly consents: readonly ConsentDeclaration[]; readonly exitCode: number },
): Promise<void> {
  const { plan, consents } = asked;
  const run = `run-${ledger.state().runs.length + 1}`;
  const actor = { name: 'os:test', how: 'os' } as const;
  const work = { run, declared: declaredIn(organisations), links: linksOf(organisations), ledger, actor };
  const given = { ...work, plan, consents, portals: 'live', recovered: [], onItem: () => undefined } as const;
  const report = await applyPlan(given, deps);
  if (report.exitCode !== asked.exitCode) throw new Error(`${plan.recorded.at} ended with ${report.exitCode}`);
}

function declaredIn(organisations: ReadonlyMap<string, Organisation>): DeclaredKind[] {
  return [...organisations.values()].map(({ portal, seats }) => {
    return { portal, kind: seatKind(portal), resources: [...seats.values()], requests: [] };
  });
}

function linksOf(organisations: ReadonlyMap<string, Organisation>): Map<string, WriteLink> {
  return new Map([...organisations].map(([name, { link }]) => [name, link]));
}

const workspace = {
  name: 'k8s',
  folder: 'k8s',
  ledger: { id: ledgerId, store: 'file' as const, path: 'ledger' },
  timezone: 'UTC',
  planMaxAge: day,
  consents: [],
  manifestDigest: digestOf('manifests'),
  documents: 1,
};

/** The wall clock is set from version to version; no time passes otherwise, so nobody is ever woken. */
function clockwork(): { readonly deps: Deps; readonly setClock: (moment: number) => void } {
  let moment = 0;
  const clock = { now: () => moment, monotonic: () => 0 };
  const deps = { ...virtualDeps(), clock, sleep: () => new Promise<never>(() => undefined) };
  return {
    deps,
    setClock: (next) => {
      moment = next;
    },
  };
}

function organisationOf(name: string, world: { readonly rails: RailLimits; readonly deps: Deps }): Organisation {
  const portal = { ...portalDeclaration({ provider: 'memory', name }), rails: world.rails };
  const store = createMemoryStore();
  const connection = createMemoryProvider(store).connect({ portal, credentials: {}, deps: world.deps });
  return { portal, store, link: { connection, problem: null }, seats: new Map() };
}

function personOf({ who, role }: HistoryEvent): PersonDeclaration {
  const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
  const level = role === 'admin' ? 'administrator' : 'member';
  const email = `${who.toLowerCase()}@k8s.example`;
  const access = [{ role: 'org', with: { level }, origin }];
  const none = { formerEmails: [], service: false, licenses: [], requests: [] };
  return { name: who.toLowerCase(), email, locale: 'en', access, origin, ...none };
}

function seatKind(portal: PortalDeclaration): DeclaredKind['kind'] {
  const kind = createMemoryProvider(createMemoryStore()).kinds(portal)[0];
  if (kind?.kind !== 'account') throw new Error('the memory provider has another first kind by now');
  return kind;
}

/** As the kind itself declares it for this one person: only who changed is declared anew. */
function seatOf(portal: PortalDeclaration, person: PersonDeclaration): DesiredResource {
  const kind = seatKind(portal);
  const [seat] = kind.declare({ ...portal, people: [person] }).resources;
  if (seat === undefined) throw new Error(`${person.email} has no seat`);
  return { ...seat, attributes: kind.normalize(seat.attributes) };
}

async function heldBy(organisations: ReadonlyMap<string, Organisation>): Promise<string[]> {
  const held: string[] = [];
  for (const [name, { store }] of organisations) {
    const { rows } = await store.page(`${name}/account`, 0, 1_000_000);
    for (const { key, attributes } of rows) {
      held.push(`${name} ${key} ${String(attributes['level'])}`);
    }
  }
  return held.sort();
}
