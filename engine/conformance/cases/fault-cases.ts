import { clockTolerance } from '../../model/visibility.ts';
import { second } from '../../model/instant.ts';
import type { DeclaredKind } from '../../model/declared.ts';
import type { Outcome, ResourceKind, Writer } from '../../model/provider.ts';
import type { DesiredResource } from '../../model/resource.ts';
import type { PortalCase, Unless } from '../conformance-case.ts';
import { createUnder, creation, finished, readyWriter, writesFromNow } from '../creation.ts';
import { demand, problemFrom } from '../demand.ts';
import {
  demandNothingToDo,
  isGone,
  objectOf,
  planOf,
  settle,
  settleNeeds,
  unlessDeleted,
  unlessMade,
} from '../lifecycle.ts';
import type { Fault } from '../portal-probe.ts';
import { writesOf } from '../samples.ts';
import type { Stage } from '../stage.ts';

const unlessLookedUp: Unless = (kind, samples) =>
  kind.reads === 'none' ? `${kind.kind} cannot be looked up (reads: none)` : unlessMade(kind, samples);

/** What a provider makes of a bad day: never a second write, never a lost one. */
export const faultCases: readonly PortalCase[] = [
  {
    name: 'a write whose answer was lost is sent once, and found done',
    needs: ['answer-lost', 'creation'],
    unless: unlessLookedUp,
    run: answerLost,
  },
  {
    name: 'a write that was lost is not sent again blindly',
    needs: ['request-lost', 'creation'],
    unless: unlessLookedUp,
    run: requestLost,
  },
  {
    name: 'a delete whose answer was lost is found done',
    needs: ['answer-lost', 'removal'],
    unless: unlessDeleted,
    run: deleteLost,
  },
  {
    name: 'a 429 on a write is waited out, and written once',
    needs: ['too-many-requests', 'creation'],
    unless: unlessMade,
    run: limitOnWrite,
  },
  { name: 'a 429 on a read is waited out', needs: ['too-many-requests'], unless: unlessLookedUp, run: limitOnRead },
  {
    name: "the portal's own limit is waited out, and written once",
    needs: ['portal-limit', 'creation'],
    unless: unlessMade,
    run: portalLimit,
  },
  {
    name: 'a write to a portal that is down did not happen',
    needs: ['unavailable', 'creation'],
    unless: unlessMade,
    run: downOnWrite,
  },
  {
    name: 'what the portal only accepted is asked after until it is done',
    needs: ['creation'],
    unless: unlessMade,
    run: accepted,
  },
  { name: 'an interrupted write is not sent', needs: ['creation'], unless: unlessMade, run: interruptedWrite },
  {
    name: 'after an interrupt nothing new is started',
    needs: ['creation'],
    unless: unlessMade,
    run: interruptedRun,
  },
];

async function answerLost(stage: Stage, kind: ResourceKind): Promise<void> {
  const { wanted, written } = await createUnder(stage, kind, { fault: 'answer-lost' });
  const writes = writesOf(stage.subject, kind.kind);
  demand(written() >= 1 && written() <= writes, `${written()} writing operations were done for one object.`);
  demand((await objectOf(stage, wanted)) !== undefined, 'The object is not there.');
  demandNothingToDo(await planOf(stage, kind, [wanted]), 'The answer was lost, and looked up');
  await settle(stage, kind, [wanted]);
  demand(written() === writes, `In the end ${written()} writing operations were done for one object.`);
}

async function requestLost(stage: Stage, kind: ResourceKind): Promise<void> {
  const { wanted, written, report } = await createUnder(stage, kind, { fault: 'request-lost' });
  const [item] = report.items.filter((one) => one.address.kind === kind.kind);
  demand(written() === 0, 'A write without an answer was sent again in the same run.');
  demand(item?.result.result !== 'done', 'It was not done, and the report says that it was.');
  await settle(stage, kind, [wanted]);
  const writes = writesOf(stage.subject, kind.kind);
  demand(written() === writes, `In the end ${written()} writing operations were done for one object.`);
  demand((await objectOf(stage, wanted)) !== undefined, 'The object is not there in the end.');
}

async function deleteLost(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) return;
  await settle(stage, kind, [first, ...others]);
  const plan = await planOf(stage, kind, others);
  const written = writesFromNow(stage);
  stage.started.probe.fail({ fault: 'answer-lost' });
  await stage.engine.apply(plan, { consent: true });
  stage.started.probe.heal();
  await settle(stage, kind, others);
  await stage.time.pass(kind.visibilityDelay + clockTolerance);
  demand(await isGone(stage, kind, first), 'What was deleted is still there.');
  demand(written() === 1, `${written()} writing operations were done for one delete.`);
}

async function limitOnWrite(stage: Stage, kind: ResourceKind): Promise<void> {
  await waitedOut(stage, kind, { fault: 'too-many-requests', retryAfter: 3 * second });
}

async function portalLimit(stage: Stage, kind: ResourceKind): Promise<void> {
  await waitedOut(stage, kind, { fault: 'portal-limit' });
}

async function waitedOut(stage: Stage, kind: ResourceKind, fault: Fault): Promise<void> {
  const { change, wanted } = await creation(stage, kind);
  const write = await readyWriter(stage, kind);
  const written = writesFromNow(stage);
  const begun = stage.deps.clock.monotonic();
  stage.started.probe.fail(fault);
  const outcome = await write(change);
  const waited = stage.deps.clock.monotonic() - begun;
  await finished(stage, kind, outcome);
  const least = fault.fault === 'too-many-requests' ? fault.retryAfter : 1;
  demand(waited >= least, `It waited ${waited} ms, and ${least} ms were asked for.`);
  const writes = writesOf(stage.subject, kind.kind);
  demand(written() === writes, `${written()} writing operations were done for one object.`);
  demand((await objectOf(stage, wanted)) !== undefined, 'The object is not there.');
}

async function limitOnRead(stage: Stage, kind: ResourceKind): Promise<void> {
  const known = stage.desired(kind).map((one) => ({ address: one.address, id: null }));
  const begun = stage.deps.clock.monotonic();
  stage.started.probe.fail({ fault: 'too-many-requests', retryAfter: 3 * second });
  const result = await stage.read(kind, { known });
  const waited = stage.deps.clock.monotonic() - begun;
  demand(waited >= 3 * second, `It waited ${waited} ms, and 3,000 ms were asked for.`);
  demand(result.problem === null, `The limit was not waited out: ${result.problem?.text}`);
}

async function downOnWrite(stage: Stage, kind: ResourceKind): Promise<void> {
  const { change, wanted } = await creation(stage, kind);
  const write = await readyWriter(stage, kind);
  const written = writesFromNow(stage);
  stage.started.probe.fail({ fault: 'unavailable' });
  const problem = await problemFrom(() => write(change), 'The portal is down, and the write succeeded.');
  const surelyNot = problem.code === 'unavailable' || problem.code === 'rate-limited';
  demand(surelyNot || problem.code === 'ambiguous', `The portal is down, and the problem is "${problem.code}".`);
  demand(written() === 0, 'The portal is down, and something was written.');
  stage.started.probe.heal();
  await settle(stage, kind, [wanted]);
}

async function accepted(stage: Stage, kind: ResourceKind): Promise<void> {
  const { change, wanted } = await creation(stage, kind);
  const write = await readyWriter(stage, kind);
  const outcome = await finished(stage, kind, await write(change));
  if (outcome.outcome === 'gated') demand(outcome.gate.instructions.length > 0, 'The gate has no instruction.');
  if (outcome.outcome === 'done') demandShown(kind, wanted, outcome);
}

/** What a writer says is there now, is what was asked for. */
function demandShown(
  kind: ResourceKind,
  wanted: DesiredResource,
  outcome: Extract<Outcome, { outcome: 'done' }>,
): void {
  const { observed } = outcome;
  demand(observed !== null, 'The writer says that it is done, and shows nothing.');
  const key = kind.identify(kind.normalize(observed.attributes));
  demand(key === wanted.address.key, `The writer shows ${key} instead of ${wanted.address.key}.`);
  demand(observed.address.key === key, `The address says ${observed.address.key}, the attributes say ${key}.`);
}

async function interruptedWrite(stage: Stage, kind: ResourceKind): Promise<void> {
  const { change } = await creation(stage, kind);
  const write = await readyWriter(stage, kind);
  const written = writesFromNow(stage);
  stage.interrupt();
  await problemFrom(() => write(change), 'A write after the interrupt says that it was done.');
  demand(written() === 0, 'A write was sent after the interrupt.');
}

async function interruptedRun(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  await settleNeeds(stage, kind);
  const plan = await stage.engine.plan(stage.declare(kind, wanted).map(oneByOne));
  const written = writesFromNow(stage);
  const report = await stage.engine.apply(plan, {
    consent: true,
    through: (connection) => ({ ...connection, writer: interrupting(stage, connection.writer) }),
  });
  demand(report.ending === 'interrupted', `The run was interrupted and ended as "${report.ending}".`);
  const most = writesOf(stage.subject, kind.kind);
  demand(written() <= most, `${written()} writes were done, one at a time, although the first one interrupted.`);
}

function oneByOne(declared: DeclaredKind): DeclaredKind {
  const { portal } = declared;
  return { ...declared, portal: { ...portal, limits: { ...portal.limits, concurrency: 1 } } };
}

/** The first call of any verb interrupts, and goes on. */
function interrupting(stage: Stage, writer: Writer): Writer {
  const first =
    (verb: keyof Writer): Writer[typeof verb] =>
    (change, context) => {
      const outcome = writer[verb](change, context);
      stage.interrupt();
      return outcome;
    };
  return {
    create: first('create'),
    invite: first('invite'),
    update: first('update'),
    reset: first('reset'),
    sync: first('sync'),
    delete: first('delete'),
  };
}
