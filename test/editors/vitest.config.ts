import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/editors/*.test.ts'],
    // An editor, its server and the reader of its screen share the machine's cores: one scenario at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
