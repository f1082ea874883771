import { heldTransport } from '../../engine/apply/held-transport.ts';
import type { Deps } from '../../engine/model/deps.ts';
import type { LedgerWriter } from '../../engine/model/ledger.ts';
import { type Milliseconds, minute } from '../../engine/model/instant.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { judgeAdopted } from './judge-adopted.ts';
import { judgeEnd, judgeFailure, judgeLedger, judgeReport, judgeVerification } from './oracles.ts';
import { everybodyArrives, somebodyActs, somebodyMeddles } from './people.ts';
import { withPlainAnswers } from './plain-answers.ts';
import type { Actor } from './lives.ts';
import { rollcall } from './rollcall.ts';
import { type Run, type Scenario, type Step } from './scenario.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import { simulatedLedgerFiles } from './simulated-ledger-files.ts';
import { simulatedMailer } from './simulated-mailer.ts';
import { simulatedNetwork } from './simulated-network.ts';
import type { MakePortal, PortalRow, SimulatedPortal } from './simulated-portal.ts';
import { type SimulatedProgram, simulationStart } from './simulated-program.ts';
import type { Trouble, TroubleName } from './troubles.ts';
import { createWorld, type World } from './world.ts';

/** What a simulation came to. */
export interface Played {
  /** What must never be; empty where all is well. */
  readonly broken: readonly string[];
  readonly struck: ReadonlyMap<TroubleName, number>;
  readonly runs: number;
  /** Changes and mails at the portals. */
  readonly effects: number;
}

/** A bug put in on purpose, for tests of the simulation itself. */
export interface Spoiling {
  readonly ledger?: (ledger: LedgerWriter) => LedgerWriter;
  readonly deps?: (deps: Deps) => Deps;
  readonly disk?: (disk: SimulatedDisk) => SimulatedDisk;
}

export interface PlayInput {
  readonly scenario: Scenario;
  readonly makers: readonly MakePortal[];
  readonly spoil?: Spoiling;
}

/** Plays a scenario to its end, then lets all troubles stop and sees whether everything comes right. */
export function play(input: PlayInput): Promise<Played> {
  return withPlainAnswers(() => playThrough(input));
}

async function playThrough({ scenario, makers, spoil = {} }: PlayInput): Promise<Played> {
  const chosen = scenario.portals.map((index) => makers[index % makers.length]).filter((make) => make !== undefined);
  const world = await createWorld({ seed: scenario.chance, makers: [...new Set(chosen)], happen });
  for (const edit of scenario.first) world.edit(edit);
  for (const step of scenario.steps) {
    await take(world, step, spoil);
    if (step.step === 'run' || step.step === 'duel') await judgeLedger(world);
    if (isBroken(world)) break;
  }
  if (!isBroken(world)) await calmDown(world, spoil);
  return {
    broken: [...world.broken, ...world.watch.broken],
    struck: world.struck,
    runs: world.programs.size - 1,
    effects: world.watch.effects(),
  };
}

function isBroken({ broken, watch }: World): boolean {
  return broken.length + watch.broken.length > 0;
}

async function take(world: World, step: Step, spoil: Spoiling): Promise<void> {
  if (step.step !== 'edit') world.meaning();
  switch (step.step) {
    case 'edit':
      return world.edit(step.edit);
    case 'run':
      return void (await finished(world, [begin(world, step.run, spoil)]));
    case 'duel': {
      const one = begin(world, step.one, spoil);
      await world.time.pass(step.apart);
      await finished(world, [one, begin(world, step.other, spoil)]);
      return;
    }
    case 'meddle':
      return somebodyMeddles(world, step.size);
    case 'somebody-acts':
      return somebodyActs(world, step.size);
    case 'pass':
      return world.time.pass(step.minutes * minute);
    case 'hide-new':
      for (const portal of world.portals) portal.hideNew((step.size / 100) * longestDelay(portal));
  }
}

/** For how long the provider says that something new may be missing from reads. */
function longestDelay({ provider, declaration }: SimulatedPortal): Milliseconds {
  return Math.max(...provider.kinds(declaration([])).map(({ visibilityDelay }) => visibilityDelay));
}

interface Running {
  readonly program: SimulatedProgram;
  plan: Plan | null;
  report: RunReport | null;
  /** Whether it may write to portals by now. */
  isApplying: boolean;
  isOver: boolean;
}

interface Acting {
  readonly running: Running;
  /** All that portals have answered so far. */
  readonly answers: readonly string[];
  readonly gives: ReadonlySet<string>;
  /** What time it is in truth. */
  readonly now: () => Milliseconds;
}

function actorOf({ running, answers, gives, now }: Acting): Actor {
  return {
    who: 'program',
    pid: running.program.pid,
    gives,
    mayWrite: () => running.isApplying,
    isShortOf: (portal, kind) => isShort(running.plan, { portal, kind }),
    hasSeen: (portal, row) => answers.some((body) => (portal.sees ?? tellsOf)(row, body)),
    clockError: () => running.program.deps.clock.now() - now(),
  };
}

function begin(world: World, run: Run, spoil: Spoiling): Running {
  const { chance, portals, time } = world;
  const disk = spoil.disk?.(world.disk) ?? world.disk;
  const program = world.newProgram(run.troubles);
  const { workspace, declared, gives } = world.meaning();
  const running: Running = { program, plan: null, report: null, isApplying: false, isOver: false };
  const answers: string[] = [];
  const actor = actorOf({ running, answers, gives, now: () => simulationStart + time.now() });
  const ends = portals.map((portal) => ({
    baseUrl: portal.baseUrl,
    writes: portal.writes,
    answer: (request: Request) => {
      const answer = (): Promise<Response> => portal.answer(request);
      if (portal.writes(request)) return world.watch.during(portal, actor, answer);
      // Looking after each read too would cost more than all the rest.
      portal.settle();
      return answer();
    },
  }));
  const onAnswer = (_: string, body: string): void => void answers.push(body);
  const network = simulatedNetwork({ ends, program, onAnswer, outages: world.outages, now: time.now });
  const mailer = simulatedMailer(program, world.mails);
  const { transport, holdBy } = heldTransport({
    send: (request) => {
      const isLate = request.writes === true && world.holder !== program.pid;
      if (isLate) world.broken.push(`sent by one who had lost the ledger: ${request.method} by program ${program.pid}`);
      return network.send(request);
    },
  });
  const deps: Deps = { ...program.deps, transport, mailer };
  const input = {
    program,
    deps: spoil.deps?.(deps) ?? deps,
    files: simulatedLedgerFiles({ disk, program, chance }),
    isDead: (pid: number) => world.programs.get(pid)?.isDead() === true,
    workspace,
    declared,
    portals,
    consents: run.consents,
    looked: run.looked === null ? null : run.looked * minute,
    onHeld: () => {
      world.holder = program.pid;
    },
    onApply: (ledger: LedgerWriter) => {
      running.isApplying = true;
      holdBy(ledger);
    },
    onPlan: (plan: Plan) => {
      running.plan = plan;
      world.said.push(JSON.stringify(plan));
    },
    onPromise: (seq: number, entry: Parameters<World['promised']['set']>[1]) => void world.promised.set(seq, entry),
    ...(spoil.ledger === undefined ? {} : { spoil: spoil.ledger }),
  };
  rollcall(input)
    .then((report) => {
      running.report = report;
      judgeReport(world, report);
    })
    .catch((error: unknown) => judgeFailure(world, error))
    .finally(() => {
      running.isOver = true;
      program.kill();
    });
  return running;
}

/** Whether the plan says itself that it could not read all there is of a kind. */
function isShort(plan: Plan | null, { portal, kind }: { readonly portal: string; readonly kind: string }): boolean {
  const reads = plan?.reads.filter((read) => read.portal === portal && read.kind === kind) ?? [];
  return reads.some(({ coverage }) => coverage === 'partial' || coverage === 'failed');
}

function tellsOf({ key, id }: PortalRow, body: string): boolean {
  return body.includes(key.split('/')[0] ?? key) || body.includes(id);
}

async function finished(world: World, all: readonly Running[]): Promise<void> {
  await world.time.runUntil(() => all.every(({ isOver, program }) => isOver || program.isDead()));
  // What time brought about while they read may be over before anybody writes again.
  for (const portal of world.portals) await world.watch.during(portal, { who: 'portal' }, async () => undefined);
}

/** Something that a program's point brought about elsewhere. */
function happen(world: World, { what, size }: Trouble): void {
  if (what === 'meddling') somebodyMeddles(world, size);
  if (what === 'somebody-acts') void somebodyActs(world, size);
  if (what !== 'power-failure') return;
  for (const program of world.programs.values()) program.kill();
  world.disk.failPower();
}

const calm: Run = { troubles: [], consents: true, looked: null };
/** So many applies may it take, once nothing goes wrong any more, until there is nothing left to do. */
const mostApplies = 3;

async function calmDown(world: World, spoil: Spoiling): Promise<void> {
  world.outages.clear();
  for (const portal of world.portals) portal.hideNew(0);
  for (let applies = 0; applies <= mostApplies; applies += 1) {
    await world.time.pass(20 * minute);
    const before = world.watch.effects() + world.mails.length;
    const running = begin(world, calm, spoil);
    await finished(world, [running]);
    const { plan, report } = running;
    const effects = world.watch.effects() + world.mails.length - before;
    const isLast = applies === mostApplies || (applies > 0 && plan?.changes.length === 0);
    if (isLast) {
      judgeEnd(world, { plan, report, effects });
      if (plan !== null) await judgeAdopted(world, plan);
      break;
    }
    if (applies === 0 && world.chance.happens(0.5)) await everybodyArrives(world);
  }
  await judgeLedger(world);
  await judgeVerification(world);
}
