import type { SilenceReason } from '../features/completion/suggestion.ts';

interface SilenceText {
  readonly what: string;
  readonly whatHelps: string;
}

/** Why nothing is suggested, and what would change that, in plain words. */
export const silenceTexts: Readonly<Record<SilenceReason, SilenceText>> = {
  'no-document': {
    what: 'the document is not open',
    whatHelps: 'Name a file of source code.',
  },
  'document-too-large': {
    what: 'the file is larger than 2 MB',
    whatHelps: 'Files of that size are mostly data; innerloop completes smaller ones.',
  },
  'line-too-long': {
    what: 'the line is longer than 20,000 characters',
    whatHelps: 'Such lines are mostly minified code or data; try another line.',
  },
  'file-excluded': {
    what: 'the file is excluded: it is a secret place, or files.exclude or an ignore file names it',
    whatHelps: '`innerloop doctor` shows which settings say so; secret places are never read.',
  },
  'completion-off': {
    what: 'completion is turned off for it',
    whatHelps:
      'Look at completion.enabled and completion.disabledLanguages; `innerloop doctor` shows who set them.',
  },
  'inside-word': {
    what: 'the cursor stands inside a word',
    whatHelps: 'Choose the column behind the word.',
  },
  'nothing-learned': {
    what: 'there is no code to learn from yet',
    whatHelps: 'innerloop learns from the files of the workspace; `innerloop doctor` shows what it found.',
  },
  unsure: {
    what: 'no text is likely enough here',
    whatHelps: 'Type a little more, or lower completion.minimumConfidence to see less certain suggestions.',
  },
  'too-short': {
    what: 'what is likely here is shorter than typing it',
    whatHelps: 'Try a place with more left to write.',
  },
  'no-model': {
    what: 'the model of your own code is switched off and no route names another',
    whatHelps:
      'Set embedded.enabled to true, or name a model in routes.completion; `innerloop doctor` helps.',
  },
  'model-failed': {
    what: 'no model of the route could answer',
    whatHelps: 'What went wrong is said below.',
  },
  'model-silent': {
    what: 'the model has nothing to add here',
    whatHelps: 'Try a place with more left to write.',
  },
  'model-late': {
    what: 'the model was not ready in time',
    whatHelps: 'Its answer serves the next keystroke.',
  },
  'unfit-text': {
    what: 'what the model wrote is not fit to be shown: prose, control characters or endless lines',
    whatHelps: 'If it happens often, check "fim" and "template" of the model.',
  },
  'already-there': {
    what: 'what innerloop would write stands behind the cursor already',
    whatHelps: 'Choose a place where something is missing.',
  },
};
