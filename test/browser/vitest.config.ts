import { defineConfig } from 'vitest/config';

/** The browser tests run by themselves: `vitest run --config test/browser/vitest.config.ts`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: ['test/browser/report-absence.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
