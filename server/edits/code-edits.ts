import type { TextChange } from '../base/text-document.ts';
import { languageOf } from '../syntax/languages.ts';
import type { BlockEdits } from './block-edits.ts';
import { minimalEdits } from './diff-texts.ts';
import { type EditTarget, targetNamed } from './edit-target.ts';
import { isSamePath, pathInComment } from './path-words.ts';
import type { SyntaxReader } from './ports.ts';
import { formWords, type ReadReply, type ReplyFormat } from './read-reply.ts';
import { type EditRefusal, refusal } from './refusal.ts';
import type { CodeBlock } from './reply-blocks.ts';
import { wholeFileText } from './whole-file.ts';
import { type DefinitionsOutcome, placeDefinitions } from './whole-function.ts';

/** What code may change, and in which forms it may come. */
export interface CodeTask {
  readonly targets: readonly EditTarget[];
  readonly formats: readonly ReplyFormat[];
}

/** Edits of the shown texts that code without marks means: whole definitions where they are asked for, else whole files. */
export async function codeEdits(
  read: Extract<ReadReply, { kind: 'code' | 'bare' }>,
  task: CodeTask,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<BlockEdits> {
  if (read.kind === 'bare') return bareEdits(read.text, task, syntax, signal);
  const edits = new Map<EditTarget, readonly TextChange[]>();
  const blocks = relevantBlocks(read.blocks, task);
  if (blocks.length === 0) return noCode(task);
  for (const block of blocks) {
    const target = targetOf(block, task);
    if (target === undefined) return refused(noTarget(block, task));
    const outcome = await targetEdits(withoutPathLine(block.text, target), target, task, syntax, signal);
    if (outcome.kind === 'refused') return outcome;
    // Two whole texts of one file contradict each other; two definitions of it do not.
    const known = edits.get(target);
    if (known !== undefined && outcome.isWhole) return refused(severalTexts(target, task));
    edits.set(
      target,
      [...(known ?? []), ...outcome.edits].sort((one, other) => one.start - other.start),
    );
  }
  return { kind: 'edits', edits };
}

/** Commands to type are no part of an edit, unless the file is a script; nor is what they print. */
function relevantBlocks(blocks: readonly CodeBlock[], { targets }: CodeTask): readonly CodeBlock[] {
  const isScript = targets.some(({ uri, languageId }) => languageOf(uri, languageId) === 'bash');
  const code = blocks.filter(
    ({ language, path }) => isScript || path !== undefined || !commandLanguages.has(language),
  );
  const others = code.filter(({ language, path }) => path !== undefined || !printedLanguages.has(language));
  return others.length > 0 ? others : code;
}

const commandLanguages: ReadonlySet<string> = new Set(['sh', 'bash', 'shell', 'console', 'zsh']);
const printedLanguages: ReadonlySet<string> = new Set(['text', 'plaintext', 'output']);

function targetOf({ path }: CodeBlock, { targets }: CodeTask): EditTarget | undefined {
  if (path !== undefined) return targetNamed(path, targets);
  const [only, ...others] = targets;
  return others.length === 0 ? only : undefined;
}

function noTarget({ path }: CodeBlock, { targets }: CodeTask): EditRefusal {
  const paths = targets.map((target) => target.path).join(', ');
  if (path !== undefined) {
    const repair = `Only ${paths} may be changed, not ${path}. Answer once more, without that file.`;
    return refusal('other-file', { detail: path, repair });
  }
  const repair = `Write above each block of code the path of its file, one of ${paths}.`;
  return refusal('ambiguous', { path: paths, detail: ': it names no file', repair });
}

/** A first line that names the file is no part of it, unless the file has it. */
function withoutPathLine(code: string, { path, shown }: EditTarget): string {
  const [first = ''] = code.split('\n', 1);
  const named = pathInComment(first);
  const isName = named !== undefined && (isSamePath(named, path) || path.endsWith(`/${named}`));
  return isName && shown?.startsWith(first) !== true ? code.slice(first.length + 1) : code;
}

type TargetEdits =
  | { readonly kind: 'edits'; readonly edits: readonly TextChange[]; readonly isWhole: boolean }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

async function targetEdits(
  code: string,
  target: EditTarget,
  { formats }: CodeTask,
  ...[syntax, signal]: [SyntaxReader, AbortSignal]
): Promise<TargetEdits> {
  const { uri, path, languageId, shown, focus } = target;
  const takesWhole = formats.includes('whole-file');
  if (shown === undefined) {
    if (!takesWhole) return refused(refusal('wrong-format', { repair: formWords(formats) }));
    return { kind: 'edits', edits: [{ start: 0, end: 0, text: `${code.trimEnd()}\n` }], isWhole: true };
  }
  const file = { uri, languageId, text: shown };
  if (formats.includes('whole-function')) {
    const outcome = await placeDefinitions({ code, file, focus }, syntax, signal);
    if (outcome.kind === 'placed') return { kind: 'edits', edits: outcome.edits, isWhole: false };
    if (!takesWhole || outcome.kind === 'elided') return refused(whyNotPlaced(outcome, path, formats));
  }
  const whole = await wholeFileText({ code, file, focus }, syntax, signal);
  if (whole.kind === 'elided') return refused(elided(path, whole.text));
  if (whole.kind === 'unclear-indent') return refused(unclearIndent(path, formats));
  return { kind: 'edits', edits: minimalEdits(shown, whole.text), isWhole: true };
}

/** A reply without a fence is code only when it is a definition of the one target, through and through. */
async function bareEdits(
  text: string,
  task: CodeTask,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<BlockEdits> {
  const [target, ...others] = task.targets;
  if (target?.shown === undefined || others.length > 0) return noCode(task);
  const { uri, languageId, shown, focus } = target;
  const file = { uri, languageId, text: shown };
  const outcome = await placeDefinitions({ code: text, file, focus }, syntax, signal);
  if (outcome.kind === 'placed') return { kind: 'edits', edits: new Map([[target, outcome.edits]]) };
  return outcome.kind === 'elided' ? refused(elided(target.path, outcome.text)) : noCode(task);
}

function noCode({ formats }: CodeTask): Extract<BlockEdits, { kind: 'refused' }> {
  const repair = `Your answer could not be used. ${formWords(formats)}`;
  return refused(refusal('no-code', { repair }));
}

function whyNotPlaced(
  outcome: Exclude<DefinitionsOutcome, { kind: 'placed' }>,
  path: string,
  formats: readonly ReplyFormat[],
): EditRefusal {
  const form = formWords(formats);
  switch (outcome.kind) {
    case 'no-grammar':
      return refusal('no-grammar', { path });
    case 'no-definition':
      return refusal('no-code', { repair: `Your answer defines nothing. ${form}` });
    case 'faulty': {
      const line = `line ${outcome.line + 1} of your code`;
      return refusal('syntax-error', {
        path,
        detail: ` (${line})`,
        repair: `${line} does not parse. ${form}`,
      });
    }
    case 'extra':
      return refusal('extra-code', {
        path,
        detail: `: ${quoted(outcome.text)}`,
        repair: `Leave out what belongs to no definition of the file: ${quoted(outcome.text)}. ${form}`,
      });
    case 'elided':
      return elided(path, outcome.text);
    case 'unclear-indent':
      return unclearIndent(path, formats);
    case 'unknown':
      return refusal('no-match', {
        path,
        detail: `: it defines no ${outcome.name}`,
        repair: `${path} defines no ${outcome.name}. Keep the name that stands in the file. ${form}`,
      });
    case 'several': {
      const lines = outcome.lines.map((line) => line + 1).join(', ');
      return refusal('ambiguous', { path, detail: `: it defines ${outcome.name} at lines ${lines}` });
    }
  }
}

function unclearIndent(path: string, formats: readonly ReplyFormat[]): EditRefusal {
  const repair = `Indent every line exactly as ${path} does. ${formWords(formats)}`;
  return refusal('ambiguous', { path, detail: ': its indentation is unclear', repair });
}

function elided(path: string, text: string): EditRefusal {
  return refusal('elided', {
    path,
    detail: ` (${quoted(text)})`,
    repair: `Your answer leaves out code (${quoted(text)}). Answer once more and write out every line.`,
  });
}

function severalTexts({ path }: EditTarget, { formats }: CodeTask): EditRefusal {
  const repair = `Your answer holds several texts of ${path}. ${formWords(formats)}`;
  return refusal('ambiguous', { path, detail: ': it gives several texts of it', repair });
}

function quoted(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}

function refused(why: EditRefusal): { readonly kind: 'refused'; readonly refusal: EditRefusal } {
  return { kind: 'refused', refusal: why };
}
