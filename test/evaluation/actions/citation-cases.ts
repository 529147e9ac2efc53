import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place that an answer names, and in which way it was made wrong; undefined where it is right. */
export interface PlantedCitation {
  readonly text: string;
  readonly wrong: string | undefined;
}

/** An answer as a model might give it, with what is known of its citations. */
export interface CitationCase {
  readonly name: string;
  readonly content: string;
  /** In the order of the text. */
  readonly citations: readonly PlantedCitation[];
}

/** The answers of `citations/answers.fixture`: `⟪kind⟫` stands behind what was made wrong. */
export function citationCases(): readonly CitationCase[] {
  return Array.from(sectionsOf('answers.fixture'), ([name, body]) => {
    // The words of a link may name the place once more.
    const places = body.replaceAll(/\[[^\]\n]*\]\(/g, '(');
    const marked = [...places.matchAll(/([\w./-]+\.ts(?::\d+(?:-\d+)?|#L\d+(?:-L\d+)?))(?:⟪(\w+)⟫)?/g)];
    const citations = marked.map(([, text = '', wrong]) => ({ text, wrong }));
    return { name, content: body.replaceAll(/⟪\w+⟫/g, ''), citations };
  });
}

/** The files that the answers are about: this repository's own, as they were when the answers were written. */
export function citedFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(sectionsOf('project.fixture'));
}

function sectionsOf(name: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, 'citations', name), 'utf8');
  const parts = text.split(/^-- (.+) --\n/m).slice(1);
  return new Map(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? ''] as const] : [])));
}
