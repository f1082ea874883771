import type { Context } from 'hono';
import { instantOf } from '../../engine/model/instant.ts';
import type { EmulatorEnv } from './emulator.ts';
import type { FaultEffect, Faults } from './emulator-faults.ts';
import type { Journal } from './emulator-journal.ts';
import type { SandboxWorld } from './sandbox/sandbox-world.ts';

export type EmulatorContext = Context<EmulatorEnv>;

type Answer = Response | Promise<Response>;

export type Route = (c: EmulatorContext) => Promise<Response>;

export interface Operation {
  readonly name: string;
  readonly writes: boolean;
  /** Which page of a list is asked for, from 1; for faults that strike one page. */
  readonly page?: (c: EmulatorContext) => number;
  readonly act: (c: EmulatorContext) => Answer;
}

export interface OperationSetup {
  readonly world: SandboxWorld;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Refuses before the operation acts (token, rate limit); null lets it through. */
  readonly guard: (c: EmulatorContext, operation: Operation) => Response | null;
  /** The portal's own answer to "too fast". */
  readonly busy: (c: EmulatorContext) => Response;
}

interface Played {
  readonly response: Response;
  readonly acted: boolean;
  readonly lost?: true;
}

/**
 * Makes the function that turns an operation into a Hono route: time passes first, faults strike, the guard looks,
 * the operation acts, and the journal keeps what happened.
 */
export function createOperations(setup: OperationSetup): (operation: Operation) => Route {
  return (operation) => async (c) => {
    setup.world.settle();
    const effect = setup.faults.take(operation.name, operation.page?.(c) ?? null);
    const played = await play({ setup, operation, c, effect });
    setup.journal.record({
      at: instantOf(setup.world.now()),
      operation: operation.name,
      writes: operation.writes,
      path: c.req.path,
      status: played.lost === true ? 0 : played.response.status,
      acted: played.acted,
    });
    return played.response;
  };
}

interface Turn {
  readonly setup: OperationSetup;
  readonly operation: Operation;
  readonly c: EmulatorContext;
  readonly effect: FaultEffect | null;
}

async function play(turn: Turn): Promise<Played> {
  const { setup, c, effect } = turn;
  switch (effect?.effect) {
    case undefined:
    case 'invisible':
      return await actNow(turn);
    case 'rate-limit':
      return notActed(c.text('Too Many Requests', 429, { 'retry-after': String(effect.retryAfter) }));
    case 'busy':
      return notActed(setup.busy(c));
    case 'answer': {
      const acted = effect.acting === 'after' && (await actNow(turn)).acted;
      return { response: new Response(effect.body ?? '', { status: effect.status, ...headersOf(effect) }), acted };
    }
    case 'cut': {
      const acted = effect.acting === 'after' && (await actNow(turn)).acted;
      return cutConnection(c, acted);
    }
    case 'slow':
      await setup.world.sleep(effect.milliseconds);
      return await actNow(turn);
  }
}

async function actNow({ setup, operation, c }: Turn): Promise<Played> {
  const refusal = setup.guard(c, operation);
  if (refusal !== null) return notActed(refusal);
  const response = await operation.act(c);
  return { response, acted: response.status < 300 };
}

function cutConnection(c: EmulatorContext, acted: boolean): Played {
  c.env.cut?.();
  const response = c.text('The connection was to be cut here, but this way in cannot do it.', 502);
  return { response, acted, lost: true };
}

function notActed(response: Response): Played {
  return { response, acted: false };
}

function headersOf(effect: FaultEffect & { effect: 'answer' }): { headers?: Record<string, string> } {
  return effect.headers === undefined ? {} : { headers: { ...effect.headers } };
}
