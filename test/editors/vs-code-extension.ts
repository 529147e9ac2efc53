import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { projectFolder, vsCodeFolder, vsCodeProgram } from './editor-programs.ts';
import { readmeExample } from './readme-example.ts';

/**
 * The folder of VS Code's extensions after the commands of `clients/vscode/README.md`, run in a copy of the client.
 * Kept from run to run while neither the client nor its README changes.
 */
export function installedExtension(): string {
  const client = join(projectFolder, 'clients/vscode');
  const commands = readmeExample('vscode', 'sh', 1);
  const hash = createHash('sha256').update(commands);
  for (const file of ['package.json', 'package-lock.json', 'extension.js', '.vscodeignore'])
    hash.update(readFileSync(join(client, file)));
  const installed = join(vsCodeFolder, `extension-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(installed)) return installed;

  const home = mkdtempSync(join(tmpdir(), 'innerloop-extension-'));
  try {
    cpSync(client, join(home, 'innerloop/clients/vscode'), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
    runAtHome(home, commands);
    renameSync(join(home, 'extensions'), installed);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return installed;
}

/** Runs a person's commands in an empty home, where `code` puts extensions into the folder `extensions`. */
function runAtHome(home: string, commands: string): void {
  const code = join(home, 'bin/code');
  mkdirSync(dirname(code));
  const places = `--extensions-dir '${home}/extensions' --user-data-dir '${home}/data' --server-data-dir '${home}/data'`;
  writeFileSync(code, `#!/bin/sh\nexec '${vsCodeProgram('code')}' ${places} "$@"\n`);
  chmodSync(code, 0o755);
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', commands], {
    encoding: 'utf8',
    cwd: home,
    env: {
      ...process.env,
      HOME: home,
      PATH: `${dirname(code)}${delimiter}${process.env.PATH}`,
      npm_config_cache: join(vsCodeFolder, 'npm-cache'),
    },
  });
  if (status !== 0 || !existsSync(join(home, 'extensions')))
    throw new Error(`the commands of clients/vscode/README.md failed:\n${stdout}\n${stderr}`);
}
