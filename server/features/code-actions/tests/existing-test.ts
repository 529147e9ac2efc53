import { nameOf } from '../../../base/relative-paths.ts';

import { importedSources } from './imported-sources.ts';
import { sourceStem, stemAndEnding, testFileName } from './test-file-name.ts';
import type { TestScene } from './test-scene.ts';

/** The file that holds the tests of a source already, and in part of a sentence why we think so. */
export interface ExistingTest {
  readonly path: string;
  readonly why: string;
}

/**
 * A test that is named after the source and is about it, else one that imports it and no other source. `planned` is
 * where the source's test would be laid out: a file that is there already and carries its name is it.
 */
export async function existingTest(
  scene: TestScene,
  planned: string,
  signal: AbortSignal,
): Promise<ExistingTest | undefined> {
  const namesakes = await sameNamed(scene, planned, signal);
  if (namesakes !== undefined) return { path: namesakes, why: 'which has the tests of this file' };
  const sole = scene.near.read.find(({ path, text }) => {
    const sources = importedSources(scene, path, text);
    return sources.length === 1 && sources[0] === scene.source.path;
  });
  return sole && { path: sole.path, why: `which is about ${scene.source.path} alone` };
}

async function sameNamed(
  scene: TestScene,
  planned: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { source, view, near } = scene;
  const stems = new Set([stemAndEnding(source.path).stem, sourceStem(source.path, source.family)]);
  const namesakes = near.paths.filter((path) => stems.has(testFileName(path, source.family)?.stem ?? ''));
  for (const path of [planned, ...namesakes.slice(0, mostNamesakes)]) {
    const text = await view.text(path, signal);
    if (text !== undefined && isAbout(scene, { path, text, isPlanned: path === planned })) return path;
  }
  return undefined;
}

interface Namesake {
  readonly path: string;
  readonly text: string;
  /** It lies where the source's own test would. */
  readonly isPlanned: boolean;
}

/** By its imports where a language imports files, else by the name of the class and the folder. */
function isAbout(scene: TestScene, { path, text, isPlanned }: Namesake): boolean {
  const { source } = scene;
  if (source.family === 'go') return isPlanned;
  if (source.family === 'script' || source.family === 'python') {
    const sources = importedSources(scene, path, text);
    if (sources.includes(source.path)) return true;
    const { stem } = stemAndEnding(source.path);
    // It imports another file of this name, so it is about that one.
    return isPlanned && !sources.some((each) => stemAndEnding(each).stem === stem);
  }
  if (isPlanned) return true;
  if (source.family === 'java') return packageOf(text) === packageOf(source.text);
  const { stem } = stemAndEnding(source.path);
  const isMirrored = lastFolder(path) === lastFolder(source.path) || isOnlyNamesake(scene);
  return isMirrored && (source.family === 'ruby' || new RegExp(`\\b${stem}\\b`).test(text));
}

function lastFolder(path: string): string {
  return path.split('/').at(-2)?.toLowerCase() ?? '';
}

/** Whether no other source of the project has the same name. */
function isOnlyNamesake({ view, source }: TestScene): boolean {
  const name = nameOf(source.path);
  return view.paths.every((path) => path === source.path || nameOf(path) !== name);
}

function packageOf(text: string): string {
  return /^[ \t]*package\s+([\w.]+)/m.exec(text)?.[1] ?? '';
}

const mostNamesakes = 8;
