import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

import type { CorpusFile } from '../../server/embedded/corpus-segment.ts';
import type { LineCase } from '../../server/evaluation/line-cases.ts';
import type { Guess, LineCompleter, LineSession } from '../../server/evaluation/line-completer.ts';

/**
 * The 58-line prototype that the embedded model is measured against, with its own settings (its `mode=both` and its
 * table of confidences); undefined when the shared folder is not there.
 */
export async function prototypeCompleter(
  shared: string | undefined,
  files: readonly CorpusFile[],
): Promise<LineCompleter | undefined> {
  if (shared === undefined) return undefined;
  const folder = join(shared, 'probes', 'ngram');
  const prototype: Prototype = createRequire(import.meta.url)(join(folder, 'ngram.js'));
  prototype.predict.cal = z
    .array(z.number())
    .parse(JSON.parse(await readFile(join(folder, 'cal-std.json'), 'utf8')));
  const words = new prototype.Vocab();
  const surfaces = new prototype.Vocab();
  words.id('\0');
  surfaces.id('\0');
  const lexed = files.map((file) => prototype.lex(file.text, words, surfaces));
  const global = new prototype.Index(
    joined(lexed.map((file) => file.K)),
    joined(lexed.map((file) => file.U)),
  );
  return { name: 'prototype', open: (lineCase) => session(prototype, { words, surfaces, global }, lineCase) };
}

interface Lexed {
  readonly K: Int32Array;
  readonly U: Int32Array;
  readonly P: readonly number[];
}

interface Vocab {
  readonly a: readonly string[];
  id(text: string): number;
  get(text: string): number;
}

interface Prediction {
  readonly tok: number;
  readonly p: number;
}

interface Weighted {
  readonly ix: object;
  readonly w: number;
}

interface Prototype {
  readonly Vocab: new () => Vocab;
  readonly Index: new (keys: Int32Array, surfaces: Int32Array, depth?: number) => object;
  lex(text: string, words: Vocab, surfaces: Vocab): Lexed;
  readonly predict: {
    (
      models: readonly Weighted[],
      history: number[],
      length: number,
      maxOrder: number,
      prefix: string | undefined,
      surfaces: Vocab,
    ): Prediction;
    cal?: readonly number[];
  };
}

interface Learnt {
  readonly words: Vocab;
  readonly surfaces: Vocab;
  readonly global: object;
}

function session(prototype: Prototype, learnt: Learnt, lineCase: LineCase): LineSession {
  const line = lineOf(prototype, learnt, lineCase);
  const { keys, surfaces } = line.around;
  const global = { ix: learnt.global, w: 1 };
  const models =
    keys.length > smallestCache ? [{ ix: new prototype.Index(keys, surfaces, 16), w: 2 }, global] : [global];
  return {
    guessAt: (cursor) => guess(prototype, learnt, { models, ...placeIn(line, learnt, cursor) }),
    close: () => undefined,
  };
}

/** A line in the prototype's tokens: the first one behind its line start, the one that starts the next line. */
interface PrototypeLine {
  readonly text: string;
  readonly lexed: Lexed;
  readonly first: number;
  readonly end: number;
  /** The tokens of the file without those from the cursor to the end of the line. */
  readonly around: { readonly keys: Int32Array; readonly surfaces: Int32Array };
}

function lineOf(prototype: Prototype, { words, surfaces }: Learnt, lineCase: LineCase): PrototypeLine {
  const { text } = lineCase.file;
  const lexed = prototype.lex(text, words, surfaces);
  const first = lexed.P.findIndex((position) => position >= lineCase.lineStart) + 1;
  let end = first;
  while (end < lexed.P.length && !isLineStart(words, lexed.K[end])) end += 1;
  const left = tokenAt({ text, lexed, first, end }, lineCase.cursor);
  const around = {
    keys: joined([lexed.K.subarray(0, left), lexed.K.subarray(end)]),
    surfaces: joined([lexed.U.subarray(0, left), lexed.U.subarray(end)]),
  };
  return { text, lexed, first, end, around };
}

/** The last token of the line that starts, with its blanks, at or before the cursor. */
function tokenAt({ text, lexed, first, end }: Omit<PrototypeLine, 'around'>, cursor: number): number {
  let token = first;
  while (token < end - 1 && (lexed.P[token + 1] ?? text.length) <= cursor) token += 1;
  return token;
}

/** The tokens before the cursor and the start of the one it stands in; at a token's end it is told that this is done. */
function placeIn(line: PrototypeLine, { surfaces }: Learnt, cursor: number) {
  const { lexed, text } = line;
  const token = tokenAt(line, cursor);
  const typed = text.slice(lexed.P[token] ?? 0, cursor);
  const isDone = typed !== '' && typed === surfaces.a[lexed.U[token] ?? 0];
  const end = isDone ? token + 1 : token;
  const history = Array.from(lexed.K.subarray(Math.max(0, end - maxOrder), end));
  return { history, typed: isDone || typed === '' ? undefined : typed };
}

interface Place {
  readonly models: readonly Weighted[];
  readonly history: number[];
  readonly typed: string | undefined;
}

function guess(prototype: Prototype, { words, surfaces }: Learnt, { models, history, typed }: Place): Guess {
  const lineEnd = surfaces.id('\n');
  const pieces: { text: string; confidence: number }[] = [];
  let confidence = 1;
  let prefix = typed;
  while (pieces.length < maxSteps) {
    const next = prototype.predict(models, history, history.length, maxOrder, prefix, surfaces);
    confidence *= next.p;
    if (next.tok < 0 || next.tok === lineEnd || confidence < lowestConfidence) break;
    const surface = surfaces.a[next.tok] ?? '';
    if (prefix !== undefined && surface.length <= prefix.length) break;
    pieces.push({ text: surface.slice(prefix?.length ?? 0), confidence });
    prefix = undefined;
    history.push(words.get(surface.trimStart()));
    if (history.length > maxOrder) history.shift();
  }
  return { pieces };
}

function isLineStart(words: Vocab, key: number | undefined): boolean {
  return words.a[key ?? 0]?.startsWith('\n') ?? false;
}

/** Sequences one after the other, with the prototype's separator behind each. */
function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length + 1, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length + 1;
  }
  return all;
}

const maxOrder = 24;
const maxSteps = 40;
const lowestConfidence = 0.3;
/** The prototype builds no cache of a file with fewer tokens. */
const smallestCache = 22;
