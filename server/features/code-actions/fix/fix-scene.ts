import type { TextDocument } from '../../../base/text-document.ts';
import type { SourceShape } from '../../../syntax/source-shape.ts';
import type { ActionDiagnostic } from '../code-action.ts';
import type { ActionPorts } from '../ports.ts';

/** A diagnostic, and what is needed to fix it without a model. */
export interface FixScene {
  readonly document: TextDocument;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly shape: SourceShape;
  readonly diagnostic: ActionDiagnostic;
  readonly ports: Pick<ActionPorts, 'files' | 'symbols' | 'syntax'>;
}
