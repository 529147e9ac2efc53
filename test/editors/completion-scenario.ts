import type { EditorRun } from './editor-run.ts';
import { type PopupItem, popupItems } from './recorded-edit.ts';
import { exchanges } from './recorded-session.ts';
import { waitUntil } from './wait-until.ts';

/** What the scenarios type at the fixture's cursor … */
export const typed = '  if (!parsed.succ';
/** … and the row that a suggestion makes of it. */
export const suggestedRow = /if \(!parsed\.success\) \{/;

/** What a person does with a keyboard and sees on a screen. */
interface Typist {
  /** Takes the last letter back. */
  press(key: 'BSpace'): void | Promise<void>;
  type(text: string): void | Promise<void>;
  text(): string | Promise<string>;
}

/** Takes the last letter back and types it again, a second apart, until the server has learned enough. */
export function untilSuggested<T>(
  typist: Typist,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  return waitUntil({
    what: 'a suggestion',
    limitMs: 60_000,
    look,
    tryAgain: async () => {
      await typist.press('BSpace');
      await typist.type(typed.slice(-1));
    },
    instead: () => typist.text(),
  });
}

/** The first item of the server's newest answer to `textDocument/completion`, if it has one. */
export function newestPopupItem(run: EditorRun): PopupItem | undefined {
  return popupItems(exchanges(run.recording(), 'textDocument/completion').at(-1)?.result ?? null)[0];
}
