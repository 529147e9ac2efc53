import type { TextDocument } from '../../base/text-document.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import type { ProjectFiles, SymbolIndex } from '../ports.ts';

/** A name that a file uses and does not know. */
export interface UnknownName {
  readonly name: string;
  /** Where it is used, or the checker's range begins that complains of it. */
  readonly offset: number;
  readonly document: TextDocument;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly shape: SourceShape;
  readonly ports: { readonly files: ProjectFiles; readonly symbols: SymbolIndex };
}
