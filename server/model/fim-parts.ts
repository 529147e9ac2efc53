import { concat, type SourcedText } from '../base/sourced-text.ts';
import type { FillInMiddleRequest } from './language-model.ts';

/** What a prompt is made of; in a family's hands, nothing in it holds a control marker of that family. */
export type FimParts = Omit<FillInMiddleRequest, 'maxTokens' | 'stop'>;

/** How the models of a family were taught to read a file with a hole. */
export interface FimForm {
  /** All of the family's control tokens: none may stand in a user's text. Without spaces. */
  readonly markers: readonly string[];
  /** Texts that end a completion and are no control tokens, or are named by the sources as ends. */
  readonly stop: readonly string[];
  render(parts: FimParts): SourcedText;
}

/** The tokens in front of the three parts of a file. */
export interface HoleMarkers {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
}

/** Prefix, suffix, middle (PSM). */
export function prefixFirst(markers: HoleMarkers, prefix: SourcedText, suffix: SourcedText): SourcedText {
  return concat(markers.prefix, prefix, markers.suffix, suffix, markers.middle);
}

/** Suffix, prefix, middle (SPM): the model continues right behind the prefix. */
export function suffixFirst(markers: HoleMarkers, prefix: SourcedText, suffix: SourcedText): SourcedText {
  return concat(markers.suffix, suffix, markers.prefix, prefix, markers.middle);
}

/** The text with a newline at its end. */
export function endedLine(text: SourcedText): SourcedText {
  return text.parts.at(-1)?.text.endsWith('\n') ? text : concat(text, '\n');
}

/** Whether the file has nothing yet, so that its path says most about what is wanted. */
export function isBlankFile({ prefix, suffix }: FimParts): boolean {
  return concat(prefix, suffix).parts.every(({ text }) => text.trim() === '');
}
