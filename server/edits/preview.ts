import { fenceFor } from '../base/markdown-fence.ts';
import type { ProposedChange } from './proposed-change.ts';
import { unifiedDiff } from './unified-diff.ts';

/** How the person can decide, a sentence each, in the words of the editor they use. */
export interface DecisionWords {
  readonly apply: string;
  readonly discard: string;
}

/** What a person reads before deciding on a change, in Markdown: what it is, what was checked, the diff, what to do. */
export function previewMarkdown(change: ProposedChange, words: DecisionWords): string {
  const diff = unifiedDiff(change.files);
  const fence = fenceFor(diff);
  return [
    `# ${change.title}`,
    [...summaryLines(change)].map((line) => `- ${line}`).join('\n'),
    `${words.apply}\n${words.discard}`,
    `${fence}diff\n${diff}${fence}`,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The same as a diff with remarks above it, which `git apply` and diff viewers overlook. */
export function previewDiff(change: ProposedChange, words: DecisionWords): string {
  const lines = [change.title, ...summaryLines(change), words.apply, words.discard];
  return `${lines.map((line) => `# ${line.replaceAll('\n', ' ')}`).join('\n')}\n\n${unifiedDiff(change.files)}`;
}

/** What was checked and what not, in one line: "parses; not type-checked, not run". */
function checkSummary({ report }: ProposedChange): string {
  return [report.checked.join(', '), report.notChecked.join(', ')].filter((part) => part !== '').join('; ');
}

/** What was checked, what was not, and what else there is to know, in sentences. */
export function changeSummary(change: ProposedChange): string {
  const checks = checkSummary(change);
  return [...(checks === '' ? [] : [`${checks}.`]), ...change.notes].join(' ');
}

function summaryLines(change: ProposedChange): readonly string[] {
  const files = change.files
    .map(({ path, before }) => (before === undefined ? `${path} (new)` : path))
    .join(', ');
  const author = change.model === undefined ? [] : [`Written by: ${change.model}`];
  return [`Files: ${files}`, `Checked: ${checkSummary(change)}`, ...author, ...change.notes];
}
