// Bundles the server into dist/: main.js, compose-editor.js (what an editor's start loads), corpus-worker.js, context-worker.js, and
// chunks that load on need; beside them grammars/, which is data. Each entry is bundled by itself: chunks shared
// between entries would make every start open a dozen files more, and opening them costs more than reading the few
// lines that stand in two bundles.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

import { grammarCopies } from './grammar-copies.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = ['main', 'compose-editor', 'corpus-worker', 'context-worker'];

/** Entries load each other by their names in dist/. */
const entriesStayApart = {
  name: 'entries-stay-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(compose-editor|corpus-worker|context-worker)\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
    );
  },
};

rmSync('dist', { recursive: true, force: true });
for (const { from, to } of grammarCopies()) cpSync(from, `dist/grammars/${to}`, { recursive: true });
for (const entry of entries) {
  await build({
    entryPoints: [`server/${entry}.ts`],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Optional and native: found beside the bundle, or not at all.
    external: ['@parcel/watcher'],
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
    plugins: [entriesStayApart],
    logLevel: 'warning',
  });
}
