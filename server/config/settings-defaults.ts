import type { Settings } from './settings-schema.ts';

/** The defaults of settings-schema.ts as plain data; made by `npm run generate`. */
export const defaultSettings: Settings = {
  'completion.enabled': true,
  'completion.disabledLanguages': [],
  'completion.minimumConfidence': 0.6,
  'completion.maxLines': 12,
  'embedded.memoryLimitMb': 300,
  'files.exclude': [],
};
