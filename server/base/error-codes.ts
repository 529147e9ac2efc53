/** Every error that a user can see, with what happened and what to do; `{name}` marks a hole. */
export const errorCodes = {
  'settings-unreadable': {
    message: 'The settings file {file} cannot be read: {detail}.',
    remedy: 'Fix the file; until then the settings of the other layers are in force.',
  },
  'settings-invalid': {
    message: 'In {file}, the setting "{key}" {detail}.',
    remedy: '{hint}',
  },
  'file-unreadable': {
    message: 'The file {file} cannot be read: {detail}.',
    remedy: 'Check the path and its permissions.',
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
