import { bracketChange } from './bracket-change.ts';
import type { LanguageLayout } from './language-layout.ts';

/** Whether what is written below a line belongs to it: it leaves a bracket open, or ends as `endsOpen` says. */
export function opensBlock(line: string, layout: LanguageLayout): boolean {
  return endsOpen(line, layout) || bracketChange(line, 0, layout.comment).opens > 0;
}

/** Whether a line ends in an opening bracket, or in a colon, an arrow or a word that begins a block. */
export function endsOpen(line: string, layout: LanguageLayout): boolean {
  const end = line.trimEnd();
  return /[([{]$/.test(end) || opensByWord(end, layout);
}

function opensByWord(end: string, { hasColonBlocks }: LanguageLayout): boolean {
  if (/(?:=>|->|(?:^|[\s)}])(?:do|then|else|begin))$/.test(end)) return !/->$/.test(end) || !hasColonBlocks;
  if (!end.endsWith(':')) return false;
  return (
    hasColonBlocks ||
    /^\s*(?:case\b|default\s*:|def\b|class\b|if\b|elif\b|else\b|for\b|while\b|try\b|with\b)/.test(end)
  );
}

/** Whether a line begins by closing what was opened above it. */
export function closesBlock(line: string): boolean {
  return /^\s*(?:[)\]}]|<\/|(?:end|fi|done|esac|until)\b)/.test(line);
}

/** Whether a line goes on with a block at the indentation of its first line. */
export function continuesBlock(line: string): boolean {
  return /^\s*(?:\{|(?:\}\s*)?(?:else|elif|elsif|except|finally|catch|rescue|ensure|when|case|default)\b)/.test(
    line,
  );
}
