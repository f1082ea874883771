import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/browser/**', 'test/shared/**', 'node_modules/**'],
    setupFiles: ['test/support/after-each-file.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    pool: 'forks',
    // The files of one worker share its process: starting one for each cost as much as the tests themselves.
    isolate: false,
    // One for each core: many tests only wait for programs that they started.
    maxWorkers: '100%',
  },
});
