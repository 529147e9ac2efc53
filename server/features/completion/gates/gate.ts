import type { AttentionAt } from '../attention/attention.ts';
import type { CompletionOptions } from '../completion-options.ts';
import type { ProfileRules } from '../profiles.ts';
import type { GateReason } from '../silence-reason.ts';
import type { CompletionRequest } from '../suggestion.ts';
import type { TypingState } from '../typing/typing-state.ts';

/** All that decides whether a request goes on. */
export interface GateScene {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
  readonly rules: ProfileRules;
  readonly typing: TypingState;
  readonly attention: AttentionAt;
  /** The document's path relative to its workspace folder, with `/`; the patterns of settings ask for it. */
  readonly path: string;
  /** Whether the file may be used at all. */
  readonly isExcluded: (uri: string) => boolean;
}

/** One reason for offering nothing, before anything is computed. */
export interface Gate {
  readonly reason: GateReason;
  /** `all`: what may not be read, or cannot be completed. `automatic`: who asks by hand is not asked back. */
  readonly stops: 'all' | 'automatic';
  readonly isClosed: (scene: GateScene) => boolean;
}
