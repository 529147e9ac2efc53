import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type WrittenCitation, writtenCitations } from '../features/chat/citation-syntax.ts';

import { printable } from './paint.ts';
import type { Output } from './terminal.ts';

/**
 * Writes an answer as it comes, safe to print. On a terminal the places that it names can be clicked (OSC 8); then a
 * word is held back until it is whole.
 */
export class LinkedText {
  readonly #output: Output;
  #held = '';
  #last = '';

  constructor(output: Output) {
    this.#output = output;
  }

  /** `root` is the absolute path of the folder that places are relative to. */
  write(text: string, root: string): void {
    if (!this.#output.isInteractive) {
      this.#print(safe(text));
      return;
    }
    const whole = this.#held + text;
    const word = /\S{1,400}$/.exec(whole)?.[0] ?? '';
    this.#held = word;
    this.#print(linked(whole.slice(0, whole.length - word.length), root));
  }

  /** Writes what was held back, and ends the line. */
  end(root: string): void {
    this.#print(linked(this.#held, root));
    this.#held = '';
    if (this.#last !== '' && !this.#last.endsWith('\n')) this.#print('\n');
  }

  #print(text: string): void {
    if (text === '') return;
    this.#last = text;
    this.#output.write(text);
  }
}

function linked(text: string, root: string): string {
  let shown = '';
  let at = 0;
  for (const { text: place, path, firstLine, range } of placesIn(text)) {
    const start = text.indexOf(place, range.start);
    const target = `${pathToFileURL(join(root, path)).href}#${firstLine}`;
    shown += `${safe(text.slice(at, start))}${linkTo(target, safe(place))}`;
    at = start + place.length;
  }
  return shown + safe(text.slice(at));
}

/** Places outside of the workspace are no links: an answer must not lead anywhere else. */
function placesIn(text: string): readonly WrittenCitation[] {
  return writtenCitations(text).filter(
    ({ path }) => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'),
  );
}

function linkTo(target: string, text: string): string {
  return `\u001b]8;;${target}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function safe(text: string): string {
  return text.replaceAll('\r', '').split('\n').map(printable).join('\n');
}
