import type { Clock } from '../../../server/base/clock.ts';
import type { Outcome } from '../../../server/base/outcome.ts';
import type { TextChange, TextDocument } from '../../../server/base/text-document.ts';
import { completionOptionsOf } from '../../../server/config/feature-options.ts';
import { defaultSettings } from '../../../server/config/settings-defaults.ts';
import type { EmbeddedModel } from '../../../server/embedded/embedded-model.ts';
import type { SyntaxChecker } from '../../../server/features/completion/choosing/ports.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import type { LanguageModel } from '../../../server/model/language-model.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { syntaxWindow } from '../../../server/syntax/syntax-window.ts';
import { TextSyntax } from '../../../server/syntax/text-syntax.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import type { Insertion } from './score-text.ts';

export interface PipelineParts {
  /** Knows the document that is asked about. */
  readonly embedded: EmbeddedModel;
  /** Absent: the embedded model answers alone. */
  readonly model: LanguageModel | undefined;
  readonly isEmbeddedOn: boolean;
  readonly clock: Clock;
  readonly repository: string;
}

/** The pipeline as an editor's session has it; all that the evaluation knows of it is here. */
export interface OpenPipeline {
  /** An automatic request; the reason where nothing is shown. */
  ask(document: TextDocument, offset: number, signal: AbortSignal): Promise<Outcome<Insertion, string>>;
  /** The person has typed. */
  changed(before: TextDocument, after: TextDocument, change: TextChange): void;
}

/** The pipeline as the server builds it, with the settings that it has where nobody sets any. */
export function openPipeline(parts: PipelineParts): OpenPipeline {
  const { embedded, model, clock, repository } = parts;
  const completion = new Completion({
    model: embedded,
    models: {
      route: () => (model === undefined ? [] : [model]),
      version: 1,
      isLocal: () => false,
      describe: async (uri) => ({ path: uri.slice(`file:///${repository}/`.length), repository }),
      failed: (error) => {
        throw error;
      },
    },
    syntax: checker,
    clock,
    isExcluded: () => false,
    options: () => ({ ...usualOptions, embedded: parts.isEmbeddedOn }),
  });
  return {
    ask: (document, offset, signal) =>
      completion.complete({ document, offset, trigger: 'automatic' }, signal),
    changed: (before, after, change) => embedded.documentChanged(before, after, [change]),
  };
}

/** Judges syntax as the context worker does, in this thread. */
const syntax = new TextSyntax({
  registry: new GrammarRegistry(installedGrammars()),
  clock: systemClock,
  timeoutMs: 10_000,
  // Nobody waits, and no figure may depend on the machine.
  verdictTimeoutMs: 10_000,
  onTrap: (path) => {
    throw new Error(`the parser trapped on ${path}`);
  },
});

const checker: SyntaxChecker = {
  verdicts: (document, offset, texts) => {
    const { uri, languageId } = document;
    return syntax.verdictsOf({ path: uri, languageId, texts, ...syntaxWindow(document, offset) });
  },
};

/** What completion is told where nobody sets anything. */
export const usualOptions: CompletionOptions = completionOptionsOf(defaultSettings);
