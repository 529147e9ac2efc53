import { gatherContext } from '../../../server/context/context-engine.ts';
import type { ContextItem, LineSpan } from '../../../server/context/context-item.ts';
import type { Located } from '../../../server/context/retrievers/definition-lookup.ts';
import { definitions } from '../../../server/context/retrievers/definitions.ts';
import { evidenceKinds, placeFacts } from '../../../server/context/retrievers/import-likelihood.ts';
import { importedNames } from '../../../server/context/retrievers/imported-names.ts';
import { namesNear } from '../../../server/context/retrievers/names-near.ts';
import type { Finding } from '../../../server/context/retrievers/scene.ts';
import { similar } from '../../../server/context/retrievers/similar.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import type { Choice } from './conditional-logit.ts';
import type { CrossFileCase } from './cross-file-cases.ts';
import type { IndexedRepository } from './indexed-repository.ts';
import { type Cursor, plainOptions, sceneAt } from './scene-at.ts';

/** The ways to find what is needed that are compared. */
type Method = 'similar' | 'definitions' | 'engine';

/** Where a method has what is needed, counted from 1, or Infinity. */
interface Found {
  /** Of the first item that shows the line of the definition. */
  readonly chunk: number;
  /** Of the first item of its file, among the files. */
  readonly file: number;
}

export interface CrossFileResult {
  readonly crossFileCase: CrossFileCase;
  readonly found: Readonly<Record<Method, Found>>;
  /** The imported names with their evidence; undefined where none of them is what is needed. */
  readonly choice: Choice | undefined;
  /** Of the engine. */
  readonly usedTokens: number;
  readonly tookMs: number;
}

/** Asks at the case's cursor, the rest of its line taken away, before anyone could have seen it. */
export async function askCrossFile(
  repository: IndexedRepository,
  one: CrossFileCase,
): Promise<CrossFileResult> {
  const cursor = cursorOf(repository, one);
  return repository.whileEditing(cursor, async (record) => {
    const scene = sceneAt(repository, cursor, record);
    const { line } = scene.place;
    const options = plainOptions(maxTokens, { startLine: line - seenAbove, endLine: line + seenBelow });
    const signal = new AbortController().signal;
    const bundle = await gatherContext(scene, options, systemClock, signal);
    const found = {
      similar: foundIn((await similar.retrieve(scene, signal)).map(partsOfFinding), one),
      definitions: foundIn((await definitions.retrieve(scene, signal)).map(partsOfFinding), one),
      engine: foundIn(byScore(bundle.items), one),
    };
    const { usedTokens, tookMs } = bundle;
    return { crossFileCase: one, found, choice: choiceAt(scene, one), usedTokens, tookMs };
  });
}

function cursorOf(repository: IndexedRepository, { path, line, column }: CrossFileCase): Cursor {
  const lines = (repository.textOf(path) ?? '').split('\n');
  const rest = lines.slice(line + 1);
  const before = [...lines.slice(0, line), (lines[line] ?? '').slice(0, column)].join('\n');
  return { path, text: [before, ...rest].join('\n'), offset: before.length };
}

function choiceAt({ root, place }: ReturnType<typeof sceneAt>, one: CrossFileCase): Choice | undefined {
  const names = importedNames(root, place, placeFacts(place, namesNear(place)), () => true);
  const chosen = names.findIndex((name) => name.definitions.some((located) => isGold(located, one)));
  const options = names.map(({ evidence }) => evidenceKinds.map((kind) => evidence[kind]));
  return chosen < 0 ? undefined : { options, chosen };
}

function isGold({ path, definition }: Located, { goldPath, goldLine }: CrossFileCase): boolean {
  return path === goldPath && definition.leadLine <= goldLine && goldLine < definition.endLine;
}

interface Shown {
  readonly path: string;
  readonly parts: readonly LineSpan[];
}

/** The items of a bundle stand in an order for prompts. */
function byScore(items: readonly ContextItem[]): readonly Shown[] {
  return [...items].sort((a, b) => b.score - a.score);
}

function partsOfFinding(finding: Finding): Shown {
  return { path: finding.path, parts: [finding] };
}

function foundIn(shown: readonly Shown[], { goldPath, goldLine }: CrossFileCase): Found {
  const chunk = shown.findIndex(
    ({ path, parts }) =>
      path === goldPath &&
      parts.some(({ startLine, endLine }) => startLine <= goldLine && goldLine < endLine),
  );
  const file = [...new Set(shown.map(({ path }) => path))].indexOf(goldPath);
  return { chunk: rankOf(chunk), file: rankOf(file) };
}

function rankOf(at: number): number {
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

const maxTokens = 1_500;
/** Lines around the cursor that a prompt holds anyway. */
const seenAbove = 100;
const seenBelow = 40;
