import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import type { HarmDone } from '../../engine/model/ledger.ts';
import { checkRails } from '../../engine/plan/check-rails.ts';
import { addressOf, at, identityOf, observation, observed, portal } from '../support/engine-builders.ts';
import { remove } from '../support/plan-builders.ts';

interface Step {
  /** How many the run takes out. */
  readonly takes: number;
  /** How many of these it gets done before it is cut short. */
  readonly gets: number;
}

const limits = { percent: 25, runs: 4 };

/** How many there were before each of the runs that harmed somebody, the latest last. */
type History = { readonly size: number }[];

/**
 * What the rail has to say, from the numbers of people alone: as long as nobody comes back, all who went since the
 * first run of the window are those who are missing from what there was then.
 */
function isTooMuch(history: History, left: number, now: number): boolean {
  const first = history.slice(Math.max(0, history.length - (limits.runs - 1)))[0];
  const base = first?.size ?? left;
  return now > 0 && 100 * (base - left + now) > limits.percent * base;
}

function verdictOn(people: readonly string[], out: readonly string[], harmDone: readonly HarmDone[]) {
  const counted = out.map((name) => {
    return { ...remove('x', { harms: ['accounts'] }), address: addressOf(name), identity: identityOf(name) };
  });
  const rails = { accounts: { percent: limits.percent }, minimumSize: 0, window: { runs: limits.runs } };
  const observations = [observation(people.map((name) => observed(name)))];
  const given = { counted, observations, changeDigest: digestOf('p'), consents: [], at, harmDone };
  return checkRails({ portals: [{ ...portal, rails }], ...given })[0];
}

function harmOf(run: string, name: string): HarmDone {
  const { portal: where, kind, key } = addressOf(name);
  const how = { taken: true, open: false, consented: false };
  return { run, at, portal: where, kind, key, harm: 'accounts', unit: key, ...how };
}

const steps = fc.array(fc.record({ takes: fc.nat(8), gets: fc.nat(8) }), { minLength: 1, maxLength: 14 });

test('the rail stops exactly where what the window’s runs took together is too much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 40 }), steps, (size, all: readonly Step[]) => {
      let people = Array.from({ length: size }, (_, index) => `p${index}`);
      const done: HarmDone[] = [];
      const history: History = [];
      for (const [index, { takes, gets }] of all.entries()) {
        const out = people.slice(0, takes);
        const rail = verdictOn(people, out, done);
        const expected = isTooMuch(history, people.length, out.length);
        expect(rail?.verdict).toBe(out.length === 0 ? undefined : expected ? 'refused' : 'pass');
        if (expected) continue;
        const gone = out.slice(0, gets);
        if (gone.length > 0) history.push({ size: people.length });
        done.push(...gone.map((name) => harmOf(`run-${index}`, name)));
        people = people.filter((name) => !gone.includes(name));
      }
    }),
    { numRuns: 150 },
  );
});

test('a run that was cut short has the same share whenever it goes on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(40), fc.array(fc.nat(40)), (size, takes, stops) => {
      const all = Array.from({ length: size }, (_, index) => `p${index}`);
      const out = all.slice(0, takes);
      const whole = verdictOn(all, out, []);
      for (const stop of stops.filter((one) => one < out.length)) {
        const gone = new Set(out.slice(0, stop));
        const people = all.filter((name) => !gone.has(name));
        const rest = out.slice(stop);
        const rail = verdictOn(
          people,
          rest,
          [...gone].map((name) => harmOf('run-0', name)),
        );
        expect(rail).toMatchObject({ verdict: whole?.verdict, counted: whole?.counted, total: whole?.total });
      }
    }),
    { numRuns: 100 },
  );
});
