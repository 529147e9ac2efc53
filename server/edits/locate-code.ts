import type { OffsetRange } from '../syntax/offset-range.ts';
import type { EditTarget } from './edit-target.ts';
import { plainPath } from './path-words.ts';
import type { FileLook, ProjectFiles, ProjectRoot, SourceFile, SymbolIndex, SyntaxReader } from './ports.ts';
import { protectionOf } from './protected-places.ts';
import type { ReplyFormat } from './read-reply.ts';
import { type EditRefusal, refusal } from './refusal.ts';
import { type CodeBlock, replyParts } from './reply-blocks.ts';
import { replyDefinitions } from './reply-definitions.ts';
import { searchReplaceReply } from './search-replace.ts';

/** A block of code of a chat answer, and where the person was when they asked. */
export interface AnswerCode {
  /** The block with its fence, and the line above it when that names a file. */
  readonly markdown: string;
  /** The document that the person looks at, and what is selected in it. */
  readonly near: (SourceFile & { readonly selection: OffsetRange | undefined }) | undefined;
}

/** Where code belongs: what the edit gate needs to make a change of it. */
export type LocatedCode =
  | {
      readonly kind: 'located';
      readonly targets: readonly EditTarget[];
      readonly formats: readonly ReplyFormat[];
    }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

export interface LocatePorts {
  readonly files: ProjectFiles;
  readonly symbols: SymbolIndex;
  readonly syntax: SyntaxReader;
}

/**
 * Finds the file that code of an answer belongs to: the one it names, else the one that defines what it defines, the
 * person's document first. Code that names no file and defines nothing known stays where it is.
 */
export async function locateCode(
  { markdown, near }: AnswerCode,
  ports: LocatePorts,
  signal: AbortSignal,
): Promise<LocatedCode> {
  const blocks = searchReplaceReply(markdown)?.blocks ?? [];
  const [code] = replyParts(markdown).blocks;
  const named = blocks.find(({ path }) => path !== undefined)?.path ?? code?.path;
  const root = near === undefined ? undefined : ports.files.rootOf(near.uri);
  if (named !== undefined && root !== undefined) return atPath(named, { root, near }, ports, signal);
  if (blocks.length > 0) return inDocument(near, ports);
  if (code === undefined) return refused(refusal('no-code'));
  return byDefinitions(code, near, ports, signal);
}

type Near = AnswerCode['near'];

async function atPath(
  named: string,
  { root, near }: { readonly root: ProjectRoot; readonly near: Near },
  { files }: LocatePorts,
  signal: AbortSignal,
): Promise<LocatedCode> {
  const path = plainPath(named);
  const protection = protectionOf(path);
  const uri = files.uriOf(root, path);
  if (protection !== undefined || uri === undefined) {
    return refused(refusal('protected', { path, detail: protection ?? 'it lies outside the workspace' }));
  }
  const look = await files.look(uri, signal);
  signal.throwIfAborted();
  if (look.kind === 'refused') return refused(refusal('excluded', { path }));
  const target = { uri, path, focus: near?.uri === uri ? near.selection : undefined };
  if (look.kind === 'missing') {
    const languageId = '';
    return {
      kind: 'located',
      targets: [{ ...target, languageId, shown: undefined }],
      formats: ['whole-file'],
    };
  }
  return { kind: 'located', targets: [{ ...target, ...shownIn(look) }], formats };
}

/** An answer shows parts of files; none is taken for a whole one. */
const formats: readonly ReplyFormat[] = ['search-replace', 'whole-function'];

function inDocument(near: Near, { files }: LocatePorts): LocatedCode {
  if (near === undefined) return refused(nowhere('it names no file'));
  const { uri, languageId, text: shown, selection: focus } = near;
  const target = { uri, path: files.pathOf(uri), languageId, shown, focus };
  return { kind: 'located', targets: [target], formats };
}

async function byDefinitions(
  { text, language }: CodeBlock,
  near: Near,
  ports: LocatePorts,
  signal: AbortSignal,
): Promise<LocatedCode> {
  const source = near ?? { uri: '', languageId: language, text: '' };
  const reply = await replyDefinitions(text, source, ports.syntax, signal);
  const names = reply.kind === 'definitions' ? reply.whole.map(({ definition }) => definition.name) : [];
  const [name] = names;
  if (name === undefined) return refused(nowhere('it names no file and defines no function or class'));
  if (near !== undefined && (await defines(near, names, ports.syntax, signal)))
    return inDocument(near, ports);
  const found = await ports.symbols.definitionsOf(name, near?.uri, signal);
  signal.throwIfAborted();
  const [uri, ...others] = new Set(found.map((symbol) => symbol.uri));
  if (uri === undefined) return refused(nowhere(`it names no file, and ${name} is defined nowhere`));
  if (others.length > 0) {
    const paths = [uri, ...others].map((each) => ports.files.pathOf(each)).join(', ');
    return refused(nowhere(`it names no file, and ${name} is defined in ${paths}`));
  }
  const look = await ports.files.look(uri, signal);
  signal.throwIfAborted();
  const path = ports.files.pathOf(uri);
  if (look.kind !== 'text') return refused(refusal(look.kind === 'missing' ? 'gone' : 'excluded', { path }));
  const target = { uri, path, focus: undefined, ...shownIn(look) };
  return { kind: 'located', targets: [target], formats };
}

async function defines(
  file: SourceFile,
  names: readonly string[],
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<boolean> {
  const { uri, languageId, text } = file;
  const shape = await syntax.shapeOf({ uri, languageId, text }, signal);
  signal.throwIfAborted();
  const known = new Set(shape?.outline.definitions.map((each) => each.name));
  return names.every((name) => known.has(name));
}

function shownIn({ text, languageId }: Extract<FileLook, { kind: 'text' }>) {
  return { shown: text, languageId };
}

function nowhere(detail: string): EditRefusal {
  return refusal('no-place', { detail });
}

function refused(why: EditRefusal): LocatedCode {
  return { kind: 'refused', refusal: why };
}
