import type { TextDocument } from '../../base/text-document.ts';

import { type LanguageLayout, languageLayout } from './layout/language-layout.ts';
import { linesAbove, linesBelow } from './layout/nearby-lines.ts';
import { awaitsFence, fencedPart, isFence, speaksOfFences } from './reply/fenced-part.ts';
import { findEverydayMarker, findMarker, speaksOfMarkers } from './reply/fim-markers.ts';
import { findEchoSoFar } from './reply/find-echo.ts';
import { ShapeWalk } from './reply/shape-walk.ts';
import type { Shape } from './shape.ts';

/** What decides how much of a reply is wanted; it costs a few lines around the cursor, whatever the file's size. */
export interface StreamScene {
  readonly shape: Shape;
  readonly layout: LanguageLayout;
  readonly linePrefix: string;
  /** The lines above the cursor's, in the document's order. */
  readonly above: readonly string[];
  /** The next line that is not blank; undefined at the end of the document. */
  readonly next: string | undefined;
  /** The document itself speaks of control markers nearby, so that they are text. */
  readonly hasMarkers: boolean;
  /** The document has fences nearby, or is written in a language of which they are part. */
  readonly hasFences: boolean;
}

/** Built once for a generation. */
export function streamSceneAt(document: TextDocument, offset: number, shape: Shape): StreamScene {
  const line = document.lineOf(offset);
  const layout = languageLayout(document);
  const above = linesAbove(document, line, linesAround);
  const below = linesBelow(document, line, linesAround);
  const current = document.text.slice(document.lineStart(line), document.lineEnd(line));
  const around = [...above, current, ...below];
  return {
    shape,
    layout,
    linePrefix: document.text.slice(document.lineStart(line), offset),
    above,
    next: below.find((text) => text.trim() !== ''),
    hasMarkers: around.some(speaksOfMarkers),
    hasFences: layout.isProse || around.some(speaksOfFences),
  };
}

/**
 * What of a reply is wanted, and whether that is complete, so that the model may stop. `text` is all that was said so
 * far. Once full, it is the same whatever follows; therefore it does not matter in which pieces a reply comes.
 */
export function cutStream(
  text: string,
  scene: StreamScene,
): { readonly text: string; readonly isFull: boolean } {
  const start = codeStart(text, scene);
  if (start === undefined) return { text, isFull: false };
  const end = codeEnd(text, start, scene);
  return end === undefined
    ? { text: text.slice(start), isFull: false }
    : { text: text.slice(start, end), isFull: true };
}

/** A whole text up to where its shape is complete; all of it is taken as code. */
export function cutCode(text: string, scene: StreamScene): string {
  const end = codeEnd(`${text}\n`, 0, { ...scene, hasMarkers: true, hasFences: true });
  return end === undefined ? text : text.slice(0, end);
}

/** Where the answer begins behind talk, a fence and an echo; undefined while that is not known. */
function codeStart(text: string, scene: StreamScene): number | undefined {
  let start = 0;
  if (!scene.hasFences) {
    const fence = fencedPart(text);
    if (fence === undefined && awaitsFence(text)) return undefined;
    start = fence?.start ?? 0;
  }
  const echo = findEchoSoFar(text.slice(start), scene);
  if (echo.kind === 'pending') return undefined;
  return echo.kind === 'found' ? start + echo.end : start;
}

/** Where the wanted part ends; undefined while it is not complete. */
function codeEnd(text: string, start: number, scene: StreamScene): number | undefined {
  const walk = new ShapeWalk(scene);
  const starts = [start];
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, Math.min(lineEnd === -1 ? text.length : lineEnd, at + maxLineUnits));
    const column = scene.hasMarkers ? undefined : markerIn(line, lineEnd !== -1);
    if (column !== undefined || line.length === maxLineUnits) return at + (column ?? maxLineUnits);
    if (lineEnd === -1) return undefined;
    const kept = keptWith(line, starts.length - 1, { walk, scene });
    at = lineEnd + 1;
    starts.push(at);
    if (kept !== undefined) return behindLine(text, start, starts[kept] ?? at);
  }
}

/** How many lines are wanted when that is clear with a complete line, the one with this index. */
function keptWith(
  line: string,
  index: number,
  { walk, scene }: { readonly walk: ShapeWalk; readonly scene: StreamScene },
): number | undefined {
  if (!scene.hasFences && isFence(line)) return index;
  return walk.linesKept(line.replace(/\r$/, ''));
}

/** The end of the line in front of `next`, where a line begins. */
function behindLine(text: string, start: number, next: number): number {
  if (next <= start) return start;
  return text.charAt(next - 2) === '\r' ? Math.max(start, next - 2) : next - 1;
}

/** The column of a marker behind which nothing is wanted; what people write counts only in a line that is complete. */
function markerIn(line: string, isComplete: boolean): number | undefined {
  for (let found = findMarker(line, 0); found !== undefined; found = findMarker(line, found.end)) {
    if (found.role === 'end' || (found.role === 'prompt' && line.slice(0, found.start).trim() !== ''))
      return found.start;
  }
  if (!isComplete) return undefined;
  const found = findEverydayMarker(line, 0);
  return found?.role === 'end' ? found.start : undefined;
}

/** Lines looked at in each direction. */
const linesAround = 25;
/** What is longer is no line of code. */
const maxLineUnits = 1_000;
