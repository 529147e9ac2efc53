import type { CompletionOptions } from '../features/completion/completion-options.ts';
import type { Settings } from './settings-schema.ts';

/** What completion is told of the settings. */
export function completionOptionsOf(settings: Settings): CompletionOptions {
  return {
    enabled: settings['completion.enabled'],
    disabledLanguages: settings['completion.disabledLanguages'],
    minimumConfidence: settings['completion.minimumConfidence'],
    maxLines: settings['completion.maxLines'],
  };
}
