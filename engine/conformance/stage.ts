import type { DeclaredKind } from '../model/declared.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Deps, Transport } from '../model/deps.ts';
import type { Instant } from '../model/instant.ts';
import type { Mail } from '../model/change.ts';
import type { Connection, ReadRequest, ReadResult, ResourceKind } from '../model/provider.ts';
import type { Secret } from '../model/secret.ts';
import type { DesiredResource } from '../model/resource.ts';
import { type EngineSession, startEngine } from './engine-session.ts';
import { neededBy } from './needed-kinds.ts';
import { readAsEngine } from './read-as-engine.ts';
import { desiredOf, sampleAt, samplesOf } from './samples.ts';
import type { ConformanceSubject, Sample, StartedPortal } from './subject.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export interface ConformanceOptions {
  /** Resolves when the event loop has turned once: `setImmediate` of `node:timers/promises`. */
  readonly turn: () => Promise<unknown>;
}

/** A fresh portal with everything around it that a case needs. */
export interface Stage {
  readonly subject: ConformanceSubject;
  readonly started: StartedPortal;
  readonly time: VirtualTime;
  readonly deps: Deps;
  /** Mails that the engine sent. */
  readonly mails: readonly Mail[];
  /** First SIGINT. */
  readonly interrupt: () => void;
  readonly connect: (credentials?: Readonly<Record<string, Secret>>) => Connection;
  /** By a new connection, with the ids that a ledger would know. */
  readonly read: (kind: ResourceKind, request?: ReadRequest) => Promise<ReadResult>;
  /** The first so many samples of a kind, all where no number is given, as the manifests would declare them. */
  readonly desired: (kind: ResourceKind, count?: number) => readonly DesiredResource[];
  readonly desiredOf: (kind: ResourceKind, sample: Sample) => DesiredResource;
  readonly sample: (kind: ResourceKind, index: number) => Sample;
  /** These of the kind, with every sample of the kinds that it depends on; nothing of the others. */
  readonly declare: (kind: ResourceKind, resources: readonly DesiredResource[]) => readonly DeclaredKind[];
  /** The real engine over this portal, with a ledger of its own. */
  readonly engine: EngineSession;
  /** Another portal of the same subject, at the same time. */
  readonly start: (portal: PortalDeclaration) => Promise<StartedPortal>;
  readonly close: () => Promise<void>;
}

export const stageStart: Instant = '2026-11-21T09:00:00.000Z';

export async function openStage(subject: ConformanceSubject, options: ConformanceOptions): Promise<Stage> {
  const time = createVirtualTime({ start: stageStart, turn: options.turn });
  const random = seededRandom(20261121);
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const portals: StartedPortal[] = [];
  const start = async (asked: PortalDeclaration): Promise<StartedPortal> => {
    const another = await subject.start({ clock: time.clock, sleep: time.sleep, random, newId }, asked);
    portals.push(another);
    return another;
  };
  const started = await start(subject.portal);
  const interrupted = new AbortController();
  const mails: Mail[] = [];
  const deps: Deps = {
    clock: time.clock,
    sleep: time.sleep,
    random,
    newId,
    transport: time.during({ send: (request) => transportTo(portals, request.url).send(request) }),
    mailer: { send: async (mail) => void mails.push(mail) },
    signal: interrupted.signal,
  };
  const { provider, portal } = started;
  const connect: Stage['connect'] = (credentials = started.credentials) =>
    provider.connect({ portal, credentials, deps });
  return {
    subject,
    started,
    time,
    deps,
    mails,
    interrupt: () => interrupted.abort(new Error('interrupted by the suite')),
    connect,
    read: (kind, request = { known: [] }) => readAsEngine({ started, reader: connect().reader }, kind, request),
    desired: (kind, count) => {
      const samples = samplesOf(subject, kind.kind).resources.slice(0, count);
      return samples.map((sample) => desiredOf({ subject, portal, kind }, sample));
    },
    desiredOf: (kind, sample) => desiredOf({ subject, portal, kind }, sample),
    sample: (kind, index) => sampleAt(subject, kind.kind, index),
    declare: (kind, resources) => {
      const kinds = provider.kinds(portal);
      const needed = neededBy(kinds, kind);
      return kinds.map((one) => {
        const place = { subject, portal, kind: one };
        const wanted = needed.has(one.kind) ? samplesOf(subject, one.kind).resources : [];
        const others = wanted.map((sample) => desiredOf(place, sample));
        return { portal, kind: one, resources: one.kind === kind.kind ? resources : others, requests: [] };
      });
    },
    engine: await startEngine({ portals: [started], deps }),
    start,
    close: async () => {
      time.stop();
      for (const portal of portals) await portal.stop();
    },
  };
}

/** The same numbers in every run: a failing case fails again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The way to the portal whose base URL the address begins with. */
function transportTo(portals: readonly StartedPortal[], url: string): Transport {
  for (const { portal, transport } of portals) {
    const isHere = Object.values(portal.baseUrls).some((base) => url.startsWith(base));
    if (isHere && transport !== null) return transport;
  }
  throw new Error(`The subject gave no transport, but the provider asked for ${url}.`);
}
