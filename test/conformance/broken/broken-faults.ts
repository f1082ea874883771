import type { Change } from '../../../engine/model/change.ts';
import type { ConnectInput, Outcome } from '../../../engine/model/provider.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import { type Broken, everyVerb, input, onMemory, onWebexConnect, writer } from './break.ts';

const neverAborted = new AbortController().signal;

/** Writers that make the worst of a bad day. */
export const brokenFaults: readonly Broken[] = [
  {
    what: 'repeats a write whose answer was lost',
    subject: onMemory(
      everyVerb(
        (write) =>
          (...given) =>
            write(...given).catch(again(() => write(...given))),
      ),
    ),
    kind: 'account',
    fails: [
      'a write whose answer was lost is sent once, and found done',
      'a write that was lost is not sent again blindly',
      'a delete whose answer was lost is found done',
    ],
  },
  {
    what: 'takes a lost answer for a yes',
    subject: onMemory(
      everyVerb((write) => (change, context) => write(change, context).catch(again(async () => yes(change)))),
    ),
    kind: 'account',
    fails: ['a write that was lost is not sent again blindly'],
  },
  {
    what: 'takes a portal that is down for a yes',
    subject: onMemory(
      everyVerb(
        (write) => (change, context) =>
          write(change, context).catch((error: unknown) => {
            if (error instanceof ProviderError && error.code === 'unavailable') return yes(change);
            throw error;
          }),
      ),
    ),
    kind: 'account',
    fails: ['a write to a portal that is down did not happen', 'an interrupted write is not sent'],
  },
  {
    what: 'writes after an interrupt',
    subject: onMemory(everyVerb((write) => (change, context) => write(change, { ...context, signal: neverAborted }))),
    kind: 'account',
    fails: ['an interrupted write is not sent'],
  },
  {
    what: 'writes in two steps',
    subject: onMemory(
      writer((good) => ({
        create: async (change, context) => {
          const outcome = await good.create(change, context);
          const id = outcome.outcome === 'done' ? (outcome.observed?.id ?? null) : null;
          return good.update({ ...change, id }, context);
        },
      })),
    ),
    kind: 'account',
    fails: ['a write that was lost is not sent again blindly'],
  },
  {
    what: 'does what it says that it cannot',
    subject: onMemory(writer(() => ({ reset: async (change) => yes(change) }))),
    kind: 'account',
    fails: ['the writer refuses what the kind cannot do, and writes nothing'],
  },
  {
    what: 'gives up on a 429 of a write',
    subject: onWebexConnect(
      input((given) => answeredWith(given, ({ status, method }) => status === 429 && method !== 'GET')),
    ),
    kind: 'teammate',
    fails: ['a 429 on a write is waited out, and written once'],
  },
  {
    what: 'gives up on a 429 of a read',
    subject: onWebexConnect(
      input((given) => answeredWith(given, ({ status, method }) => status === 429 && method === 'GET')),
    ),
    kind: 'teammate',
    fails: ['a 429 on a read is waited out'],
  },
  {
    what: 'does not know code 7020',
    subject: onWebexConnect(input((given) => answeredWith(given, ({ body }) => body.includes('7020')))),
    kind: 'teammate',
    fails: ["the portal's own limit is waited out, and written once"],
  },
];

/** What a writer says that believes everything went well. */
function yes(change: Change): Outcome {
  const { address, after } = change;
  if (after === null) return { outcome: 'done', observed: null };
  const evidence = { grade: 'read', at: '2026-11-21T09:00:00.000Z' } as const;
  return {
    outcome: 'done',
    observed: { address, id: change.id ?? '1', presence: 'active', attributes: after, evidence },
  };
}

function again(act: () => Promise<Outcome>): (error: unknown) => Promise<Outcome> {
  return async (error) => {
    if (error instanceof ProviderError && error.code === 'ambiguous') return act();
    throw error;
  };
}

interface Answered {
  readonly method: string;
  readonly status: number;
  readonly body: string;
}

/** A transport whose limits look like refusals to the provider. */
function answeredWith(given: ConnectInput, isLimit: (answer: Answered) => boolean): ConnectInput {
  const { transport } = given.deps;
  const send: typeof transport.send = async (request) => {
    const answer = await transport.send(request);
    const { method } = request;
    return isLimit({ method, ...answer })
      ? { status: 400, headers: {}, body: '{"code":"7004","description":"no"}' }
      : answer;
  };
  return { ...given, deps: { ...given.deps, transport: { send } } };
}
