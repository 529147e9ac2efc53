import type { ContextTask, RetrieverName } from '../context-item.ts';
import { changes } from './changes.ts';
import { definitions } from './definitions.ts';
import { dependencies } from './dependencies.ts';
import { diagnostics } from './diagnostics.ts';
import { facts } from './facts.ts';
import { imports } from './imports.ts';
import { recent } from './recent.ts';
import type { Retriever } from './scene.ts';
import { similar } from './similar.ts';
import { tests } from './tests.ts';
import { together } from './together.ts';
import { usages } from './usages.ts';
import { words } from './words.ts';

const retrievers: readonly Retriever[] = [
  definitions,
  dependencies,
  usages,
  imports,
  similar,
  recent,
  tests,
  diagnostics,
  changes,
  together,
  facts,
  words,
];

/** The retrievers to ask for a task, with the weight of each in the fusion; `more` are those of this session. */
export function retrieversOf(
  task: ContextTask,
  more: readonly Retriever[],
): readonly { readonly retriever: Retriever; readonly weight: number }[] {
  return [...retrievers, ...more]
    .map((retriever) => ({ retriever, weight: weights[task][retriever.name] ?? 0 }))
    .filter(({ weight }) => weight > 0);
}

type Weights = Readonly<Partial<Record<RetrieverName, number>>>;

const base: Weights = {
  definitions: 3,
  dependencies: 2,
  usages: 1,
  imports: 0.5,
  similar: 1,
  recent: 1,
  tests: 0.8,
  diagnostics: 2,
  changes: 0.8,
  together: 0.5,
  facts: 0.5,
  words: 3,
  embeddings: 2,
};

const weights: Readonly<Record<ContextTask, Weights>> = {
  // What an imported file begins with agrees with its definitions by chance, so that must not overtake the likelier
  // ones. On the cross-file cases, among five items, this gained in four of six repositories; the two others lost a
  // case each.
  completion: { ...base, definitions: 60, usages: 2, imports: 0.2, facts: 0, words: 0, diagnostics: 0 },
  chat: base,
  tests: { ...base, tests: 3, usages: 1.5, similar: 0.5 },
  fix: { ...base, diagnostics: 3, changes: 1.5 },
};
