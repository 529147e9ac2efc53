import type { BuiltIndex } from '../../server/cli/actions.ts';
import type {
  ContextBundle,
  ContextItem,
  ContextPart,
  SearchResult,
} from '../../server/context/context-item.ts';

/** Nothing was found, and nobody was asked. */
export const emptyBundle: ContextBundle = {
  task: 'completion',
  items: [],
  dropped: [],
  trace: [],
  maxTokens: 2048,
  usedTokens: 0,
  tookMs: 0.42,
  isComplete: true,
};

/** Lines of a file, from this one on (counted from 0). */
export function part(startLine: number, ...lines: string[]): ContextPart {
  const text = lines.map((line) => `${line}\n`).join('');
  const range = { start: startLine * 10, end: startLine * 10 + text.length };
  return { startLine, endLine: startLine + lines.length, text, range };
}

/** An item in `src/users.ts`, with what is said of it. */
export function item(facts: Partial<ContextItem> = {}): ContextItem {
  return {
    uri: 'file:///home/ada/src/users.ts',
    path: 'src/users.ts',
    parts: [part(8, 'export function createUser(name: string): User {', '  return { name };', '}')],
    reason: 'defines createUser, imported from ./users',
    retriever: 'definitions',
    score: 0.016393,
    tokens: 24,
    ...facts,
  };
}

/** Two items, one of them long and in two stretches, and four things left out. */
export const bundle: ContextBundle = {
  ...emptyBundle,
  items: [
    item(),
    item({
      path: 'src/store.ts',
      parts: [
        part(0, 'export class Store {', '  readonly #rows: Row[] = [];'),
        part(
          40,
          '  find(name: string) {',
          '    const row = this.#rows.find((each) => each.name === name);',
          '    return row;',
          '  }',
          '}',
        ),
      ],
      reason: 'similar code',
      retriever: 'similar',
      score: 0.0151,
      tokens: 1388,
    }),
  ],
  dropped: [
    ...[0, 20, 40, 60].map((startLine) => ({
      uri: 'file:///home/ada/src/old.ts',
      path: 'src/old.ts',
      startLine,
      endLine: startLine + 12,
      reason: 'similar code',
      retriever: 'similar' as const,
      score: 0.0141,
      why: 'over-budget' as const,
    })),
    {
      uri: 'file:///home/ada/.env',
      path: '.env',
      startLine: 0,
      endLine: 1,
      reason: 'edited lately',
      retriever: 'recent',
      score: 0.016,
      why: 'excluded',
    },
  ],
  trace: [
    { retriever: 'definitions', tookMs: 0.31, found: 1, best: [] },
    { retriever: 'similar', tookMs: 1.84, found: 1204, best: [] },
  ],
  usedTokens: 1412,
  tookMs: 2.13,
};

/** A place that a search leads to. */
export function result(facts: Partial<SearchResult> = {}): SearchResult {
  return {
    uri: 'file:///home/ada/src/settings.ts',
    path: 'src/settings.ts',
    startLine: 99,
    endLine: 104,
    text: [
      '/** Reads what the user wrote. */',
      'export function parseSettings(file: string) {',
      '  const text = read(file);',
      '  return parse(text); // of the settings file',
      '}',
      '',
    ].join('\n'),
    score: 12.3456,
    reason: 'defines parseSettings',
    ...facts,
  };
}

export const builtIndex: BuiltIndex = {
  report: {
    root: '/home/ada/src/engine',
    files: 1812,
    sourceBytes: 4_300_000,
    chunks: 5120,
    definitions: 3402,
    memoryBytes: 43_000_000,
    languages: [
      { language: 'typescript', files: 1512 },
      { language: 'text', files: 300 },
    ],
    leftOut: [
      { reason: 'generated', count: 1, examples: ['src/api.gen.ts'] },
      { reason: 'too-large', count: 4, examples: ['data/a.json', 'data/b.json', 'data/c.json'] },
    ],
    untracked: 2,
    isComplete: true,
  },
  diskBytes: 12_600_000,
  tookMs: 840,
  problems: [],
};
