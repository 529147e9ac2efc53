import type { SourceShape } from '../../syntax/source-shape.ts';
import type { SyntaxVerdict } from '../../syntax/syntax-verdict.ts';
import type { VerdictQuestion } from '../../syntax/text-syntax.ts';
import type { VisibleName } from '../../syntax/visible-names.ts';
import type { ContextBundle, SearchResult } from '../context-item.ts';
import type { ContextQuestion, SearchQuestion, SymbolQuestion } from '../context-questions.ts';
import type { IndexedSymbol } from '../indexed-symbol.ts';
import type { ContextMachine } from './context-machine.ts';
import type { OpenText } from './open-texts.ts';

/** What the context worker is asked; each question is answered once, under its id. */
export type AskedContext = { readonly id: number } & (
  | { readonly kind: 'gather'; readonly question: ContextQuestion }
  | { readonly kind: 'search'; readonly question: SearchQuestion }
  /** The text counts as it comes, whether or not it is saved or in a root; outside of both its path may be a URI. */
  | { readonly kind: 'shape'; readonly source: OpenText }
  | { readonly kind: 'names'; readonly source: OpenText; readonly offset: number }
  | { readonly kind: 'verdicts'; readonly question: VerdictQuestion }
  | { readonly kind: 'symbols'; readonly question: SymbolQuestion }
  /** `root` is the absolute path of a workspace folder. */
  | { readonly kind: 'paths'; readonly root: string }
);

/** What is undefined could not be told: of a place that nobody knows, of a text without a grammar. */
export type AnsweredContext = { readonly id: number } & (
  | { readonly kind: 'bundle'; readonly bundle: ContextBundle | undefined }
  | { readonly kind: 'results'; readonly results: readonly SearchResult[] }
  | { readonly kind: 'shape'; readonly shape: SourceShape | undefined }
  | { readonly kind: 'names'; readonly names: readonly VisibleName[] }
  | { readonly kind: 'verdicts'; readonly verdicts: readonly SyntaxVerdict[] }
  | { readonly kind: 'symbols'; readonly symbols: readonly IndexedSymbol[] }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'failed' }
);

/** Answers from what is known by now, but waits for the list of files; before the start nothing is known. */
export async function answerTo(
  asked: AskedContext,
  machine: ContextMachine | undefined,
  signal: AbortSignal,
): Promise<AnsweredContext> {
  const { id } = asked;
  switch (asked.kind) {
    case 'gather':
      return { kind: 'bundle', id, bundle: await machine?.service.gather(asked.question, signal) };
    case 'search': {
      const results = await machine?.service.search(asked.question, signal);
      return { kind: 'results', id, results: results ?? [] };
    }
    case 'shape':
      return { kind: 'shape', id, shape: await machine?.syntax.shapeOf(asked.source) };
    case 'names': {
      const names = await machine?.syntax.namesAt(asked.source, asked.offset);
      return { kind: 'names', id, names: names ?? [] };
    }
    case 'verdicts': {
      const verdicts = await machine?.syntax.verdictsOf(asked.question);
      return { kind: 'verdicts', id, verdicts: verdicts ?? [] };
    }
    case 'symbols': {
      const symbols = await machine?.service.symbols(asked.question, signal);
      return { kind: 'symbols', id, symbols: symbols ?? [] };
    }
    case 'paths':
      return { kind: 'paths', id, paths: (await machine?.service.paths(asked.root, signal)) ?? [] };
  }
}
