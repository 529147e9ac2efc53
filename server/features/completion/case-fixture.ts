import type { CompletionTrace } from './completion-trace.ts';
import type { CompletionRequest } from './suggestion.ts';

/**
 * A request in the fixture notation of `test/README.md`; undefined where the document holds marks of that notation.
 * `path` names the file in it, relative to its workspace.
 */
export function caseFixture(
  path: string,
  { document, offset }: CompletionRequest,
  trace: CompletionTrace,
): string | undefined {
  const { text } = document;
  if (/[█⟦⟧├┤┆]/.test(text) || /^-- .+ --/m.test(text) || /[\r\n]/.test(path)) return undefined;
  const before = text.slice(0, offset);
  const behind = text.slice(offset);
  const sections = [
    `Recorded: ${trace.languageId || 'no language'}, ${trace.trigger}.\n`,
    section(path, `${before}█${behind}`),
    ...modelSections(trace),
    expectation(trace, before, behind),
  ];
  return sections.join('');
}

/** What models of others wrote, as it came. */
function modelSections({ candidates }: CompletionTrace): readonly string[] {
  const written = candidates.find(({ source }) => source !== 'embedded');
  return written === undefined ? [] : [section('@model', written.text)];
}

function expectation({ outcome }: CompletionTrace, before: string, behind: string): string {
  if (outcome.kind === 'shown') return section('@expect result', `${before}├${outcome.text}┤${behind}`);
  return outcome.kind === 'silent' ? section('@expect nothing', outcome.reason) : '';
}

function section(name: string, body: string): string {
  return `-- ${name} --\n${body}${body.endsWith('\n') ? '' : '\n'}`;
}
