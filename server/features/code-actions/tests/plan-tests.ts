import { UserError } from '../../../base/error-codes.ts';
import { below, folderOf } from '../../../base/relative-paths.ts';
import type { ProjectFiles, SourceFile, SyntaxReader } from '../../../edits/ports.ts';
import { languageOf } from '../../../syntax/languages.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';

import { chooseFramework } from './choose-framework.ts';
import { fileFrame } from './file-frame.ts';
import type { TestImports } from './imports/import-writer.ts';
import { packageFolderOf } from './manifest-claims.ts';
import { missingImports } from './merge-imports.ts';
import { nearestTests, type TestedFile } from './nearest-tests.ts';
import { placeTests } from './place-tests.ts';
import { type ProjectView, viewAround } from './project-view.ts';
import { runnersOfTest } from './runners-of-test.ts';
import { testCommand } from './test-command.ts';
import { testFamilyOf } from './test-family.ts';
import { stemAndEnding, testFileName } from './test-file-name.ts';
import { testImports } from './test-imports.ts';
import type { TestPlace } from './test-place.ts';
import type { TestPlan, TestSubject } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';
import { testStyle } from './test-style.ts';
import { displayNameOf, type FoundSubject, subjectsAt } from './test-subjects.ts';

/** The code that tests are wanted for. */
export interface TestRequest {
  readonly source: SourceFile;
  /** The selection; empty at a bare cursor. */
  readonly range: OffsetRange;
}

/** What planning looks at. */
export interface TestPorts {
  readonly files: ProjectFiles;
  readonly syntax: SyntaxReader;
}

/** A plan, and what it was decided from. */
export interface PlannedTests {
  readonly plan: TestPlan;
  readonly scene: TestScene;
}

/** Decides all about the tests of a place but their bodies; throws a UserError where none can be written. */
export async function planTests(
  request: TestRequest,
  ports: TestPorts,
  signal: AbortSignal,
): Promise<TestPlan> {
  return (await plannedTests(request, ports, signal)).plan;
}

/** The plan with its scene, for those who look at the tests around once more. */
export async function plannedTests(
  request: TestRequest,
  ports: TestPorts,
  signal: AbortSignal,
): Promise<PlannedTests> {
  const source = testedFile(request.source, ports.files);
  const found = await subjectsOf(source, request, ports, signal);
  const view = await viewAround(ports.files, request.source.uri, signal);
  if (holdsOnlyTests(source)) throw new UserError('tests-of-tests', { file: source.path });
  const near = await nearestTests(view, source, signal);
  const packageFolder = packageFolderOf(view, source.path, source.family);
  const choice = await chooseFramework({ view, source, near, packageFolder }, signal);
  const scene: TestScene = { view, source, near, packageFolder, framework: choice.framework };
  const place = await reachingPlace(scene, await placeTests(scene, signal), found, signal);
  const existing = await existingText(scene, place, signal);
  return { plan: await plan({ scene, place, found, existing, framework: choice.why }, signal), scene };
}

function holdsOnlyTests({ path, text, family }: TestedFile): boolean {
  return testFileName(path, family) !== undefined && runnersOfTest(text, family) !== undefined;
}

function testedFile({ uri, languageId, text }: SourceFile, files: ProjectFiles): TestedFile {
  const path = files.pathOf(uri);
  const language = languageOf(path, languageId);
  const family = language === undefined ? undefined : testFamilyOf(language);
  if (language === undefined || family === undefined) throw new UserError('tests-language', { file: path });
  return { path, text, language, family };
}

async function subjectsOf(
  source: TestedFile,
  { source: file, range }: TestRequest,
  { syntax }: TestPorts,
  signal: AbortSignal,
): Promise<readonly FoundSubject[]> {
  const shape = await syntax.shapeOf(file, signal);
  signal.throwIfAborted();
  if (shape === undefined) throw new UserError('tests-no-syntax', { file: source.path });
  return subjectsAt(source, shape, range);
}

/** What others can't see goes into a file that can: of the package itself in Go, into the source in Rust. */
async function reachingPlace(
  scene: TestScene,
  place: TestPlace,
  found: readonly FoundSubject[],
  signal: AbortSignal,
): Promise<TestPlace> {
  const { source, view, framework } = scene;
  const isAllSeen = found.every(({ wanted }) => wanted.isExported);
  if (isAllSeen) return place;
  if (framework === 'cargo test' && folderOf(place.path) === below(scene.packageFolder, 'tests')) {
    return { path: source.path, isThere: true, why: `in ${source.path} itself, since it is private` };
  }
  if (framework !== 'go test' || !place.isThere) return place;
  const text = (await view.text(place.path, signal)) ?? '';
  if (!/^package\s+\w+_test\b/m.test(text)) return place;
  const path = below(folderOf(source.path), `${stemAndEnding(source.path).stem}_internal_test.go`);
  return {
    path,
    isThere: view.has(path),
    why: `in the package itself, since ${place.path} can't see what is private`,
  };
}

type ExistingText = TestPlan['existing'];

/** The file as it is now: it may be there though nobody knew its path, or be gone though it was known. */
async function existingText(
  { view, source }: TestScene,
  { path }: TestPlace,
  signal: AbortSignal,
): Promise<ExistingText> {
  const look = await view.look(path, signal);
  if (look.kind === 'missing') return undefined;
  if (look.kind === 'refused') {
    const reason = look.reason === 'excluded' ? 'a rule excludes' : 'cannot be read as text';
    throw new UserError('tests-closed', {
      file: path,
      reason,
      hint: 'Change the rule, or write them by hand.',
    });
  }
  if (look.isReadOnly) {
    const hint = 'Make it writable, and ask again.';
    throw new UserError('tests-closed', { file: path, reason: 'is read-only', hint });
  }
  // The buffer that was asked about is newer than what was looked at.
  return path === source.path
    ? { text: source.text, version: look.version }
    : { text: look.text, version: look.version };
}

interface Decisions {
  readonly scene: TestScene;
  readonly place: TestPlace;
  readonly found: readonly FoundSubject[];
  readonly existing: ExistingText;
  /** Why this framework. */
  readonly framework: string;
}

async function plan(
  { scene, place, found, existing, framework }: Decisions,
  signal: AbortSignal,
): Promise<TestPlan> {
  const { view, source } = scene;
  const style = testStyle(scene, existing?.text);
  const names = found.map(({ wanted }) => wanted);
  const request = { scene, testPath: place.path, existing: existing?.text, style, names };
  const brought = await testImports(request, signal);
  const { command, folder } = await testCommand(scene, place.path, signal);
  return {
    framework: scene.framework,
    language: languageOf(place.path) ?? source.language,
    path: place.path,
    uri: uriOf(view, place.path),
    existing,
    imports: missingImports(existing?.text ?? '', brought.imports, { family: source.family, style }),
    preamble: fileFrame({
      scene,
      testPath: place.path,
      existing: existing?.text,
      style,
      preamble: brought.preamble,
    }),
    style,
    subjects: found.map((each) => testSubject(source, each, brought)),
    command,
    commandFolder: folder,
    why: `${framework}; ${place.why}`,
  };
}

function testSubject(source: TestedFile, found: FoundSubject, { referenceOf }: TestImports): TestSubject {
  const reference = referenceOf(found.wanted);
  if (reference === undefined) {
    throw new UserError('tests-not-reachable', { name: displayNameOf(found), file: source.path });
  }
  return { shape: found.shape, displayName: displayNameOf(found), owner: found.owner, reference };
}

function uriOf(view: ProjectView, path: string): string {
  const uri = view.uriOf(path);
  if (uri === undefined) throw new UserError('tests-no-folder', { file: path });
  return uri;
}
