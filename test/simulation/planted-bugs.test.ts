import { describe, expect, test } from 'vitest';
import type { Deps, HttpRequest } from '../../engine/model/deps.ts';
import { play, type Spoiling } from './play.ts';
import { carelessPortal } from './portals/careless-portal.ts';
import type { Run, Scenario } from './scenario.ts';

const calm: Run = { troubles: [], consents: true, looked: null };

/** Three people of the careless portal, a run that ends in the middle, another one, and one person who goes. */
function scenarioOf(index: number): Scenario {
  const what = index % 2 === 0 ? ('crash' as const) : ('power-failure' as const);
  const broken: Run = { ...calm, troubles: [{ at: 16 + index, what, size: 0 }] };
  return {
    chance: index,
    portals: [0],
    first: [0, 1, 2].map((who) => ({ edit: 'give', who, portal: 0, variant: 0 })),
    steps: [
      { step: 'run', run: broken },
      { step: 'run', run: calm },
      { step: 'edit', edit: { edit: 'remove', who: 0 } },
    ],
  };
}

/** What the oracles say of the first scenario in which this bug shows. */
async function firstWords(spoil: Spoiling): Promise<string> {
  for (let index = 0; index < 60; index += 1) {
    const { broken } = await play({ scenario: scenarioOf(index), makers: [carelessPortal], spoil });
    if (broken.length > 0) return broken.join('\n');
  }
  return 'nothing was noticed';
}

function through(
  change: (request: HttpRequest, send: Deps['transport']['send']) => ReturnType<Deps['transport']['send']>,
) {
  return { deps: (deps: Deps): Deps => ({ ...deps, transport: { send: (one) => change(one, deps.transport.send) } }) };
}

describe('an engine with a bug is found out', () => {
  test('that sends each write twice', async () => {
    const spoil = through(async (request, send) => {
      const first = await send(request);
      if (request.method !== 'GET') await send(request).catch(() => undefined);
      return first;
    });
    expect(await firstWords(spoil)).toMatch(/made twice|a second invitation|reset 2 times/u);
  });

  test('that forgets which calls never got an answer', async () => {
    const spoil: Spoiling = {
      ledger: (ledger) => ({ ...ledger, state: () => ({ ...ledger.state(), openIntents: [] }) }),
    };
    expect(await firstWords(spoil)).toMatch(/made twice|a second invitation/u);
  });

  test('that trusts a disk which keeps nothing', async () => {
    const spoil: Spoiling = { disk: (disk) => ({ ...disk, sync: () => undefined }) };
    expect(await firstWords(spoil)).toMatch(/the ledger/u);
  });

  test('that makes somebody whom no manifest gives anything', async () => {
    const spoil = through((request, send) => {
      const isMade = request.method === 'POST' && request.url.endsWith('/members');
      return send(isMade ? { ...request, body: '{"email":"nobody@else.example","role":"member"}' } : request);
    });
    expect(await firstWords(spoil)).toContain('made, though nobody gives it');
  });

  test('that writes while it plans', async () => {
    const spoil = through(async (request, send) => {
      const body = '{"email":"ada@acme.example","role":"member"}';
      const isList = request.method === 'GET' && request.url.includes('/members');
      if (isList) await send({ ...request, method: 'POST', url: new URL('/members', request.url).href, body });
      return send(request);
    });
    expect(await firstWords(spoil)).toMatch(/written by a plan|made, though nobody gives it/u);
  });

  test('that takes the half of a list for the whole', async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      const body = answer.body.replace(/"total":\d+/u, '"total":0').replace(/"members":\[.*\]/u, '"members":[]');
      return request.method === 'GET' ? { ...answer, body } : answer;
    });
    expect(await firstWords(spoil)).toMatch(/made twice|does not converge|a second invitation|somebody keeps/u);
  });

  test('that puts a credential into an error', async () => {
    const spoil = through((request, send) => {
      const { authorization = '' } = request.headers;
      if (request.method === 'POST')
        throw new Error(`refused: ${typeof authorization === 'string' ? authorization : authorization.reveal()}`);
      return send(request);
    });
    expect(await firstWords(spoil)).toMatch(/a credential stands in/u);
  });
});
