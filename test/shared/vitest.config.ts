import { defineConfig } from 'vitest/config';

// Checks with the corpora that lie beside the clone; left out, and saying so, where they do not. The real history has a
// configuration and a step of its own.
export default defineConfig({
  test: {
    include: ['test/shared/**/*.test.ts'],
    exclude: ['test/shared/history/**'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
