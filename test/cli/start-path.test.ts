import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The source files that node loads before the first `import()`. */
async function loadedAtStart(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    outdir: 'unwritten',
    write: false,
    metafile: true,
  });
  const loaded = new Set<string>();
  const visit = (output: string) => {
    const { inputs = {}, imports = [] } = metafile.outputs[output] ?? {};
    for (const input of Object.keys(inputs)) loaded.add(input);
    for (const { path, kind } of imports) if (kind === 'import-statement') visit(path);
  };
  const first = Object.keys(metafile.outputs).find((name) => metafile.outputs[name]?.entryPoint === entry);
  visit(first ?? '');
  return [...loaded].sort();
}

test('serve starts without the library of the command line', async () => {
  expect(await loadedAtStart('server/cli/run-cli.ts')).toEqual([
    'server/base/action-error-codes.ts',
    'server/base/error-codes.ts',
    'server/cli/paint.ts',
    'server/cli/report-user-error.ts',
    'server/cli/run-cli.ts',
    'server/cli/serve-arguments.ts',
    'server/cli/terminal.ts',
  ]);
});

test('the default settings come without the library that checks settings', async () => {
  expect(await loadedAtStart('server/config/resolve-settings.ts')).toEqual([
    'server/config/resolve-settings.ts',
    'server/config/settings-defaults.ts',
  ]);
});
