import { fenceFor } from '../../base/markdown-fence.ts';
import type { TextDocument } from '../../base/text-document.ts';
import { admitReply, type GatePorts } from '../../edits/edit-gate.ts';
import { type AnswerCode, type LocatePorts, locateCode } from '../../edits/locate-code.ts';
import type { ProposedChange } from '../../edits/proposed-change.ts';
import { refusal, refusalError } from '../../edits/refusal.ts';
import { type AnswerBlock, answerBlockAt } from './answer-code.ts';
import type { ChatRequest } from './chat-request.ts';
import { type FileFinder, findFile } from './find-file.ts';

/** What the way of an answer's code into files needs. */
export type ApplyPorts = LocatePorts & GatePorts & FileFinder;

/** A block of code in a chat document, and what the person looked at when they asked. */
export interface AnswerPlace {
  readonly document: TextDocument;
  /** In the block, or in an answer that has only one. */
  readonly offset: number;
  readonly near: Pick<ChatRequest, 'document' | 'selection'>;
}

/**
 * The change that the code at a place of a chat document means: located, checked, not applied yet. Throws a UserError
 * that says why there is none.
 */
export async function answerChange(
  { document, offset, near: view }: AnswerPlace,
  ports: ApplyPorts,
  signal: AbortSignal,
): Promise<ProposedChange> {
  const block = answerBlockAt(document.text, offset);
  if (block === undefined) throw refusalError(refusal('no-code'));
  const { near, path } = await placeOf(block, view, ports, signal);
  const markdown = markdownOf(block, path);
  const located = await locateCode({ markdown, near }, ports, signal);
  if (located.kind === 'refused') throw refusalError(located.refusal);
  const { targets, formats } = located;
  const title = `Apply code of the answer to ${targets.map(({ path }) => path).join(', ')}`;
  const reply = { text: markdown, isTruncated: !block.isClosed, kept: [] };
  const outcome = await admitReply(
    reply,
    { title, targets, formats, model: undefined, notes: [] },
    ports,
    signal,
  );
  if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  return outcome.change;
}

/** The block in the form that models are asked for: below the whole path of its file. */
function markdownOf({ code, languageId, isClosed }: AnswerBlock, path: string | undefined): string {
  const fence = fenceFor(code);
  const head = path === undefined ? '' : `${path}\n`;
  return `${head}${fence}${languageId}\n${code}${isClosed ? `${fence}\n` : ''}`;
}

interface Place {
  readonly near: AnswerCode['near'];
  /** Relative to its root; undefined where the block names no file. */
  readonly path: string | undefined;
}

/** The file that the block names, whether it is there or is to be created; else the one that the person looks at. */
async function placeOf(
  { path }: AnswerBlock,
  { document, selection }: AnswerPlace['near'],
  ports: ApplyPorts,
  signal: AbortSignal,
): Promise<Place> {
  const near = document && {
    uri: document.uri,
    languageId: document.languageId,
    text: document.text,
    selection,
  };
  if (path === undefined) return { near, path };
  const file = await findFile(path, ports, signal);
  if (file.kind === 'text') {
    if (file.uri === near?.uri) return { near, path: file.path };
    return {
      near: { uri: file.uri, languageId: '', text: file.text, selection: undefined },
      path: file.path,
    };
  }
  if (file.kind === 'several') {
    const detail = `several files are called ${path}: ${file.paths.slice(0, mostNamed).join(', ')}`;
    throw refusalError(refusal('no-place', { detail }));
  }
  const [root] = ports.roots();
  const uri = root && ports.files.uriOf(root, path);
  return { near: uri === undefined ? near : { uri, languageId: '', text: '', selection: undefined }, path };
}

const mostNamed = 4;
