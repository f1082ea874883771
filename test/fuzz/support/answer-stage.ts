import { setImmediate as turn } from 'node:timers/promises';
import type { ConformanceSubject } from '../../../engine/conformance/index.ts';
import { putNeeds } from '../../../engine/conformance/put-needs.ts';
import { readAsEngine } from '../../../engine/conformance/read-as-engine.ts';
import { openStage, type Stage } from '../../../engine/conformance/stage.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../../engine/model/deps.ts';
import { instantOf } from '../../../engine/model/instant.ts';
import type { Observation } from '../../../engine/model/observation.ts';
import type { ResourceKind } from '../../../engine/model/provider.ts';
import { observeKind } from '../../../engine/observe/observe-kind.ts';
import { type AnswerDamage, damageAnswer } from './broken-answer.ts';

/** One read with one answer damaged, or all from that one on. */
export interface FuzzedRead {
  /** Which kind, counted over those of the portal. */
  readonly kind: number;
  /** Which answer, counted over those that an undisturbed read gets. */
  readonly answer: number;
  readonly lasting: boolean;
  /** Only some objects, as apply looks before it writes; else everything. */
  readonly only: boolean;
  readonly damage: AnswerDamage;
}

export interface ReadOutcome {
  readonly kind: string;
  readonly observation: Observation;
  readonly requests: number;
  /** What was done to which request. */
  readonly told: string;
  /** The damaged answer may be a true one: nothing can be said about what must be in the list. */
  readonly mayBeTrue: boolean;
}

export interface AnswerStage {
  /** Names of the portal's kinds. */
  readonly kinds: readonly string[];
  readonly read: (fuzzed: FuzzedRead) => Promise<ReadOutcome>;
  /** What an undisturbed read of the same finds. */
  readonly honest: (fuzzed: Pick<FuzzedRead, 'kind' | 'only'>) => Promise<ReadOutcome>;
  /** One read of the kind of this name, each answer changed by hand. */
  readonly readThrough: (read: ChangedRead) => Promise<ReadOutcome>;
  readonly close: () => Promise<void>;
}

export interface ChangedRead {
  readonly kind: string;
  readonly only: boolean;
  readonly change: (url: string, answer: HttpResponse, request: HttpRequest) => HttpResponse;
}

/** A portal that holds every sample of its kinds, and a transport that damages what it answers. */
export async function openAnswerStage(subject: ConformanceSubject): Promise<AnswerStage> {
  const { limits } = subject.portal;
  const portal = { ...subject.portal, limits: { ...limits, requestsPerSecond: 100_000 } };
  const stage = await openStage({ ...subject, portal }, { turn });
  const kinds = stage.started.provider.kinds(stage.started.portal);
  for (const kind of kinds) await putAll(stage, kind);
  const kindAt = (index: number): ResourceKind => kinds[index % kinds.length] as ResourceKind;
  const known = new Map<string, Promise<ReadOutcome>>();

  async function honest(asked: Pick<FuzzedRead, 'kind' | 'only'>): Promise<ReadOutcome> {
    const kind = kindAt(asked.kind);
    const name = `${kind.kind} ${asked.only}`;
    const found = known.get(name) ?? readWith(stage, { kind, only: asked.only });
    known.set(name, found);
    return found;
  }

  return {
    kinds: kinds.map(({ kind }) => kind),
    honest,
    read: async (fuzzed) => {
      const { requests } = await honest(fuzzed);
      return readWith(stage, { ...fuzzed, kind: kindAt(fuzzed.kind), at: fuzzed.answer % Math.max(requests, 1) });
    },
    readThrough: async ({ kind: name, only, change }) => {
      const kind = kinds.find((one) => one.kind === name);
      if (kind === undefined) throw new TypeError(`there is no kind ${name}`);
      return readWith(stage, { kind, only, change });
    },
    close: stage.close,
  };
}

async function putAll(stage: Stage, kind: ResourceKind): Promise<void> {
  const held = new Set((await stage.started.probe.objects(kind.kind)).map(({ key }) => key));
  for (const [index, one] of stage.desired(kind).entries()) {
    if (held.has(one.address.key)) continue;
    await putNeeds(stage, kind, index);
    await stage.started.probe.put(one.address, one.attributes);
  }
}

interface ReadPlan {
  readonly kind: ResourceKind;
  readonly only: boolean;
  readonly at?: number;
  readonly lasting?: boolean;
  readonly damage?: AnswerDamage;
  readonly change?: ChangedRead['change'];
}

async function readWith(stage: Stage, plan: ReadPlan): Promise<ReadOutcome> {
  const { started, deps } = stage;
  const wire = damagingTransport(deps.transport, plan);
  const connected = { portal: started.portal, credentials: started.credentials };
  const { reader } = started.provider.connect({ ...connected, deps: { ...deps, transport: wire.transport } });
  const declared = { portal: started.portal, kind: plan.kind, resources: stage.desired(plan.kind), requests: [] };
  const known = declared.resources.map(({ address }) => ({ address, id: null }));
  const observation = await observeKind({
    declared,
    reader: { ...reader, read: (_, request) => readAsEngine({ started, reader }, plan.kind, request) },
    bindings: [],
    at: instantOf(deps.clock.now()),
    ...(plan.only ? { only: known } : {}),
  });
  return { kind: plan.kind.kind, observation, ...wire.seen() };
}

/** No reader needs so many for a handful of objects: more is a circle. */
const mostRequests = 3_000;

function damagingTransport(transport: Transport, { at, lasting, damage, change }: ReadPlan) {
  let requests = 0;
  let mayBeTrue = false;
  let earlier: HttpResponse | undefined;
  const told: string[] = [];
  const send: Transport['send'] = async (request) => {
    const index = requests;
    requests += 1;
    if (requests > mostRequests) throw new RangeError(`over ${mostRequests} requests in one read`);
    const answer = await transport.send(request);
    if (change !== undefined) {
      const changed = change(request.url, answer, request);
      if (changed !== answer) told.push(request.url);
      return changed;
    }
    const before = earlier;
    earlier ??= answer;
    if (damage === undefined || at === undefined || index < at || (index > at && lasting !== true)) return answer;
    const damaged = damageAnswer(answer, damage, before);
    mayBeTrue ||= damaged.mayBeTrue;
    if (told.length < 3) told.push(`${request.method} ${request.url}: ${damaged.told}`);
    return damaged.answer;
  };
  return { transport: { send }, seen: () => ({ requests, mayBeTrue, told: told.join('\n') }) };
}
