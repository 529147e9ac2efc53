import type { TextDocument } from '../../base/text-document.ts';
import type { ProposedChange } from '../../edits/proposed-change.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';

/** What innerloop can be asked to do with code; the closed list. */
export type ActionName =
  | 'generate-tests'
  | 'fix'
  | 'explain'
  | 'document'
  | 'improve'
  | 'implement'
  | 'commit-message'
  | 'custom'
  | 'apply-change'
  | 'discard-change'
  | 'send-chat'
  | 'stop-chat'
  | 'apply-answer';

/** A diagnostic as the editor shows it; offsets are of the document it was sent with. */
export interface ActionDiagnostic {
  readonly range: OffsetRange;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** The rule or error number; empty where there is none. */
  readonly code: string;
  /** Who says so, such as `ts`, `pyright`; empty where nobody is named. */
  readonly source: string;
  readonly related: readonly RelatedPlace[];
  /** As the editor sent it, to be given back with the action. */
  readonly original: unknown;
}

export interface RelatedPlace {
  readonly uri: string;
  /** Lines counted from 0; `endLine` is the last one. */
  readonly startLine: number;
  readonly endLine: number;
  readonly message: string;
}

/** Asks what can be done at a place. */
export interface OfferRequest {
  readonly document: TextDocument;
  /** The selection; empty at a bare cursor. */
  readonly range: OffsetRange;
  readonly diagnostics: readonly ActionDiagnostic[];
  /** Kinds of LSP that are wanted, sub-kinds included; undefined wants all. */
  readonly only: readonly string[] | undefined;
  /** `automatic`: nobody pressed a key, so only a quick fix may be offered. */
  readonly trigger: 'invoked' | 'automatic';
}

/** One thing that can be done; offering it has cost no model call. */
export interface ActionOffer {
  /** In plain words, at most about 60 characters. */
  readonly title: string;
  /** `CodeActionKind` of LSP: `quickfix`, `refactor.rewrite`, `source`, … */
  readonly kind: string;
  readonly call: ActionCall;
  readonly isPreferred: boolean;
  /** A model of others writes the result: it takes a while, and is shown before it is applied. */
  readonly usesModel: boolean;
  /** The diagnostics that it fixes, as the editor sent them. */
  readonly fixes: readonly unknown[];
}

/** What an offer stands for: plain data that an editor can keep and send back. Offsets are of `version`. */
export interface ActionCall {
  readonly name: ActionName;
  readonly uri: string;
  readonly version: number;
  readonly start: number;
  readonly end: number;
  /** The diagnostic of a fix, the id of a change, the file of a custom action, an instruction. */
  readonly argument?: unknown;
}

/** What came of an action. */
export type ActionResult =
  | { readonly kind: 'change'; readonly change: ProposedChange }
  /** Something to read, in Markdown. */
  | { readonly kind: 'text'; readonly title: string; readonly markdown: string };

/** How far a long action has come, in plain words. */
export type ReportProgress = (message: string) => void;
