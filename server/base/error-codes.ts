import { actionErrorCodes } from './action-error-codes.ts';

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
  'settings-entry-invalid': {
    message: 'In {file}, "{key}" must be {expected}, not {found}.',
    remedy: 'Until it is corrected, "{entry}" is left out.',
  },
  'settings-entry-name': {
    message: 'In {file}, a name in "{key}" is empty, too long, or holds characters that names do not have.',
    remedy: 'Use letters, digits and . _ : / @ + -, at most 60 of them.',
  },
  'settings-entry-pattern': {
    message: 'In {file}, a pattern in "{key}" is blank, longer than 200 characters, or begins with ! or #.',
    remedy:
      'Use the syntax of .gitignore, one pattern an entry, such as "docs/**": "off"; instead of ! write a later entry that says "on".',
  },
  'settings-unknown-choice': {
    message: 'In {file}, "{key}" is none of the choices.',
    remedy: '{hint}',
  },
  'settings-only-tighten': {
    message: '{file} would loosen "{key}"; the settings of a workspace may only tighten.',
    remedy: 'If you want it, set it in your own settings file or in your editor.',
  },
  'why-unknown': {
    message: 'Nothing is known about that request for a completion.',
    remedy: 'Ask for a completion first; the last fifty of this session are remembered.',
  },
  'suggestion-none': {
    message: 'No suggestion was shown in this session yet.',
    remedy: 'innerloop.why says why there is none.',
  },
  'case-excluded': {
    message: 'The file of the last request is excluded, so its text is recorded nowhere.',
    remedy: 'Ask for a completion in another file.',
  },
  'case-unwritable': {
    message: 'The last request cannot be recorded: {detail}.',
    remedy: 'Ask for a completion in another place, or look at the folder for your data.',
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
  'query-empty': {
    message: 'There is no word to look for in "{query}".',
    remedy: 'Write words or names between quotes, for example innerloop search "parse settings file".',
  },
  'task-unknown': {
    message: 'There is no task "{task}".',
    remedy: '{hint}',
  },
  'document-not-open': {
    message: 'The document is not open.',
    remedy: 'Send textDocument/didOpen before you ask about a place in it, or ask with a query.',
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
  'context-limit-reached': {
    message: 'The index needs more than {limit} MB of memory; {count} files are not in it.',
    remedy: 'Raise context.memoryLimitMb, or name the folders you work in with context.folders.',
  },
  'context-restarted': {
    message: 'Finding context failed ({detail}); it is started once more.',
    remedy: 'Completion goes on without context until it is back.',
  },
  'context-failed': {
    message: 'Finding context failed again ({detail}); it is not started any more.',
    remedy: 'Completion goes on without context; restart the server, and report this with innerloop doctor.',
  },
  'little-to-learn-from': {
    message: 'innerloop: learning from {files}{detail}.',
    remedy:
      'There will be few suggestions until there is more code, or a model: `innerloop doctor` says which you have.',
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
  'model-unreachable': {
    message: 'The model "{model}" cannot be reached at {host}: {detail}.',
    remedy: '{hint}',
  },
  'model-certificate': {
    message: 'The certificate of {host} is not trusted: {detail}.',
    remedy: '{hint}',
  },
  'model-proxy': {
    message: 'The proxy on the way to {host} refused or failed: {detail}.',
    remedy: 'Check "proxy" of the model "{model}", or HTTPS_PROXY and NO_PROXY in the environment.',
  },
  'model-redirected': {
    message: '{host} sends the requests for "{model}" elsewhere; innerloop follows no redirect.',
    remedy: 'Put the final address into "baseUrl", if you trust it.',
  },
  'model-plain-http': {
    message: 'The model "{model}" would be asked over plain http at {host}, readable to everyone on the way.',
    remedy: 'Use https, or set "allowPlainHttp": true for the model if the network is yours.',
  },
  'model-auth': {
    message: '{host} {what} for "{model}" (401).',
    remedy: '{hint}',
  },
  'model-forbidden': {
    message: '{host} does not allow this use of "{model}" (403).',
    remedy: 'Check with whoever runs it that your key may use this model, and from here.',
  },
  'model-not-found': {
    message: '{host} does not know {what} (404).',
    remedy: '{hint}',
  },
  'model-bad-request': {
    message: '{host} does not understand the request for "{model}" ({status}).',
    remedy: 'Perhaps it has no such route: try another "fim" for the model, such as "chat".',
  },
  'model-too-long': {
    message: 'The prompt for "{model}" was longer than {host} takes.',
    remedy: 'Set "window" of the model to the number of tokens that its server was started with.',
  },
  'model-rate-limited': {
    message: '{host} limits the requests for "{model}" (429).',
    remedy: 'innerloop waits as long as the server asks, and goes on with the next model of the route.',
  },
  'model-quota': {
    message: 'The quota for "{model}" at {host} is used up.',
    remedy: 'Add credit or wait for the next period; until then the next model of the route answers.',
  },
  'model-overloaded': {
    message: '{host} is overloaded ({status}).',
    remedy: 'innerloop waits and tries again by itself; until then the next model of the route answers.',
  },
  'model-loading': {
    message: '{host} is still loading the model "{model}".',
    remedy: 'The first start of a model takes a while; until then the next model of the route answers.',
  },
  'model-server-error': {
    message: '{host} failed to answer for "{model}" ({status}).',
    remedy: "Look at the server's own log; until it works the next model of the route answers.",
  },
  'model-not-a-model': {
    message: 'What answers at {host} is not a model: {detail}.',
    remedy: 'Check "baseUrl" of "{model}"; on a foreign network, open a browser and sign in first.',
  },
  'model-garbled': {
    message: 'The answer of "{model}" from {host} cannot be understood: {detail}.',
    remedy: 'Check that "preset" fits the server; a gateway in between may change what it sends.',
  },
  'model-broken-off': {
    message: 'The answer of "{model}" from {host} broke off: {detail}.',
    remedy: "If it happens often, look at the server's log or at the network.",
  },
  'model-too-slow': {
    message: '"{model}" at {host} did not begin to answer within {seconds} s.',
    remedy: 'Choose a smaller model for completion, or give it more time with "firstTokenSeconds".',
  },
  'model-stalled': {
    message: 'The answer of "{model}" from {host} stopped half-way for {seconds} s.',
    remedy: "Look at the server's load; the next model of the route answers meanwhile.",
  },
  'model-too-much': {
    message: 'The answer of "{model}" from {host} did not end and was cut off.',
    remedy: 'Its stop words may be wrong: check "template" of the model.',
  },
  'model-filtered': {
    message: '{host} withheld the answer of "{model}" (content filter).',
    remedy: 'Nothing to do here; the next model of the route answers.',
  },
  'model-excluded-text': {
    message: 'A request for "{model}" held text of an excluded file, so it was not sent.',
    remedy: '`innerloop doctor` shows which settings exclude files; secret places are never sent.',
  },
  'model-cannot': {
    message: 'The model "{model}" cannot do this: {detail}.',
    remedy: '{hint}',
  },
  'model-paused': {
    message: '{host} is left alone for {seconds} s after it failed.',
    remedy: 'It is tried again by itself; a change of the settings tries it at once.',
  },
  'model-key-missing': {
    message: 'There is no key for "{model}": {detail}.',
    remedy: '{hint}',
  },
  'key-command-failed': {
    message: 'The command that prints the key ({command}) failed: {detail}.',
    remedy: 'Run it in a terminal: it must print the key as its only line within 10 seconds, without asking.',
  },
  'model-hosted-off': {
    message: '"{model}" at {host} is not asked while you type: that may cost money.',
    remedy:
      'Set "completion.hostedAutomatic": true and "limits.dailyRequests" in your own settings file, or ask by hand.',
  },
  'model-daily-limit': {
    message: "Today's limit of {limit} requests to models on other machines is reached.",
    remedy:
      'Raise "limits.dailyRequests", ask by hand, or wait until tomorrow; meanwhile the next model answers.',
  },
  'model-uncounted': {
    message: '"{model}" is not asked while you type, because it cannot be counted: {detail}',
    remedy: '{hint}',
  },
  'model-file-untracked': {
    message: '{file} is not tracked by git, so no language model is shown it, on this machine or elsewhere.',
    remedy: '`git add` it to change that; until then it is completed from your own code alone.',
  },
  'model-unknown': {
    message: 'There is no model "{name}" in the settings.',
    remedy: '{hint}',
  },
  'model-misconfigured': {
    message: 'In the settings, the model "{model}" cannot be used: {detail}.',
    remedy: '{hint}',
  },
  'settings-user-only': {
    message: '{file} would decide "{key}", which only your own settings file and initializationOptions may.',
    remedy: 'Whoever writes a repository must not decide where your code and keys go; move it there.',
  },
  'usage-not-kept': {
    message: 'What models cost cannot be written to {folder}: {detail}.',
    remedy:
      'Correct its permissions or free space; until then models on other machines are not asked while you type.',
  },
  ...actionErrorCodes,
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
