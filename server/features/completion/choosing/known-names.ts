import { withSignal } from '../../../base/cancellation.ts';
import type { Clock } from '../../../base/clock.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import { codeTokens, isName, lastWord } from './code-tokens.ts';
import { languageWords } from './language-words.ts';
import { namesIn } from './names-in.ts';
import type { NameIndex } from './ports.ts';

/** Where a text is to stand. */
export interface NameScene {
  readonly document: TextDocument;
  readonly offset: number;
}

/**
 * The names that a text uses and that stand neither near the cursor, nor in the language, nor are defined by the text
 * itself; each once.
 */
export function unknownNames(text: string, scene: NameScene): readonly string[] {
  const { document, offset } = scene;
  const { used } = namesIn(text, lastWord(document.text.slice(Math.max(0, offset - longestWord), offset)));
  const language = languageWords(document.uri);
  const near = wordsNear(document, document.lineOf(offset));
  return used.filter((name) => !language.has(name) && !near.has(name));
}

/**
 * The same for several texts, less the names that the index knows, as far as it answers in time; rejects with the
 * signal's reason alone.
 */
export async function unknownNamesOf(
  texts: readonly string[],
  scene: NameScene,
  {
    index,
    clock,
    signal,
  }: { readonly index: NameIndex; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly (readonly string[])[]> {
  const unknown = texts.map((text) => unknownNames(text, scene));
  const asked = [...new Set(unknown.flat())].slice(0, mostAsked);
  if (asked.length === 0) return unknown;
  const stop = new AbortController();
  const answered = index.known(asked, stop.signal).catch(() => nobody);
  const late = clock.sleep(indexDeadlineMs, stop.signal).then(
    () => nobody,
    () => nobody,
  );
  try {
    const known = await withSignal(Promise.race([answered, late]), signal);
    return unknown.map((names) => names.filter((name) => !known.has(name)));
  } finally {
    stop.abort();
  }
}

/** Read once per version and line. */
function wordsNear(document: TextDocument, line: number): ReadonlySet<string> {
  const known = remembered.get(document);
  if (known?.line === line) return known.words;
  const words = new Set<string>();
  const first = Math.max(0, line - linesEachWay);
  const last = Math.min(document.lineCount - 1, line + linesEachWay);
  for (let at = first; at <= last; at++) {
    const start = document.lineStart(at);
    addNames(document.text.slice(start, Math.min(document.lineEnd(at), start + longestLine)), words);
  }
  remembered.set(document, { line, words });
  return words;
}

function addNames(text: string, words: Set<string>): void {
  for (const token of codeTokens(text)) if (isName(token)) words.add(token);
}

/** A document is one version of a text, and goes with it. */
const remembered = new WeakMap<
  TextDocument,
  { readonly line: number; readonly words: ReadonlySet<string> }
>();

const nobody: ReadonlySet<string> = new Set();
const linesEachWay = 400;
const longestLine = 1_000;
const longestWord = 80;
const mostAsked = 16;
/** Names only order what was found; nobody waits long for that. */
const indexDeadlineMs = 15;
