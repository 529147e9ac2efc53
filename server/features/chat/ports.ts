import type { Clock } from '../../base/clock.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ContextBundle, LineSpan, SearchResult } from '../../context/context-item.ts';
import type { ProjectFiles, ProjectRoot, SymbolIndex, SyntaxReader } from '../../edits/ports.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';
import type { FileKnowledge } from '../../policy/outbound-gate.ts';

/** The context engine, as far as chat asks it. */
interface ChatContext {
  /** For a question in words, with the task `chat`; undefined where nothing is known. */
  gather(query: string, maxTokens: number, signal: AbortSignal): Promise<ContextBundle | undefined>;
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]>;
}

/** The models that answer. */
interface ChatModels {
  /** Those of the route `chat` for a language, in order; the language id is the editor's and may be empty. */
  route(languageId: string): readonly LanguageModel[];
  failed(error: ModelError): void;
}

/** What may leave the process. */
interface ChatPolicy {
  /** Resolves once it is known whether anything of the file may be sent. */
  maySend(uri: string, known: FileKnowledge, signal: AbortSignal): Promise<boolean>;
}

/** A file that differs from the last commit. */
export interface ChangedFile {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** Its text in the last commit; undefined for a new file. */
  readonly before: string | undefined;
  /** Its text now, an open buffer before the disk; undefined for a file that is gone. */
  readonly after: string | undefined;
}

/** The working tree against the last commit. */
export interface WorkingTree {
  /** Undefined where git tells of no folder of the workspace. */
  changes(signal: AbortSignal): Promise<TreeChanges | undefined>;
}

export interface TreeChanges {
  /** Those that git tracks, by path. */
  readonly files: readonly ChangedFile[];
  /** Files that may have changed and were not looked at, because there are so many. */
  readonly left: number;
}

/** A message of a compiler or linter, as the editor has shown it last. */
export interface ChatProblem extends LineSpan {
  readonly uri: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** The rule or error number, and who says so; empty where there is none. */
  readonly code: string;
  readonly source: string;
}

/** What citations are checked against. */
export interface CitationPorts {
  readonly files: ProjectFiles;
  readonly symbols: SymbolIndex;
  readonly syntax: SyntaxReader;
  /** The workspace's folders. */
  readonly roots: () => readonly ProjectRoot[];
}

/** All that chat knows of the world. */
export interface ChatPorts extends CitationPorts {
  readonly context: ChatContext;
  readonly models: ChatModels;
  readonly policy: ChatPolicy;
  readonly workingTree: WorkingTree;
  readonly problems: () => readonly ChatProblem[];
  readonly clock: Clock;
  readonly makeId: () => string;
}

/** The editor's documents, as far as a chat document is one. */
export interface ChatDocuments {
  /** The document as it is now; undefined when it is not open. */
  get(uri: string): TextDocument | undefined;
}

/** A text to be put into an open document. */
export interface DocumentInsertion {
  readonly uri: string;
  /** Of the text that the server knows now. */
  readonly offset: number;
  readonly text: string;
  /** Called before the insertion is made again, because the editor has refused it. */
  readonly again: () => void;
}

/** Writes into a document through the editor. */
export interface DocumentWriter {
  /** False when the editor refuses for good; the editor may tell of the change later than it says that it is done. */
  insert(insertion: DocumentInsertion, signal: AbortSignal): Promise<boolean>;
}
