/** Every error that a user can see, with what happened and what to do; `{name}` marks a hole. */
export const errorCodes = {
  'settings-unreadable': {
    message: 'The settings file {file} cannot be read: {detail}.',
    remedy: 'Fix the file; until then the settings of the other layers are in force.',
  },
  'settings-malformed': {
    message: 'The settings file {file} is not valid JSONC: {detail} at line {line}, column {column}.',
    remedy: 'Fix it there; until then the settings of the other layers are in force.',
  },
  'settings-not-object': {
    message: '{file} holds {found} where an object of settings belongs.',
    remedy: 'Write it as { "completion.enabled": true }, for example.',
  },
  'settings-unknown': {
    message: '{file} names a setting that does not exist: "{key}".',
    remedy: '{hint}',
  },
  'settings-invalid': {
    message: 'In {file}, "{key}" must be {expected}, not {found}.',
    remedy: 'Until it is corrected, {value} is in force.',
  },
  'settings-only-tighten': {
    message: '{file} would loosen "{key}"; the settings of a workspace may only tighten.',
    remedy: 'If you want it, set it in your own settings file or in your editor.',
  },
  'editor-unreachable': {
    message: 'Nobody listens on {where}.',
    remedy: 'With --socket and --pipe the editor listens and innerloop connects; start the editor first.',
  },
  'no-ipc-channel': {
    message: 'There is no channel to a parent process.',
    remedy: 'Use --node-ipc only where the editor starts innerloop by fork(); otherwise use --stdio.',
  },
  'file-unreadable': {
    message: 'The file {file} cannot be read: {detail}.',
    remedy: 'Check the path and its permissions.',
  },
  'file-missing': {
    message: 'There is no file {file}.',
    remedy: 'Check the spelling; relative paths start at {folder}.',
  },
  'file-not-regular': {
    message: '{file} is {found}, not a file.',
    remedy: 'Name a file of source code.',
  },
  'file-not-text': {
    message: 'The file {file} is not text in UTF-8.',
    remedy: 'innerloop completes source code in UTF-8 only; convert the file or choose another.',
  },
  'file-too-large': {
    message: 'The file {file} has {size} MB; innerloop reads files up to {limit} MB.',
    remedy: 'Choose a smaller file.',
  },
  'position-misspelled': {
    message: '"{given}" is not a place in a file.',
    remedy: 'Write FILE:LINE:COL, for example src/main.ts:12:5; line and column count from 1.',
  },
  'line-outside': {
    message: '{file} has {lines}; line {line} is past its end.',
    remedy: 'Give a line from 1 to {last}.',
  },
  'column-outside': {
    message: 'Line {line} of {file} has {characters}; column {column} is past its end.',
    remedy: 'Give a column from 1 to {last}.',
  },
  'command-misspelled': {
    message: '{detail}.',
    remedy: '{hint}',
  },
  'root-refused': {
    message: 'innerloop does not read {root}: {detail}.',
    remedy: 'Open the folder of one project instead.',
  },
  'git-cannot-list': {
    message: 'git cannot list the files of {root}: {detail}.',
    remedy:
      'Nothing new is learned there. Install git, or allow the folder with `git config --global --add safe.directory`.',
  },
  'folder-unreadable': {
    message: 'Some folders cannot be read, {folder} for example.',
    remedy: 'Completion goes on without them; check their permissions if they hold your code.',
  },
  'too-many-files': {
    message: '{root} holds more than {limit} files; those beyond are not learned.',
    remedy: 'Open the folder of one project, or leave folders out with the setting files.exclude.',
  },
  'policy-unreadable': {
    message: '{file} cannot be read, so nothing below {root} is read.',
    remedy: 'Make it readable, or remove it.',
  },
  'index-not-kept': {
    message: 'What was learned cannot be kept in {folder}: {detail}.',
    remedy:
      'Completion works; the next start reads the repository anew. Free space there or correct its permissions.',
  },
  'memory-limit-reached': {
    message: 'The repository needs more than {limit} MB of memory; {count} files were not learned.',
    remedy: 'Raise embedded.memoryLimitMb, or leave folders out with files.exclude.',
  },
  'little-to-learn-from': {
    message: 'innerloop: learning from {files}{detail}.',
    remedy: 'There will be few suggestions until there is more code; connecting a model comes later.',
  },
  'index-restarted': {
    message: 'Reading the repository failed ({detail}); it is tried once more.',
    remedy: 'Completion goes on with what was learned.',
  },
  'index-failed': {
    message: 'Reading the repository failed again ({detail}); it is not tried any more.',
    remedy:
      'Completion goes on with what was learned; restart the server, and report this with innerloop doctor.',
  },
} as const satisfies Record<string, { message: string; remedy: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** A failure that is shown to the user: what happened, what to do, no stack. */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, holes: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(fill(errorCodes[code].message, holes), options);
    this.name = 'UserError';
    this.code = code;
    this.remedy = fill(errorCodes[code].remedy, holes);
  }
}

function fill(text: string, holes: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
}
