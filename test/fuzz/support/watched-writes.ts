import type { ConformanceSubject } from '../../../engine/conformance/index.ts';
import type { Stage } from '../../../engine/conformance/stage.ts';
import type { HttpResponse } from '../../../engine/model/deps.ts';
import type { Connection, Outcome, Write, Writer } from '../../../engine/model/provider.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import { type AnswerDamage, damageAnswer } from './broken-answer.ts';

/** What becomes of writes while the wire is disturbed. */
export type Disturbance =
  /** The portal does it, and its answer is damaged. */
  | { readonly what: 'answer'; readonly damage: AnswerDamage }
  /** Something in between answers, and the portal hears nothing of it. */
  | { readonly what: 'never-asked'; readonly answer: HttpResponse };

export interface DisturbedWire {
  readonly subject: ConformanceSubject;
  readonly begin: () => void;
  readonly end: () => void;
  /** How many answers were disturbed. */
  readonly count: () => number;
  readonly told: () => string;
}

/** Disturbs the writes of one provider, and none of its reads. */
export function disturbedWire(subject: ConformanceSubject, disturbance: Disturbance): DisturbedWire {
  let disturbed = false;
  const told: string[] = [];
  const start: ConformanceSubject['start'] = async (time, asked) => {
    const started = await subject.start(time, asked);
    const { transport, probe } = started;
    if (transport === null) return started;
    const send: typeof transport.send = async (request) => {
      if (!disturbed) return transport.send(request);
      const name = `${request.method} ${request.url}`;
      if (disturbance.what === 'never-asked') {
        if (request.writes !== true) return transport.send(request);
        told.push(`${name}: never asked, ${disturbance.answer.status} ${disturbance.answer.body.slice(0, 60)}`);
        return disturbance.answer;
      }
      const before = probe.operations().writing;
      const answer = await transport.send(request);
      if (probe.operations().writing === before) return answer;
      const damaged = damageAnswer(answer, disturbance.damage, undefined);
      told.push(`${name} (${answer.status}): ${damaged.told}`);
      return damaged.answer;
    };
    return { ...started, transport: { send } };
  };
  return {
    subject: { ...subject, start },
    begin: () => {
      disturbed = true;
    },
    end: () => {
      disturbed = false;
    },
    count: () => told.length,
    told: () => told.slice(0, 4).join('\n'),
  };
}

/** One call of the writer: what it said, and what the portal really did meanwhile. */
export interface Called {
  readonly verb: keyof Writer;
  readonly said: 'done' | 'accepted' | 'gated' | 'surely-not-done' | 'nobody-knows' | 'a-defect';
  readonly words: string;
  readonly wrote: number;
  /** Whether the wire was disturbed meanwhile: else it may have found that it is so already. */
  readonly disturbed: boolean;
}

/** A connection whose calls are noted. */
export function watched(stage: Stage, wire: DisturbedWire, calls: Called[]): (connection: Connection) => Connection {
  const count = (): number => stage.started.probe.operations().writing;
  const watch = (verb: keyof Writer, write: Write): Write => {
    return async (change, context) => {
      const [before, disturbances] = [count(), wire.count()];
      const facts = () => ({ verb, wrote: count() - before, disturbed: wire.count() > disturbances });
      try {
        const outcome = await write(change, context);
        calls.push({ ...facts(), said: saidBy(outcome, verb), words: '' });
        return outcome;
      } catch (error) {
        const words = error instanceof Error ? `${error.name} ${error.message}` : String(error);
        calls.push({ ...facts(), said: meaningOf(error), words });
        throw error;
      }
    };
  };
  return (connection) => {
    const { writer } = connection;
    const entries = verbs.map((verb) => [verb, watch(verb, writer[verb])] as const);
    return { ...connection, writer: Object.fromEntries(entries) as unknown as Writer };
  };
}

/** A making that shows nothing of what it made is looked up by the engine: it believes no such word. */
function saidBy({ outcome, ...rest }: Outcome, verb: keyof Writer): Called['said'] {
  const leavesNothing = verb === 'delete' || verb === 'reset' || verb === 'sync';
  return outcome === 'done' && !leavesNothing && 'observed' in rest && rest.observed === null
    ? 'nobody-knows'
    : outcome;
}

const verbs = ['create', 'invite', 'update', 'reset', 'sync', 'delete'] as const;

/** As the engine reads it: only what is neither lost nor against the contract was surely not done. */
function meaningOf(error: unknown): Called['said'] {
  if (!(error instanceof ProviderError)) return 'a-defect';
  return error.code === 'ambiguous' || error.code === 'contract' ? 'nobody-knows' : 'surely-not-done';
}

/**
 * What is wrong with what a writer said; undefined where it is true. `once` is how many writing operations one object
 * takes: what was begun in several may be told as not done when a later one was refused.
 */
export function untruth({ verb, said, words, wrote, disturbed }: Called, once: number): string | undefined {
  if (said === 'a-defect') return `${verb}: a defect of ours: ${words}`;
  if (said === 'surely-not-done' && wrote >= once) return `${verb}: said surely not done, though it was: ${words}`;
  if (said === 'done' && wrote === 0 && disturbed) return `${verb}: said done, though the portal was never asked`;
  if (wrote > once) return `${verb}: ${wrote} writes for one intent`;
  return undefined;
}
