import { ImportResolver } from '../../../server/context/imports/import-resolver.ts';
import { isManifest, WorkspaceModules } from '../../../server/context/imports/workspace-modules.ts';
import { languageOf } from '../../../server/syntax/languages.ts';

/** Files by path; a list of paths where their texts do not matter. */
export type Files = readonly string[] | Readonly<Record<string, string>>;

export function modulesOf(files: Files): WorkspaceModules {
  const texts = Array.isArray(files) ? files.map((path) => [path, ''] as const) : Object.entries(files);
  const modules = new WorkspaceModules();
  for (const [path, text] of texts) {
    if (isManifest(path)) modules.addManifest(path, text);
    else modules.add(path);
  }
  return modules;
}

/** What one import of a file means in such a workspace. */
export function resolveIn(files: Files): (from: string, module: string, ...names: string[]) => string {
  const resolver = new ImportResolver(modulesOf(files));
  return (path, module, ...names) => {
    const language = languageOf(path) ?? path.slice(path.lastIndexOf('.') + 1);
    return resolver.resolve({ path, language }, module, names).join(' ');
  };
}
