import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/**/*.test.ts'],
    exclude: ['test/editors/**', 'test/evaluation/actions/projects/**'],
    testTimeout: 20_000,
    // Two cores: more forks only take turns.
    maxWorkers: 2,
  },
});
