import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type MemoryProject, memoryProject } from '../../support/memory-project.ts';

const originals = join(import.meta.dirname, 'projects');

/** A project on disk that may be changed and run. */
export interface ProjectCopy {
  readonly folder: string;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** The files as an editor's session sees them. */
  inMemory(): Promise<MemoryProject>;
  remove(): Promise<void>;
}

/** Copies a project into a folder of its own; `packages` is a `node_modules` that its sources may use. */
export async function copyProject(name: string, packages: string): Promise<ProjectCopy> {
  const folder = await mkdtemp(join(tmpdir(), `innerloop-${name}-`));
  await cp(join(originals, name), folder, { recursive: true });
  const paths = await filesBelow(folder);
  if (paths.includes('package.json')) await symlink(packages, join(folder, 'node_modules'));
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  return {
    folder,
    read,
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    inMemory: async () => {
      const texts = await Promise.all(paths.map(async (path) => [path, await read(path)] as const));
      return memoryProject(Object.fromEntries(texts));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
