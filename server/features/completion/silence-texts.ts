import type { SilenceReason } from './silence-reason.ts';

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
      'Look at completion.enabled, disabledLanguages, languages and files; `innerloop doctor` shows who set them.',
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
  'switched-off': {
    what: 'suggestions were switched off with innerloop.toggle',
    whatHelps: 'Run the command again to have them back.',
  },
  snoozed: {
    what: 'suggestions sleep since innerloop.snooze',
    whatHelps: 'They come back by themselves; the same command with 0 minutes ends it at once.',
  },
  'manual-only': {
    what: 'settings say that suggestions come here only when asked for by hand',
    whatHelps: 'Ask for one by hand, or look at completion.languages and completion.files.',
  },
  'manual-after-dismissals': {
    what: 'three suggestions in a row were not wanted in this file, so for ten minutes they come only by hand',
    whatHelps: 'Ask for one by hand, or run innerloop.resume.',
  },
  'after-closing': {
    what: 'the cursor stands behind a closing bracket with text behind it',
    whatHelps: 'Ask for a suggestion by hand, or choose another place.',
  },
  'in-comment': {
    what: 'the cursor stands in a comment, and completion.comments is false',
    whatHelps: 'Set completion.comments to true.',
  },
  'just-accepted': {
    what: 'a suggestion was just taken on this line',
    whatHelps: 'Type on, or ask for one by hand.',
  },
  deleting: {
    what: 'you are deleting',
    whatHelps: 'Type on, or ask for one by hand.',
  },
  'typing-fast': {
    what: 'you type fast in the middle of a line, and the profile "quiet" waits',
    whatHelps: 'Pause for a moment, or set completion.profile to "balanced".',
  },
  blank: {
    what: 'there is nothing but blanks to add here',
    whatHelps: 'Try a place with more left to write.',
  },
  prose: {
    what: 'the model answered in prose instead of code',
    whatHelps: 'If it happens often, check "fim" and "template" of the model.',
  },
  'echoes-prompt': {
    what: 'the model repeated what stands before the cursor',
    whatHelps: 'If it happens often, check "fim" and "template" of the model.',
  },
  repeats: {
    what: 'the model repeats itself',
    whatHelps: 'Type a little more, or try another model.',
  },
  'undoes-edit': {
    what: 'it would bring back what you have just removed',
    whatHelps: 'Undo does that; type on for something else.',
  },
  'holds-secret': {
    what: 'the text holds what looks like a key or a password',
    whatHelps: 'Write it by hand if it must be there.',
  },
  placeholder: {
    what: 'the text is a placeholder, such as "your code here"',
    whatHelps: 'Type a little more, so that the model knows what is wanted.',
  },
  'excluded-text': {
    what: 'the text stands word for word in a file that is excluded',
    whatHelps: '`innerloop doctor` shows which settings exclude it.',
  },
  'breaks-syntax': {
    what: 'with it the code would no longer parse',
    whatHelps: 'Type a little more, or ask for it by hand.',
  },
  'dismissed-before': {
    what: 'the same was offered here before and you did not want it',
    whatHelps: 'innerloop.resume forgets what was dismissed.',
  },
};
