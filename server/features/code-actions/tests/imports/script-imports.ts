import { below, folderOf, foldersUpward } from '../../../../base/relative-paths.ts';
import { stemAndEnding } from '../test-file-name.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest, ImportWriter, WantedName } from './import-writer.ts';
import { isCommonJs, nameOfFile, type ScriptExport, scriptExportOf } from './script-exports.ts';
import { isModulePackage, scriptSpecifier } from './script-specifier.ts';

/** Imports of vitest, jest, mocha and node:test. */
export const scriptImports: ImportWriter = async (request, signal) => {
  const isRequiring = await requires(request, signal);
  const specifier = await scriptSpecifier(request, signal);
  const found = request.names.flatMap((wanted) => exportOf(request, wanted) ?? []);
  const form = { isRequiring, style: request.style };
  const named = [...new Set(found.filter(({ kind }) => kind === 'named').map(({ name }) => name))];
  const whole = found.find(({ kind }) => kind !== 'named');
  return {
    imports: [
      ...(await frameworkLines(request, isRequiring, signal)),
      ...sourceLines(
        { named, whole, specifier, isSourceCommonJs: isCommonJs(request.scene.source.text) },
        form,
      ),
    ],
    preamble: isStrict(request) ? [`'use strict'${request.style.semicolons ? ';' : ''}`] : [],
    referenceOf: (wanted) => exportOf(request, wanted)?.name,
  };
};

interface LineForm {
  readonly isRequiring: boolean;
  readonly style: ImportRequest['style'];
}

/** The way in which a name leaves its file; a default without a name is called as its file. */
function exportOf({ scene }: ImportRequest, { name, around }: WantedName): ScriptExport | undefined {
  if (around.length > 0) return undefined;
  const found = scriptExportOf(scene.source.text, name);
  if (found !== undefined || name !== nameOfFile(scene.source.path)) return found;
  const isUnnamed = /\bmodule\.exports\s*=\s*(?:async\s*)?(?:function\s*(?:\*\s*)?\(|\(|\w+\s*=>)/.test(
    scene.source.text,
  );
  return isUnnamed ? { kind: 'whole', name } : undefined;
}

/** Whether the test file asks for others by `require`. */
async function requires({ existing, testPath, scene }: ImportRequest, signal: AbortSignal): Promise<boolean> {
  if (/\.(?:mjs|mts|ts|tsx)$/.test(testPath)) return false;
  if (testPath.endsWith('.cjs')) return true;
  const ending = stemAndEnding(testPath).ending;
  const neighbor = scene.near.read.find((test) => test.ending === ending);
  for (const text of [existing, neighbor?.text, scene.source.text]) {
    if (text === undefined) continue;
    if (isCommonJs(text)) return true;
    if (/^[ \t]*(?:import\s*[\w{*'"]|export\b)/m.test(text)) return false;
  }
  return !(await isModulePackage(scene.view, testPath, signal));
}

interface SourceNames {
  readonly named: readonly string[];
  readonly whole: ScriptExport | undefined;
  readonly specifier: string;
  readonly isSourceCommonJs: boolean;
}

function sourceLines(
  { named, whole, specifier, isSourceCommonJs }: SourceNames,
  form: LineForm,
): readonly string[] {
  const list = named.length === 0 ? undefined : `{ ${[...named].sort(byWord).join(', ')} }`;
  const module = quoted(specifier, form);
  if (!form.isRequiring) {
    const clauses = [whole?.name, list].filter((part) => part !== undefined).join(', ');
    return clauses === '' ? [] : [ended(`import ${clauses} from ${module}`, form)];
  }
  const isDefault = whole?.kind === 'default' && !isSourceCommonJs;
  return [
    ...(whole === undefined
      ? []
      : [ended(`const ${whole.name} = require(${module})${isDefault ? '.default' : ''}`, form)]),
    ...(list === undefined ? [] : [ended(`const ${list} = require(${module})`, form)]),
  ];
}

async function frameworkLines(
  request: ImportRequest,
  isRequiring: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { scene, style } = request;
  const form = { isRequiring, style };
  const words = ['describe', style.caseWord, ...(style.assertion === 'expect' ? ['expect'] : [])];
  const line = (names: readonly string[], module: string) =>
    sourceLines({ named: names, whole: undefined, specifier: module, isSourceCommonJs: true }, form);
  switch (scene.framework) {
    case 'vitest': {
      const asserting = style.assertion === 'assert' ? ['assert'] : [];
      return (await hasGlobals(request, signal)) ? [] : line([...words, ...asserting], 'vitest');
    }
    case 'jest':
      return importsGlobals(request, '@jest/globals') ? line(words, '@jest/globals') : [];
    case 'node:test': {
      const module =
        neighborText(request, /(?:from\s*|require\(\s*)['"]test['"]/) === undefined ? 'node:test' : 'test';
      return [...line(['describe', style.caseWord], module), ...assertionLines(request, form)];
    }
    default:
      return assertionLines(request, form);
  }
}

/** The line that brings the assertions: as a neighbor has it, else chai's or Node's. */
function assertionLines({ scene, existing, style }: ImportRequest, form: LineForm): readonly string[] {
  const texts = [
    existing ?? '',
    ...scene.near.read.filter(({ runners }) => runners.includes(scene.framework)).map(({ text }) => text),
  ];
  const pattern = form.isRequiring ? requiredAssertion : importedAssertion;
  for (const text of texts) {
    const lines = [...text.matchAll(pattern)].map(([line]) => line.trim());
    const fitting = lines.filter((line) => new RegExp(`\\b${style.assertion}\\b`).test(line));
    if (fitting.length > 0) return fitting;
  }
  if (style.assertion === 'expect' && scene.framework !== 'node:test') {
    return sourceLines(
      { named: ['expect'], whole: undefined, specifier: 'chai', isSourceCommonJs: true },
      form,
    );
  }
  const whole = { kind: 'whole', name: 'assert' } as const;
  return sourceLines({ named: [], whole, specifier: 'node:assert/strict', isSourceCommonJs: true }, form);
}

const importedAssertion =
  /^import\s[^\n]*['"](?:(?:node:)?assert(?:\/strict)?|chai|expect|should|chai\/register-\w+(?:\.js)?)['"];?[ \t]*$/gm;
const requiredAssertion =
  /^(?:const|let|var)\s[^\n]*require\(['"](?:(?:node:)?assert(?:\/strict)?|chai|expect|should)['"]\)[^\n]*$|^require\(['"](?:should|chai\/register-\w+)['"]\);?[ \t]*$/gm;

/** Whether vitest gives its words without an import: as the nearest tests have it, else as its settings say. */
async function hasGlobals(request: ImportRequest, signal: AbortSignal): Promise<boolean> {
  const { existing, scene } = request;
  const isOwn = existing !== undefined && /^[ \t]*(?:describe|it|test)\b/m.test(existing);
  const nearest = isOwn ? existing : scene.near.read.find(({ runners }) => runners.includes('vitest'))?.text;
  if (nearest !== undefined) return !/['"]vitest['"]/.test(nearest);
  for (const file of configFiles(scene)) {
    if (/\bglobals\s*:\s*true\b/.test((await scene.view.text(file, signal)) ?? '')) return true;
  }
  return false;
}

function configFiles({ view, source }: TestScene): readonly string[] {
  return [...foldersUpward(folderOf(source.path))].flatMap((folder) =>
    ['vitest.config', 'vite.config', 'vitest.workspace'].flatMap((name) =>
      ['ts', 'mts', 'js', 'mjs']
        .map((end) => below(folder, `${name}.${end}`))
        .filter((path) => view.has(path)),
    ),
  );
}

function importsGlobals(request: ImportRequest, module: string): boolean {
  return neighborText(request, new RegExp(`['"]${module}['"]`)) !== undefined;
}

function neighborText({ existing, scene }: ImportRequest, pattern: RegExp): string | undefined {
  return [existing ?? '', ...scene.near.read.map(({ text }) => text)].find((text) => pattern.test(text));
}

/** Files of CommonJS say so at their head where their neighbors do. */
function isStrict({ scene, testPath }: ImportRequest): boolean {
  const { ending } = stemAndEnding(testPath);
  const nearest = scene.near.read.find((test) => test.ending === ending)?.text ?? scene.source.text;
  return (
    /^\s*(?:(?:\/\/[^\n]*\n|\/\*(?:(?!\*\/)[\s\S])*\*\/)\s*)*['"]use strict['"]/.test(nearest) &&
    ending !== '.ts'
  );
}

function quoted(text: string, { style }: LineForm): string {
  return `${style.quote}${text}${style.quote}`;
}

function ended(line: string, { style }: LineForm): string {
  return style.semicolons ? `${line};` : line;
}

function byWord(one: string, other: string): number {
  return one.toLowerCase() < other.toLowerCase() ? -1 : 1;
}
