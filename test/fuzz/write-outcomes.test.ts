import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ConformanceError } from '../../engine/conformance/demand.ts';
import type { ConformanceSubject } from '../../engine/conformance/index.ts';
import { planOf, settle, settleNeeds, unlessDeleted, unlessMade } from '../../engine/conformance/lifecycle.ts';
import { updateOf } from '../../engine/conformance/sample-change.ts';
import { samplesOf, writesOf } from '../../engine/conformance/samples.ts';
import { openStage, type Stage } from '../../engine/conformance/stage.ts';
import type { Connection, ResourceKind, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';
import { maas360Subject } from '../support/maas360-subject.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import { webexSubject } from '../support/webex-subject.ts';
import { writeDamage } from './support/broken-answer.ts';
import { fuzzRuns, longestRun } from './support/fuzz-runs.ts';
import { type Called, disturbedWire, type Disturbance, untruth, watched } from './support/watched-writes.ts';

const subjects: readonly (readonly [name: string, subject: () => ConformanceSubject])[] = [
  ['Webex', () => webexSubject()],
  ['MaaS360', () => maas360Subject()],
  ['SCIM', () => scimmySubject({ leavers: 'delete' })],
  ['Webex Connect by an adapter', () => webexConnectSubject('adapter')],
  ['IBM Connections by the panel', () => ibmConnectionsSubject('panel')],
  ['IBM Connections at IBM itself', () => ibmConnectionsSubject('service')],
];

const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to go on</body></html>';

/** What a login page or a proxy between here and the portal says with a success. */
const strangers = [html, '<a>', 'OK', 'not found', '{"items":[', '<?xml version="1.0"?><a/>'];

const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  writeDamage.map((damage) => ({ what: 'answer' as const, damage })),
  fc.record({
    what: fc.constant('never-asked' as const),
    answer: fc.record({
      status: fc.constantFrom(200, 201, 202, 203, 206),
      headers: fc.constantFrom<Record<string, string>>({}, { 'content-type': 'text/html' }),
      body: fc.constantFrom(...strangers),
    }),
  }),
);

type Doing = 'make' | 'update' | 'remove' | 'reset';

interface Disturbed {
  /** Its name, or which of those that this can be done with. */
  readonly kind: number | string;
  readonly doing: Doing;
  readonly disturbance: Disturbance;
}

const disturbed: fc.Arbitrary<Disturbed> = fc.record({
  kind: fc.nat(20),
  doing: fc.constantFrom<Doing>('make', 'update', 'update', 'remove', 'reset'),
  disturbance,
});

const shown = process.env['ROLLCALL_SLOW'] === '1' ? subjects : subjects.slice(0, 1);

describe.each(shown)('whatever is answered to %s when it writes', (name, subject) => {
  test('it says done, surely not done, or that nobody knows, and each is true', { timeout: longestRun }, async () => {
    await fc.assert(
      fc.asyncProperty(disturbed, async (one) => {
        const { untrue } = await play(subject(), asItCanBe(name, one));
        expect(untrue).toEqual([]);
      }),
      fuzzRuns({ short: 1, long: 40 }),
    );
  });
});

/** IBM's front door is known to answer a first request with 302 before anything is done. */
function asItCanBe(name: string, one: Disturbed): Disturbed {
  const given = one.disturbance;
  if (!name.startsWith('IBM') || given.what !== 'answer') return one;
  const { damage } = given;
  if (damage.what !== 'status' || damage.status !== 302) return one;
  return { ...one, disturbance: { what: 'answer', damage: { ...damage, status: 500 } } };
}

type Spoil = (connection: Connection) => Connection;

interface Played {
  readonly untrue: readonly string[];
  readonly calls: readonly Called[];
  /** Requests that were disturbed. */
  readonly sent: number;
}

/** One apply while the wire is disturbed. `spoil` is a bug put into the provider. */
async function play(
  subject: ConformanceSubject,
  { kind: wanted, doing, disturbance: given }: Disturbed,
  spoil: Spoil = (connection) => connection,
): Promise<Played> {
  const wire = disturbedWire(subject, given);
  const stage = await openStage(wire.subject, { turn });
  const calls: Called[] = [];
  try {
    const kind = kindFor(stage, doing, wanted);
    if (kind === undefined || !(await prepare(stage, kind, doing))) return { untrue: [], calls, sent: 0 };
    const plan = await planFor(stage, kind, doing);
    wire.begin();
    const watch = watched(stage, wire, calls);
    await stage.engine.apply(plan, { consent: true, through: (connection) => watch(spoil(connection)) });
    wire.end();
    // What stands on others is made with them, each by as many operations as it takes.
    const once = Math.max(...Object.keys(stage.subject.samples).map((one) => writesOf(stage.subject, one)));
    const said = calls.map((call) => untruth(call, once)).filter((words) => words !== undefined);
    return { untrue: said.map((words) => `${kind.kind}: ${words}\n${wire.told()}`), calls, sent: wire.count() };
  } finally {
    await stage.close();
  }
}

function kindFor(stage: Stage, doing: Doing, wanted: Disturbed['kind']): ResourceKind | undefined {
  const { provider, portal } = stage.started;
  const fit = provider.kinds(portal).filter((kind) => {
    const samples = samplesOf(stage.subject, kind.kind);
    const cannot = { ...stage.subject.cannot, ...samples.cannot };
    if (cannot.creation !== undefined || unlessMade(kind, samples) !== undefined) return false;
    if (doing === 'update') return kind.capabilities.update.can && samples.updates.length > 0;
    if (doing === 'remove') return cannot.removal === undefined && unlessDeleted(kind, samples) === undefined;
    return doing === 'make' || kind.capabilities.reset.can;
  });
  if (typeof wanted === 'string') return fit.find(({ kind }) => kind === wanted);
  return fit[wanted % Math.max(fit.length, 1)];
}

/** Whether all that is needed is there: some of it no stage of one plane alone can make. */
async function prepare(stage: Stage, kind: ResourceKind, doing: Doing): Promise<boolean> {
  try {
    if (doing === 'make') await settleNeeds(stage, kind);
    else await settle(stage, kind, stage.desired(kind));
    return true;
  } catch (error) {
    if (error instanceof ConformanceError) return false;
    throw error;
  }
}

async function planFor(stage: Stage, kind: ResourceKind, doing: Doing) {
  const [first, ...others] = stage.desired(kind);
  if (first === undefined) throw new TypeError(`${kind.kind} has no sample`);
  if (doing === 'make') return planOf(stage, kind, [first]);
  if (doing === 'update') return planOf(stage, kind, [updateOf(stage, kind).next, ...others]);
  if (doing === 'remove') return planOf(stage, kind, others);
  const { address, origin } = first;
  const request = { address, verb: 'reset', occasion: 'reset-1', id: '1', origin } as const;
  const declared = stage.declare(kind, [first, ...others]);
  return stage.engine.plan(declared.map((one) => (one.kind === kind ? { ...one, requests: [request] } : one)));
}

/** A provider that takes every lost answer for a refusal: the next run would do it again. */
function sureOfLostAnswers(connection: Connection): Connection {
  const spoiled = (write: Write): Write => {
    return (change, context) =>
      write(change, context).catch((error: unknown) => {
        throw error instanceof ProviderError ? new ProviderError('unavailable', error.message) : error;
      });
  };
  const { writer } = connection;
  const { create, invite, update } = writer;
  const bad = { create: spoiled(create), invite: spoiled(invite), update: spoiled(update) };
  return { ...connection, writer: { ...writer, ...bad } };
}

/** A provider that sends again what was not answered well. */
function triesAgain(connection: Connection): Connection {
  const { writer } = connection;
  const update: Write = (change, context) => writer.update(change, context).catch(() => writer.update(change, context));
  return { ...connection, writer: { ...writer, update } };
}

/** Each was once said to be done, though the portal had heard nothing of it; the second was even sent again. */
describe('found', () => {
  const says = (body: string): Disturbance => ({ what: 'never-asked', answer: { status: 200, headers: {}, body } });

  test.each(['make', 'remove'] as const)('a login page is no answer to %s a partner administrator', async (doing) => {
    const { untrue, calls } = await play(webexSubject(), { kind: 'partner-admin', doing, disturbance: says(html) });
    expect(untrue).toEqual([]);
    expect(calls.map(({ said }) => said)).toEqual(['nobody-knows']);
  });

  test('an answer that says nothing of licences does not say that none was given', async () => {
    const damage = { what: 'body', body: '{}' } as const;
    const given = { kind: 'license-assignment', doing: 'make', disturbance: { what: 'answer', damage } } as const;
    const { untrue, calls } = await play(webexSubject(), given);
    expect(untrue).toEqual([]);
    expect(calls.map(({ said }) => said)).toContain('nobody-knows');
  });

  test('an answer of MaaS360 that changes nothing is no success, and nothing is sent again', async () => {
    const disturbance = says('<?xml version="1.0"?><a/>');
    const { untrue, calls, sent } = await play(maas360Subject(), { kind: 'account', doing: 'update', disturbance });
    expect(untrue).toEqual([]);
    expect(calls.map(({ said }) => said)).toEqual(['nobody-knows']);
    expect(sent).toBe(1);
  });
});

describe('a provider with a bug is found out', () => {
  const torn: Disturbance = { what: 'answer', damage: { what: 'cut', at: 500 } };
  const making: Disturbed = { kind: 0, doing: 'make', disturbance: torn };

  test('that takes a torn success for a refusal', async () => {
    const { calls } = await play(webexSubject(), making);
    expect(calls.map(({ said }) => said)).toContain('nobody-knows');
    const { untrue } = await play(webexSubject(), making, sureOfLostAnswers);
    expect(untrue.join('\n')).toContain('said surely not done, though it was');
  });

  test('that sends a second write after a torn answer', async () => {
    const { untrue } = await play(webexSubject(), { ...making, doing: 'update' }, triesAgain);
    expect(untrue.join('\n')).toContain('2 writes for one intent');
  });

  test('that believes whoever answers', async () => {
    const stranger: Disturbance = { what: 'never-asked', answer: { status: 200, headers: {}, body: html } };
    const gullible: Spoil = (connection) => {
      const remove: Write = (change, context) =>
        connection.writer.delete(change, context).catch(() => ({ outcome: 'done', observed: null }));
      return { ...connection, writer: { ...connection.writer, delete: remove } };
    };
    const { untrue } = await play(webexSubject(), { kind: 0, doing: 'remove', disturbance: stranger }, gullible);
    expect(untrue.join('\n')).toContain('said done, though the portal was never asked');
  });
});
