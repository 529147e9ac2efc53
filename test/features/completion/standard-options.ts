import { completionOptionsOf } from '../../../server/config/feature-options.ts';
import { defaultSettings } from '../../../server/config/settings-defaults.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';

/** What completion is told where nobody has set anything. */
export const standardOptions: CompletionOptions = completionOptionsOf(defaultSettings);
