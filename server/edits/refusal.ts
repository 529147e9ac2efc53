import { UserError } from '../base/error-codes.ts';
import { ownWords, type SourcedText } from '../base/sourced-text.ts';
import type { SearchReplaceBlock } from './search-replace.ts';

/** Why an edit is not shown: what happened and what the person can do; the closed list. */
const refusals = {
  'no-answer': {
    message: 'No model answered.',
    remedy: 'Ask again; `innerloop doctor` tells which models can be reached.',
  },
  'no-code': { message: 'The answer holds no code.', remedy: 'Ask again, and say what should change.' },
  'wrong-format': {
    message: 'The answer is not in a form that can be applied{detail}.',
    remedy: 'Ask again, or take another model.',
  },
  'no-match': {
    message: 'The answer changes lines that {path} does not have{detail}.',
    remedy: 'Ask again, or take another model.',
  },
  ambiguous: {
    message: 'It is not clear which place of {path} the answer means{detail}.',
    remedy: 'Select the code that is meant and ask again.',
  },
  'other-file': {
    message: 'The answer would change {detail}, which was not asked for.',
    remedy: 'Ask for that file itself if it should change.',
  },
  'nothing-changed': {
    message: 'This change leaves {path} as it is.',
    remedy: 'Say more exactly what to change.',
  },
  elided: {
    message: 'The answer leaves out code of {path}{detail}.',
    remedy: 'Ask again, for a smaller piece of it.',
  },
  'syntax-error': {
    message: 'With this change {path} would not parse any more{detail}.',
    remedy: 'Ask again, or take another model.',
  },
  'defined-twice': {
    message: 'With this change {path} would define a function twice{detail}.',
    remedy: 'Remove or rename the one that is there, or ask again for that one to be changed.',
  },
  overlap: {
    message: 'The edits of {path} overlap.',
    remedy: 'Ask again, or take another model.',
  },
  truncated: {
    message: 'The answer breaks off before its end.',
    remedy: 'Ask for a smaller change, or take a model that answers at greater length.',
  },
  'extra-code': {
    message: 'The answer holds code that belongs to no definition of {path}{detail}.',
    remedy: 'Ask again, for the definition alone.',
  },
  'no-grammar': {
    message: 'Definitions of {path} cannot be found, because there is no grammar for it.',
    remedy: 'Select the lines to be changed, or make the change by hand.',
  },
  'unsafe-text': {
    message: 'This change holds invisible or control characters.',
    remedy: 'Ask again; such characters can hide what code does.',
  },
  'changed-meanwhile': {
    message: '{path} has changed meanwhile where this would change it.',
    remedy: 'Ask again: the new text will be looked at.',
  },
  excluded: {
    message: '{path} is not to be read or changed: a rule of the workspace or of innerloop excludes it.',
    remedy: 'Change it by hand.',
  },
  protected: {
    message: '{path} is never changed by innerloop, because {detail}.',
    remedy: 'Change it by hand.',
  },
  'read-only': { message: '{path} is read-only.', remedy: 'Make it writable and ask again.' },
  gone: { message: '{path} is not there any more.', remedy: 'Restore it, or ask about another file.' },
  exists: {
    message: '{path} should be created, but is there already.',
    remedy: 'Ask again: it will be changed.',
  },
  'no-place': {
    message: 'It is not clear where this code belongs: {detail}.',
    remedy: 'Open the file it is for and ask again, or ask for the path above the code.',
  },
  unreadable: { message: '{path} is no text, or too large.', remedy: 'Change it by hand.' },
} as const satisfies Record<string, { message: string; remedy: string }>;

/** What the person can do where no model is known to have written the change. */
const remediesWithoutModel: Partial<Record<RefusalReason, string>> = {
  'nothing-changed': 'There is nothing left to do.',
  'syntax-error': 'Nothing was changed; make the change by hand.',
  'defined-twice': 'Remove or rename the one that is there, then ask again.',
  overlap: 'Nothing was changed; please report it with the code that you asked on.',
  'unsafe-text': 'Take such characters out of the code that it is made from; they can hide what code does.',
};

export type RefusalReason = keyof typeof refusals;

/** An edit that is not shown. */
export interface EditRefusal {
  readonly reason: RefusalReason;
  /** What happened, a sentence for the person. */
  readonly message: string;
  /** What the person can do, a sentence. */
  readonly remedy: string;
  /** What the model is told to repair; undefined where other words of it would not help. */
  readonly repair: SourcedText | undefined;
  /** Blocks of the reply that were fine and need not be said again. */
  readonly kept: readonly SearchReplaceBlock[];
}

/** What fills the sentences of a refusal. */
export interface RefusalDetail {
  readonly path?: string;
  /** Goes on with the sentence. */
  readonly detail?: string;
  readonly repair?: SourcedText | string;
  readonly kept?: readonly SearchReplaceBlock[];
}

/** Refuses an edit, in the words of its reason. */
export function refusal(reason: RefusalReason, detail: RefusalDetail = {}): EditRefusal {
  const { message, remedy } = refusals[reason];
  const holes: Readonly<Record<string, string>> = {
    path: detail.path ?? 'The file',
    detail: detail.detail ?? '',
  };
  const repair = typeof detail.repair === 'string' ? ownWords(detail.repair) : detail.repair;
  const filled = message.replaceAll(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
  return { reason, message: filled, remedy, repair, kept: detail.kept ?? [] };
}

/** The refusal of a change that no model is known to have written. */
export function withoutModel(why: EditRefusal): EditRefusal {
  return { ...why, remedy: remediesWithoutModel[why.reason] ?? why.remedy };
}

/** A refusal as the failure that an editor shows. */
export function refusalError({ message, remedy }: EditRefusal): UserError {
  return new UserError('edit-refused', { detail: message, hint: remedy });
}
