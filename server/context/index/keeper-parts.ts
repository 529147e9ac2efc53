import type { ContextIndexOptions } from './context-messages.ts';
import type { ContextIndexPorts } from './context-ports.ts';
import type { IndexVoice } from './index-voice.ts';
import type { KeptRoots } from './kept-roots.ts';
import type { OpenTexts } from './open-texts.ts';
import type { RootStore } from './root-store.ts';
import type { Spoilers } from './spoilers.ts';

/** What the parts of the keeper share. */
export interface KeeperParts {
  readonly ports: ContextIndexPorts;
  readonly options: ContextIndexOptions;
  readonly voice: IndexVoice;
  readonly roots: KeptRoots;
  readonly open: OpenTexts;
  readonly spoilers: Spoilers;
  readonly store: RootStore;
  /** Files that were read again while a whole reading is under way: what that reading has of them is older. */
  readonly changedMeanwhile: Set<string>;
}
