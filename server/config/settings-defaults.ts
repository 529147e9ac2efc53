import type { Settings } from './settings-schema.ts';

/** The defaults of settings-schema.ts as plain data; made by `npm run generate`. */
export const defaultSettings: Settings = {
  'completion.enabled': true,
  'completion.disabledLanguages': [],
  'completion.languages': {},
  'completion.files': {},
  'completion.profile': 'quiet',
  'completion.comments': true,
  'completion.minimumConfidence': 0,
  'completion.maxLines': 12,
  'completion.speculate': 'off',
  'completion.hostedAutomatic': false,
  'limits.dailyRequests': 0,
  models: {},
  'routes.completion': [],
  'routes.chat': [],
  'routes.embedding': [],
  'routes.languages': {},
  'embedded.enabled': true,
  'embedded.memoryLimitMb': 300,
  'context.enabled': true,
  'context.maxTokens': 2048,
  'context.folders': [],
  'context.memoryLimitMb': 400,
  'context.embeddings': false,
  'files.exclude': [],
};
