import fc from 'fast-check';
import { play, type Played, type Spoiling } from './play.ts';
import { portalMakers } from './portals/index.ts';
import { describeScenario, type Scenario, scenarios } from './scenario.ts';
import type { TroubleName } from './troubles.ts';

/** The scenario that this seed means. */
export function scenarioOf(seed: number): Scenario {
  const [scenario] = fc.sample(scenarios, { seed, numRuns: 1 });
  if (scenario === undefined) throw new Error(`no scenario for ${seed}`);
  return scenario;
}

export function simulate(seed: number, spoil: Spoiling = {}): Promise<Played> {
  return play({ scenario: scenarioOf(seed), makers: portalMakers, spoil });
}

/** How many of what happened in all simulations so far. */
export interface Tally {
  scenarios: number;
  runs: number;
  effects: number;
  readonly struck: Map<TroubleName, number>;
}

export function newTally(): Tally {
  return { scenarios: 0, runs: 0, effects: 0, struck: new Map() };
}

export function addTo(tally: Tally, { runs, effects, struck }: Played): void {
  tally.scenarios += 1;
  tally.runs += runs;
  tally.effects += effects;
  for (const [what, count] of struck) tally.struck.set(what, (tally.struck.get(what) ?? 0) + count);
}

/** What went wrong with a seed, and the fewest steps with which it still does. */
export async function failureOf(seed: number, { broken }: Played): Promise<string> {
  const smaller = await shrunk(seed);
  const words = [
    `Seed ${seed}: ${broken.join('\n  and ')}`,
    `Again: npm run simulate -- --seed ${seed}`,
    '',
    'The scenario:',
    ...describeScenario(scenarioOf(seed)),
  ];
  if (smaller === null) return words.join('\n');
  const { scenario, broken: left } = smaller;
  return [...words, '', `Smaller, with ${left.join('; ')}:`, ...describeScenario(scenario)].join('\n');
}

async function shrunk(
  seed: number,
): Promise<{ readonly scenario: Scenario; readonly broken: readonly string[] } | null> {
  let broken: readonly string[] = [];
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    const played = await play({ scenario, makers: portalMakers });
    if (played.broken.length === 0) return true;
    ({ broken } = played);
    return false;
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: 20_000 });
  return counterexample === null ? null : { scenario: counterexample[0], broken };
}
