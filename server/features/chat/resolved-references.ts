import type { Excerpt } from './excerpt.ts';

/** What a question points at. */
export interface ResolvedReferences {
  /** In the order of the question. */
  readonly excerpts: readonly Excerpt[];
  /** What could not be found, a sentence each. */
  readonly remarks: readonly string[];
}

/** A reference that means one place. */
export function only(excerpt: Excerpt): ResolvedReferences {
  return { excerpts: [excerpt], remarks: [] };
}

/** A reference that means nothing, and why. */
export function nothingFound(...remarks: readonly string[]): ResolvedReferences {
  return { excerpts: [], remarks };
}

/** Why a file was not read, in a sentence. */
export function unreadable(path: string, reason: 'excluded' | 'not-text' | 'too-large' | 'outside'): string {
  const why = {
    excluded: 'a rule excludes it',
    'not-text': 'it is no text',
    'too-large': 'it is too large',
    outside: 'it is outside of the workspace',
  }[reason];
  return `${path} was not read: ${why}.`;
}

/** Names in a row; of many, the first ones. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).join(', ');
  return names.length > mostListed ? `${shown} and ${names.length - mostListed} more` : shown;
}

const mostListed = 4;
