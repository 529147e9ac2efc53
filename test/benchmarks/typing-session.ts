import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { seededRandom } from '../../server/evaluation/seeded-random.ts';

/** One keystroke: a change of the text at the cursor, and where that leaves the person. */
export interface Keystroke {
  /** Since the one before. */
  readonly gapMs: number;
  /** Where the change begins and ends, before it. */
  readonly from: Position;
  readonly to: Position;
  readonly text: string;
  /** The cursor after it. */
  readonly cursor: Position;
  /** The end of what then stands before the cursor, long enough to tell the place. */
  readonly tail: string;
  /** How much of what the author wrote stands there by now; undefined while a mistake stands. */
  readonly typed: number | undefined;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TypingSession {
  /** The file before the first keystroke. */
  readonly text: string;
  /** What is typed into it, mistakes left out. */
  readonly typed: string;
  readonly keystrokes: readonly Keystroke[];
}

/**
 * A session that is the same every time: a stretch of real code is cut out of the middle of a file of 5,000 lines,
 * and typed back with a person's gaps. The code is that of undici, in the version that package.json names.
 */
export function typingSession(count: number): TypingSession {
  const lines = sourceLines();
  const start = lines.findIndex((line, at) => at > middleLine && /^(?:async )?function /.test(line));
  const head = `${lines.slice(0, start).join('\n')}\n`;
  const wanted = lines.slice(start).join('\n');
  const typist = new Typist(head, start);
  const random = seededRandom(4);
  let typed = 0;
  while (typist.keystrokes.length < count) typed += typist.go(wanted, typed, random);
  const stretch = wanted.slice(0, typed);
  const restOfLine = wanted.slice(typed).indexOf('\n');
  return {
    text: head + wanted.slice(typed + restOfLine),
    typed: stretch + wanted.slice(typed, typed + restOfLine),
    keystrokes: typist.keystrokes.slice(0, count),
  };
}

/** How many characters of what stands before the cursor tell the place. */
export const tailLength = 160;

class Typist {
  readonly keystrokes: Keystroke[] = [];
  #before: string;
  #line: number;
  #character = 0;

  constructor(head: string, line: number) {
    this.#before = head;
    this.#line = line;
  }

  /** Presses a key or, for a mistake, three; says how many characters of the wanted text that brought. */
  go(wanted: string, typed: number, random: () => number): number {
    const text = /^\n[ \t]*(?=\S)|^[\s\S]/.exec(wanted.slice(typed))?.[0] ?? '';
    if (text === '') throw new Error('there is not enough code for so many keystrokes');
    const before = wanted.charAt(typed - 1);
    if (/[a-z]/.test(text) && random() < mistakeShare) {
      const wrong = text === 'z' ? 'a' : String.fromCharCode(text.charCodeAt(0) + 1);
      this.#press({ gapMs: gapAfter(before, random), text: wrong, typed: undefined });
      this.#erase(200 + 150 * random(), typed);
    }
    this.#press({ gapMs: gapAfter(before, random), text, typed: typed + text.length });
    return text.length;
  }

  #press({ gapMs, text, typed }: { gapMs: number; text: string; typed: number | undefined }): void {
    const from = this.#cursor();
    this.#before = (this.#before + text).slice(-2 * tailLength);
    const isNewLine = text.startsWith('\n');
    this.#line += isNewLine ? 1 : 0;
    this.#character = isNewLine ? text.length - 1 : this.#character + text.length;
    this.#keep({ gapMs, from, to: from, text, typed });
  }

  #erase(gapMs: number, typed: number): void {
    const to = this.#cursor();
    this.#before = this.#before.slice(0, -1);
    this.#character -= 1;
    this.#keep({ gapMs, from: this.#cursor(), to, text: '', typed });
  }

  #keep(keystroke: Omit<Keystroke, 'cursor' | 'tail'>): void {
    const tail = this.#before.slice(-tailLength);
    this.keystrokes.push({ ...keystroke, cursor: this.#cursor(), tail });
  }

  #cursor(): Position {
    return { line: this.#line, character: this.#character };
  }
}

/** About 100 ms; a little more between words, and a moment of thought at the beginning of a line. */
function gapAfter(character: string, random: () => number): number {
  const gap = 55 - 40 * Math.log(1 - random());
  if (character === '\n') return gap + 300 + 900 * random();
  return Math.min(500, character === ' ' ? gap + 25 : gap);
}

function sourceLines(): readonly string[] {
  const folder = join(import.meta.dirname, '../../node_modules/undici/lib');
  const texts = sources.map((name) => readFileSync(join(folder, name), 'utf8').trimEnd());
  return texts.join('\n\n').split('\n').slice(0, fileLines);
}

const sources = [
  'web/fetch/index.js',
  'dispatcher/client-h1.js',
  'web/fetch/request.js',
  'web/cache/cache.js',
] as const;
const fileLines = 5_000;
const middleLine = 2_400;
const mistakeShare = 0.02;
