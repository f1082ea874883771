// What is mutated, and by which tests it is judged. A room is one folder of the engine.

/** The tests that run for each mutant: quick ones, in the process of the runner. */
export const rooms = {
  ledger: {
    files: ['engine/ledger/**/*.ts'],
    tests: ['test/ledger/**/*.test.ts'],
    leftOut: ['test/ledger/two-programs.test.ts', 'test/ledger/crash.test.ts', 'test/ledger/fold-model.test.ts'],
  },
  apply: {
    files: ['engine/apply/**/*.ts'],
    tests: ['test/apply/**/*.test.ts', 'test/pipeline/{smoke,policies,idle-consents}.test.ts'],
    leftOut: ['test/apply/scale.test.ts', 'test/apply/crash.test.ts'],
  },
  diff: {
    files: ['engine/diff/**/*.ts'],
    tests: ['test/diff/**/*.test.ts'],
    leftOut: ['test/diff/converges.test.ts'],
  },
  plan: {
    files: ['engine/plan/**/*.ts'],
    tests: ['test/plan/**/*.test.ts', 'test/pipeline/policies.test.ts'],
    leftOut: ['test/plan/rails-window-property.test.ts', 'test/plan/plan-file-property.test.ts'],
  },
};

/** Share of the valid mutants that must be killed, in each room. */
export const leastScore = 85;
