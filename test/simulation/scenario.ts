import fc from 'fast-check';
import { portalWeights } from './portals/index.ts';
import type { Edit } from './simulated-manifest.ts';
import { type Trouble, type TroubleName, troubleNames } from './troubles.ts';

/** What one Rollcall does: plans and applies, through its troubles. */
export interface Run {
  readonly troubles: readonly Trouble[];
  /** Whether every plan gets the consent that it needs. */
  readonly consents: boolean;
  /** Minutes between the plan that somebody looks at and its apply; null where one command does both. */
  readonly looked: number | null;
}

export type Step =
  | { readonly step: 'edit'; readonly edit: Edit }
  | { readonly step: 'run'; readonly run: Run }
  | { readonly step: 'duel'; readonly one: Run; readonly other: Run; readonly apart: number }
  | { readonly step: 'meddle'; readonly size: number }
  | { readonly step: 'somebody-acts'; readonly size: number }
  | { readonly step: 'pass'; readonly minutes: number }
  | { readonly step: 'hide-new'; readonly size: number };

/** Everything of a simulation that is chosen beforehand; what happens within it follows from `chance`. */
export interface Scenario {
  readonly chance: number;
  /** Which of the portals there are. */
  readonly portals: readonly number[];
  /** What the manifests say in the beginning. */
  readonly first: readonly Edit[];
  readonly steps: readonly Step[];
}

const who = fc.nat({ max: 4 });
const portal = fc.nat({ max: 2 });
const size = fc.nat({ max: 99 });

const give = fc.record({ edit: fc.constant('give' as const), who, portal, variant: fc.nat({ max: 2 }) });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: give },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant('take' as const), who, portal }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant('remove' as const), who }) },
  { weight: 1, arbitrary: fc.record({ edit: fc.constant('readdress' as const), who, address: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant('ask-reset' as const), who, portal, id: fc.nat({ max: 2 }) }) },
);

/** What has the most to say about what was done and what not. */
const grave: readonly TroubleName[] = [
  'crash',
  'pause',
  'reset-after',
  'timeout-after',
  'failure-after',
  'torn-answer',
  'restless-lists',
];

const trouble: fc.Arbitrary<Trouble> = fc.record({
  at: fc.nat({ max: 90 }),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...troubleNames) },
    { weight: 3, arbitrary: fc.constantFrom(...grave) },
  ),
  size,
});

const run: fc.Arbitrary<Run> = fc.record({
  troubles: fc.array(trouble, { maxLength: 3, size: 'max' }),
  consents: fc.nat({ max: 9 }).map((one) => one !== 9),
  looked: fc.option(fc.nat({ max: 120 }), { freq: 2 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ step: fc.constant('edit' as const), edit }) },
  { weight: 6, arbitrary: fc.record({ step: fc.constant('run' as const), run }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('duel' as const), one: run, other: run, apart: fc.nat({ max: 3_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('meddle' as const), size }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('somebody-acts' as const), size }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('pass' as const), minutes: fc.nat({ max: 5 * 24 * 60 }) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('hide-new' as const), size }) },
);

const whichPortal = fc.oneof(...portalWeights.map((weight, index) => ({ weight, arbitrary: fc.constant(index) })));

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  chance: fc.nat(),
  portals: fc.uniqueArray(whichPortal, { minLength: 1, maxLength: 2 }),
  first: fc.array(give, { minLength: 2, maxLength: 5 }),
  steps: fc.array(step, { minLength: 3, maxLength: 12, size: 'max' }),
});

/** One line for each step, for people. */
export function describeScenario({ chance, portals, first, steps }: Scenario): string[] {
  const begin = [
    `chance ${chance}, portals ${portals.join(' and ')}`,
    ...first.map((one) => `first ${JSON.stringify(one)}`),
  ];
  return [...begin, ...steps.map(describeStep)];
}

function describeStep(step: Step): string {
  switch (step.step) {
    case 'edit':
      return `edit ${JSON.stringify(step.edit)}`;
    case 'run':
      return `run ${describeRun(step.run)}`;
    case 'duel':
      return `run ${describeRun(step.one)}\n  and ${step.apart} ms later ${describeRun(step.other)}`;
    case 'meddle':
    case 'somebody-acts':
      return `${step.step} (${step.size})`;
    case 'pass':
      return `${step.minutes} minutes pass`;
    case 'hide-new':
      return `new objects are missing from reads for ${step.size} % of the time that is said`;
  }
}

function describeRun({ troubles, consents, looked }: Run): string {
  const all = troubles.map(({ at, what, size: much }) => `${what} at ${at} (${much})`);
  const how = looked === null ? 'at once' : `${looked} min after its plan`;
  return `${how}${consents ? '' : ', without consent'}: ${all.join(', ') || 'nothing goes wrong'}`;
}
