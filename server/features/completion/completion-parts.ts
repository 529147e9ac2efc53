import type { Clock } from '../../base/clock.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { NameIndex, SyntaxChecker } from './choosing/ports.ts';
import type { CompletionContext } from './completion-context.ts';
import type { CompletionOptions } from './completion-options.ts';
import type { Evidence } from './explanation.ts';
import type { CompletionModels } from './model-completer.ts';

/** What completion asks of the embedded model. */
export interface EmbeddedCompleter {
  complete(question: {
    readonly document: TextDocument;
    readonly offset: number;
    readonly maxLines: number;
    readonly minimumConfidence: number;
  }): Outcome<
    { readonly text: string; readonly confidence: number; readonly evidence: Evidence | undefined },
    'nothing-learned' | 'unsure' | 'too-short'
  >;
}

export interface CompletionParts {
  readonly model: EmbeddedCompleter;
  readonly models: CompletionModels;
  /** What models of others are shown beside the document; absent where they are shown nothing. */
  readonly context?: CompletionContext;
  /** What texts do to the syntax; absent where nobody can tell. */
  readonly syntax?: SyntaxChecker;
  /** Which names the workspace defines; absent where there is no index. */
  readonly names?: NameIndex;
  readonly clock: Clock;
  /** Whether the file may be used at all: a secret place gets no help and is never read. */
  readonly isExcluded: (uri: string) => boolean;
  /** Whether a line, trimmed, stands word for word in a file that is excluded. */
  readonly isExcludedLine?: (line: string) => boolean;
  /** The path of a file relative to its workspace folder, with `/`. */
  readonly pathOf?: (uri: string) => string;
  /** Asked at every request, because settings change while the server runs. */
  readonly options: () => CompletionOptions;
}
