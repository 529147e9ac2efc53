import type { TextDocument } from '../../../base/text-document.ts';
import type { Suggestion } from '../suggestion.ts';

/** A suggestion that went out to the editor, with what later reports ask about it. */
export interface OfferedSuggestion {
  readonly suggestion: Suggestion;
  /** The snapshot that it was made for. */
  readonly document: TextDocument;
  /** The cursor, in UTF-16 units. */
  readonly offset: number;
  readonly trigger: 'invoked' | 'automatic';
  /** `popup`: one item among others, which nobody need have looked at. */
  readonly surface: 'ghost' | 'popup';
  readonly source: SuggestionSource;
  /** The name of the profile that was in force. */
  readonly profile: string;
  /** From the request to the answer. */
  readonly latencyMs: number;
}

/** Who had the text: the model of the user's own code, one of others, what was kept, or a generation under way. */
type SuggestionSource = 'embedded' | 'model' | 'cache' | 'joined';
