import type { ModelEvent } from './language-model.ts';

/**
 * Takes the text between the tags out of a chat model's answer. A model that forgets the tags is taken at its word;
 * what follows the closing tag is dropped.
 */
export async function* unwrapped(
  events: AsyncIterable<ModelEvent>,
  [open, close]: readonly [string, string],
): AsyncGenerator<ModelEvent> {
  const state = { kept: '', phase: 'before' as 'before' | 'inside' | 'behind' };
  for await (const event of events) {
    if (event.kind !== 'text') {
      if (event.kind === 'end' && state.phase !== 'behind' && state.kept !== '')
        yield { kind: 'text', text: state.kept };
      yield event;
      continue;
    }
    const text = advance(state, event.text, open, close);
    if (text !== '') yield { ...event, text };
  }
}

/** Ends an answer where a control marker begins: behind it the model has left the gap. */
export async function* untilMarker(
  events: AsyncIterable<ModelEvent>,
  markers: readonly string[],
): AsyncGenerator<ModelEvent> {
  let kept = '';
  for await (const event of events) {
    if (event.kind !== 'text') {
      if (event.kind === 'end' && kept !== '') yield { kind: 'text', text: kept };
      kept = '';
      yield event;
      continue;
    }
    kept += event.text;
    const end = firstMarker(kept, markers);
    const safe = end ?? kept.length - Math.max(0, ...markers.map((marker) => beginningOf(marker, kept)));
    if (safe > 0) yield { ...event, text: kept.slice(0, safe) };
    kept = kept.slice(safe);
    if (end === undefined) continue;
    yield { kind: 'end', reason: 'complete' };
    return;
  }
}

function firstMarker(text: string, markers: readonly string[]): number | undefined {
  const places = markers.map((marker) => text.indexOf(marker)).filter((place) => place !== -1);
  return places.length === 0 ? undefined : Math.min(...places);
}

interface Unwrapping {
  /** What has come and cannot be told apart from a tag yet. */
  kept: string;
  phase: 'before' | 'inside' | 'behind';
}

function advance(state: Unwrapping, text: string, open: string, close: string): string {
  if (state.phase === 'behind') return '';
  state.kept += text;
  if (state.phase === 'before') {
    const start = state.kept.trimStart();
    const isBegun = start.startsWith(open);
    if (!isBegun && open.startsWith(start)) return '';
    if (isBegun) state.kept = start.slice(open.length);
    state.phase = 'inside';
  }
  const end = state.kept.indexOf(close);
  if (end !== -1) {
    const rest = state.kept.slice(0, end);
    state.phase = 'behind';
    state.kept = '';
    return rest;
  }
  const safe = state.kept.length - beginningOf(close, state.kept);
  const out = state.kept.slice(0, safe);
  state.kept = state.kept.slice(safe);
  return out;
}

/** How many units at the end of `text` may be the beginning of `marker`. */
function beginningOf(marker: string, text: string): number {
  for (let length = Math.min(marker.length - 1, text.length); length > 0; length--)
    if (text.endsWith(marker.slice(0, length))) return length;
  return 0;
}
