import { TextDocument } from '../../../server/base/text-document.ts';
import { gatherContext } from '../../../server/context/context-engine.ts';
import { promptWindow } from '../../../server/features/completion/prompt-window.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import type { IdentifierCase } from './identifier-cases.ts';
import type { IndexedRepository } from './indexed-repository.ts';
import { plainOptions, sceneAt } from './scene-at.ts';

/** The share of a removed line's names that a model would have before its eyes. */
export interface IdentifierResult {
  /** Repository, path and line, counted from 1. */
  readonly id: string;
  readonly language: string;
  readonly names: number;
  /** What is left of the line; the window around it; the window and the engine's items. */
  readonly none: number;
  readonly file: number;
  readonly engine: number;
}

/** What a prompt would hold at the place, the rest of the line taken away before anyone could have seen it. */
export async function askIdentifiers(
  repository: IndexedRepository,
  { path, line, column, names }: IdentifierCase,
): Promise<Pick<IdentifierResult, 'names' | 'none' | 'file' | 'engine'>> {
  const lines = (repository.textOf(path) ?? '').split('\n');
  const prefix = (lines[line] ?? '').slice(0, column);
  const before = [...lines.slice(0, line), prefix].join('\n');
  const text = [before, ...lines.slice(line + 1)].join('\n');
  const offset = before.length;
  return repository.whileEditing({ path, text }, async (record) => {
    const document = new TextDocument({ uri: repository.uriOf(path), languageId: '', version: 0 }, text);
    const { start, end } = promptWindow(document, offset, modelWindow);
    const visible = { startLine: document.lineOf(start), endLine: document.lineOf(end) + 1 };
    const scene = sceneAt(repository, { path, text, offset }, record);
    const signal = new AbortController().signal;
    const { items } = await gatherContext(scene, plainOptions(maxTokens, visible), systemClock, signal);
    const window = text.slice(start, end);
    const shown = items.flatMap(({ parts }) => parts.map((part) => part.text));
    return {
      names: names.length,
      none: shareIn(names, [prefix]),
      file: shareIn(names, [window]),
      engine: shareIn(names, [window, ...shown]),
    };
  });
}

function shareIn(names: readonly string[], texts: readonly string[]): number {
  const words = new Set(texts.flatMap((text) => text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []));
  return names.filter((name) => words.has(name)).length / Math.max(1, names.length);
}

const modelWindow = { windowTokens: 8_192, maxTokens: 256 };
const maxTokens = 2_048;
