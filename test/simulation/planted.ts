import type { Deps, HttpRequest, HttpResponse } from '../../engine/model/deps.ts';
import { play, type Spoiling } from './play.ts';
import { carelessPortal } from './portals/careless-portal.ts';
import type { Run, Scenario, Step } from './scenario.ts';
import type { MakePortal, SimulatedPortal } from './simulated-portal.ts';

export const calm: Run = { troubles: [], consents: true, looked: null };
export const aRun: Step = { step: 'run', run: calm };
export const goes = (who: number): Step => ({ step: 'edit', edit: { edit: 'remove', who } });

export interface Plant {
  readonly spoil: Spoiling;
  /** A run, unless it says more. */
  readonly steps?: readonly Step[];
  /** The careless portal, unless it says another. */
  readonly portal?: MakePortal;
}

/** What the oracles say of an engine with a bug: ada, ben and cy are given something, and nothing else goes wrong. */
export async function wordsOn({ spoil, steps = [aRun], portal = carelessPortal }: Plant): Promise<string> {
  const first = [0, 1, 2].map((who) => ({ edit: 'give' as const, who, portal: 0, variant: 0 }));
  const scenario: Scenario = { chance: 4, portals: [0], first, steps };
  const { broken } = await play({ scenario, makers: [portal], spoil });
  return broken.join('\n');
}

type Send = Deps['transport']['send'];

/** A bug in what goes over the network. */
export function through(change: (request: HttpRequest, send: Send) => Promise<HttpResponse>): Spoiling {
  return { deps: (deps) => ({ ...deps, transport: { send: (one) => change(one, deps.transport.send) } }) };
}

/** The careless portal with something more, or something else. */
export function carelessWith(change: (portal: SimulatedPortal) => Partial<SimulatedPortal>): MakePortal {
  return (ground) => {
    const portal = carelessPortal(ground);
    return { ...portal, ...change(portal) };
  };
}

interface Member {
  readonly id: string;
  readonly email: string;
}

export function membersIn({ body }: HttpResponse): Member[] {
  const told = JSON.parse(body === '' ? '{}' : body) as { readonly members?: Member[] };
  return told.members ?? [];
}

export function isList({ method, url }: HttpRequest): boolean {
  return method === 'GET' && url.includes('/members?');
}

export function isInvitation({ method, url }: HttpRequest): boolean {
  return method === 'POST' && url.endsWith('/members');
}

export function at(request: HttpRequest, path: string): string {
  return new URL(path, request.url).href;
}
