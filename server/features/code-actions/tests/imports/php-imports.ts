import {
  below,
  folderOf,
  foldersUpward,
  isBelow,
  joinedPath,
  relativePath,
} from '../../../../base/relative-paths.ts';
import { isRecord, jsonRecord, stringsIn } from '../../../../context/imports/json-record.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest, ImportWriter } from './import-writer.ts';

/** Namespace and uses of PHPUnit, by what composer.json loads. */
export const phpImports: ImportWriter = async (request, signal) => {
  const { scene, testPath, names } = request;
  const own = phpNamespaceOf(scene.source.text);
  const loads = await autoloads(scene, signal);
  const namespace = testNamespace(request, loads);
  const isLoaded = loads.some(({ folder, isFile }) =>
    isFile ? folder === scene.source.path : isBelow(scene.source.path, folder),
  );
  const uses = names
    .filter(() => own !== namespace)
    .map(
      ({ name, kind }) =>
        `use ${kind === 'function' ? 'function ' : ''}${own === '' ? name : `${own}\\${name}`};`,
    )
    .filter((line) => own !== '' || namespace !== undefined || line.includes('\\'));
  const required = isLoaded
    ? []
    : [
        `require_once __DIR__ . '/${relativePath(folderOf(testPath), scene.source.path).replace(/^\.\//, '')}';`,
      ];
  return {
    imports: [baseClass(scene), ...uses, ...required],
    preamble: [...opening(scene), ...(namespace === undefined ? [] : [`namespace ${namespace};`])],
    referenceOf: ({ name, isExported }) => (isExported ? name : undefined),
  };
};

function phpNamespaceOf(text: string): string {
  return /^[ \t]*namespace\s+([\w\\]+)\s*[;{]/m.exec(text)?.[1] ?? '';
}

/** PHPUnit's own class, or that of the project where the tests around extend it. */
function baseClass({ near }: TestScene): string {
  for (const { text } of near.read) {
    const line = /^use\s+[\w\\]+\\TestCase(?:\s+as\s+\w+)?;/m.exec(text)?.[0];
    if (line !== undefined) return line;
  }
  return 'use PHPUnit\\Framework\\TestCase;';
}

function opening({ near, source }: TestScene): readonly string[] {
  const model = near.read[0]?.text ?? source.text;
  const strict = /^[ \t]*declare\s*\(\s*strict_types\s*=\s*1\s*\)\s*;/m.exec(model)?.[0].trim();
  return ['<?php', '', ...(strict === undefined ? [] : [strict, ''])];
}

/** As a test of the same folder has it, else as composer.json maps the folder, else as the nearest test maps it. */
function testNamespace({ scene, testPath }: ImportRequest, loads: readonly Autoload[]): string | undefined {
  const folder = folderOf(testPath);
  const sibling = scene.near.read.find(({ path }) => folderOf(path) === folder);
  if (sibling !== undefined) return noneIfEmpty(phpNamespaceOf(sibling.text));
  const fitting = loads.filter(
    (each) => !each.isFile && (folder === each.folder || folder.startsWith(`${each.folder}/`)),
  );
  const [longest] = fitting.sort((one, other) => other.folder.length - one.folder.length);
  if (longest !== undefined)
    return noneIfEmpty(joinedNamespace(longest.prefix, folder.slice(longest.folder.length)));
  for (const { path, text } of scene.near.read) {
    const around = folderOf(path);
    if (folder.startsWith(`${around}/`))
      return noneIfEmpty(joinedNamespace(phpNamespaceOf(text), folder.slice(around.length)));
  }
  return undefined;
}

function joinedNamespace(prefix: string, rest: string): string {
  return [prefix.replace(/\\$/, ''), ...rest.split('/')].filter((part) => part !== '').join('\\');
}

function noneIfEmpty(namespace: string): string | undefined {
  return namespace === '' ? undefined : namespace;
}

interface Autoload {
  readonly prefix: string;
  /** A folder, or a file that is always loaded. */
  readonly folder: string;
  readonly isFile: boolean;
}

async function autoloads({ view, source }: TestScene, signal: AbortSignal): Promise<readonly Autoload[]> {
  for (const around of foldersUpward(folderOf(source.path))) {
    const text = await view.text(below(around, 'composer.json'), signal);
    if (text === undefined) continue;
    const manifest = jsonRecord(text);
    return [manifest.autoload, manifest['autoload-dev']]
      .filter(isRecord)
      .flatMap((section) => [
        ...mapped(section['psr-4'], around),
        ...[...stringsIn(section.classmap)].flatMap((each) => placed('', around, each)),
        ...[...stringsIn(section.files)].flatMap((each) =>
          placed('', around, each).map((load) => ({ ...load, isFile: true })),
        ),
      ]);
  }
  return [];
}

function mapped(map: unknown, around: string): readonly Autoload[] {
  return isRecord(map)
    ? Object.entries(map).flatMap(([prefix, folders]) =>
        stringsIn(folders).flatMap((each) => placed(prefix, around, each)),
      )
    : [];
}

function placed(prefix: string, around: string, relative: string): readonly Autoload[] {
  const folder = joinedPath(around, relative);
  return folder === undefined ? [] : [{ prefix, folder, isFile: false }];
}
