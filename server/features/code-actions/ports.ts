import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/error-codes.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ContextBundle, ContextItem, ContextTask } from '../../context/context-item.ts';
import type { DiagnosticNote } from '../../context/retrievers/scene.ts';
import type { CheckRunner, ProjectFiles, ProjectRoot, SymbolIndex, SyntaxReader } from '../../edits/ports.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';

/** All that code actions ask of the world. */
export interface ActionPorts {
  readonly files: ProjectFiles;
  readonly syntax: SyntaxReader;
  readonly symbols: SymbolIndex;
  readonly checks: CheckRunner;
  readonly context: ActionContext;
  readonly models: ActionModels;
  readonly staged: StagedChanges;
  readonly customActions: CustomActionFiles;
  readonly clock: Clock;
}

/** The place that an action is about. */
export interface ActionPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly task: ContextTask;
  readonly maxTokens: number;
  /** What its reader has anyway. */
  readonly visible: OffsetRange;
  readonly diagnostics: readonly DiagnosticNote[];
}

/** The context engine, as far as actions ask it. */
interface ActionContext {
  /** Undefined where nothing is known. */
  gather(place: ActionPlace, signal: AbortSignal): Promise<ContextBundle | undefined>;
}

/** The models that write what actions show. */
export interface ActionModels {
  /** In the order in which they are asked; empty where none is set. */
  route(languageId: string): readonly LanguageModel[];
  /** The one that the settings call so, whether a route names it or not. */
  named(name: string): LanguageModel | undefined;
  failed(error: ModelError): void;
  /** Resolves once it is known whether anything of a file may be sent that the context engine has found. */
  maySend(item: Pick<ContextItem, 'uri' | 'retriever'>): Promise<boolean>;
  /** The same of a file that the person works on. */
  mayShow(uri: string): Promise<boolean>;
}

/** One file that the next commit changes. */
export interface StagedFile {
  readonly uri: string;
  /** Relative to the repository's folder, with `/`. */
  readonly path: string;
  /** Undefined for a new file, and where a text cannot be shown. */
  readonly before: string | undefined;
  /** Undefined for a deleted file, and where a text cannot be shown. */
  readonly after: string | undefined;
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Why its text is not here: it is no text, too large, or a rule excludes it. */
  readonly withheld: 'not-text' | 'too-large' | 'excluded' | undefined;
}

/** What the next commit of a repository changes. */
export interface StagedSet {
  readonly files: readonly StagedFile[];
  /** First lines of the latest commits, newest first. */
  readonly subjects: readonly string[];
}

/** Reads what is staged. */
export interface StagedChanges {
  /** Undefined where the folder belongs to no repository, or git cannot tell. */
  read(root: ProjectRoot, signal: AbortSignal): Promise<StagedSet | undefined>;
}

/** One file that describes an action of the person's own. */
export interface CustomActionFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
}

/** Reads the files of custom actions in the person's own folder; those of workspaces are not read yet. */
export interface CustomActionFiles {
  read(signal: AbortSignal): Promise<readonly CustomActionFile[]>;
  /** Hears of each file that cannot be used, once for each text of it. */
  refused(problem: UserError): void;
}
