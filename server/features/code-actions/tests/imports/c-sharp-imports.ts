import { folderOf, foldersUpward } from '../../../../base/relative-paths.ts';
import { filesIn } from '../manifest-claims.ts';
import { stemAndEnding } from '../test-file-name.ts';
import type { ImportRequest, ImportWriter } from './import-writer.ts';

/** Usings and namespace of xUnit. */
export const cSharpImports: ImportWriter = async (request, signal) => {
  const { scene } = request;
  const own = cSharpNamespaceOf(scene.source.text);
  const namespace = testNamespace(request);
  const isInside = own === '' || namespace === own || namespace.startsWith(`${own}.`);
  return {
    imports: [
      ...(isInside ? [] : [`using ${own};`]),
      ...((await usesXunitGlobally(request, signal)) ? [] : ['using Xunit;']),
    ],
    preamble: namespace === '' ? [] : [`namespace ${namespace};`],
    referenceOf: ({ name, around, isExported }) => {
      const classes = around.filter((each) => !own.split('.').includes(each) && each !== own);
      return isExported ? [...classes, name].join('.') : undefined;
    },
  };
};

function cSharpNamespaceOf(text: string): string {
  return /^[ \t]*namespace\s+([\w.]+)/m.exec(text)?.[1] ?? '';
}

/** As a test of the same folder has it, else the project's name with the folders below it. */
function testNamespace({ scene, testPath }: ImportRequest): string {
  const folder = folderOf(testPath);
  const sibling = scene.near.read.find(({ path }) => folderOf(path) === folder);
  const named = sibling === undefined ? '' : cSharpNamespaceOf(sibling.text);
  if (named !== '') return named;
  for (const around of foldersUpward(folder)) {
    const [project] = filesIn(scene.view, around, /\.csproj$/);
    if (project === undefined) continue;
    const rest = folder
      .slice(around.length)
      .split('/')
      .filter((part) => part !== '');
    return [stemAndEnding(project).stem, ...rest].join('.');
  }
  return folder.split('/').at(-1) ?? 'Tests';
}

async function usesXunitGlobally({ scene, testPath }: ImportRequest, signal: AbortSignal): Promise<boolean> {
  const { view, near } = scene;
  const model = near.read.find(({ runners }) => runners.includes('xunit'));
  if (model !== undefined) return !/^[ \t]*using\s+Xunit\s*;/m.test(model.text);
  for (const around of foldersUpward(folderOf(testPath))) {
    for (const file of filesIn(view, around, /\.csproj$|Usings\.cs$/)) {
      if (mentionsXunitForAll((await view.text(file, signal)) ?? '')) return true;
    }
  }
  return false;
}

function mentionsXunitForAll(text: string): boolean {
  return /<Using\s+Include="Xunit"|global\s+using\s+Xunit\s*;/.test(text);
}
