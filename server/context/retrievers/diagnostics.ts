import { ordered, spanAround } from './chunk-finding.ts';
import { definitionsIn } from './definition-lookup.ts';
import { proximity } from './proximity.ts';
import type { DiagnosticNote, Finding, Retriever, RootView, Scene } from './scene.ts';

/** What the messages near the cursor speak of: the places they relate to, and the definitions of names in them. */
export const diagnostics: Retriever = {
  name: 'diagnostics',
  async retrieve({ root, place, diagnostics: notes }: Scene) {
    const near = notes.filter(
      ({ startLine, endLine }) =>
        place === undefined || (startLine - linesNear <= place.line && place.line < endLine + linesNear),
    );
    const from = place?.path ?? '';
    return ordered(
      near.flatMap((note) => [...related(root, note), ...named(root, note, from)]),
      mostFindings,
    );
  },
};

function related(root: RootView, note: DiagnosticNote): readonly Finding[] {
  return note.related
    .filter(({ path }) => root.index.has(path))
    .map(({ path, startLine }) => ({
      ...{ path, ...spanAround(root, path, startLine) },
      ...{ reason: 'a message at the cursor relates to it', score: 2 },
    }));
}

/** Names are quoted in most messages. */
function named(root: RootView, { message }: DiagnosticNote, from: string): readonly Finding[] {
  const names = new Set(
    Array.from(message.matchAll(/["'`‘“]([\p{L}_$][\p{L}\p{N}_$.]*)["'`’”]/gu), (match) => match[1] ?? ''),
  );
  return [...names].flatMap((name) => {
    const last = name.slice(name.lastIndexOf('.') + 1);
    const paths = new Set(root.index.definitionPlaces(last, tooMany).map(({ path }) => path));
    return [...paths].flatMap((path) =>
      definitionsIn(root, path, last).map(({ definition: { leadLine, endLine } }) => ({
        ...{ path, startLine: leadLine, endLine, reason: `a message at the cursor names ${last}` },
        score: proximity(from, path) / Math.sqrt(paths.size),
      })),
    );
  });
}

const linesNear = 10;
const mostFindings = 8;
const tooMany = 20;
