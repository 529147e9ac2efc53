// Bundles the server into dist/: main.js (what editors start), index-worker.js, and chunks loaded on need.
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['server/main.ts', 'server/index-worker.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  // jsonc-parser's UMD file cannot be bundled; its ES module can.
  mainFields: ['module', 'main'],
  define: { INNERLOOP_VERSION: JSON.stringify(version) },
  // vscode-jsonrpc is CommonJS and requires node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  logLevel: 'warning',
});
