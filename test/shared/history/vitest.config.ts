import { defineConfig } from 'vitest/config';

// Eight years of a real organisation, version by version; left out, and saying so, where the corpus is not there.
export default defineConfig({
  test: { include: ['test/shared/history/**/*.test.ts'], testTimeout: 900_000, pool: 'forks' },
});
