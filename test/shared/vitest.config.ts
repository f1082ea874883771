import { defineConfig } from 'vitest/config';

// Checks with the corpora that lie beside the clone; left out, and saying so, where they do not.
export default defineConfig({
  test: { include: ['test/shared/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000, pool: 'forks' },
});
