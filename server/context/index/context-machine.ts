import type { ContextService } from '../context-service.ts';
import type { Embedder } from '../retrievers/embeddings.ts';
import type { ContextKeeper } from './context-keeper.ts';
import type { ContextIndexOptions, IndexEvent } from './context-messages.ts';
import type { SyntaxAnswers } from './syntax-answers.ts';

/** What the context worker is made of. */
export interface ContextMachine {
  readonly keeper: ContextKeeper;
  readonly service: ContextService;
  readonly syntax: SyntaxAnswers;
  /** To be called after a question: says so where answering it has made the parser trap. */
  checkParser(): void;
}

/** Makes the machine for these options. */
export type MachineFor = (
  options: ContextIndexOptions,
  embedder: Embedder,
  onEvent: (event: IndexEvent) => void,
) => ContextMachine;
