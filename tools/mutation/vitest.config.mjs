import { defineConfig } from 'vitest/config';

/** The tests of one room, as tools/mutate.mjs gives them. */
const { tests, leftOut } = JSON.parse(process.env['ROLLCALL_MUTATION_ROOM']);

export default defineConfig({
  test: {
    include: tests,
    exclude: [...leftOut, 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The files share a thread: starting one for each cost most of the time of a mutant.
    isolate: false,
  },
});
