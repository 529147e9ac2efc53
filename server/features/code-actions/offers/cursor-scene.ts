import type { TextDocument } from '../../../base/text-document.ts';
import { isTestPath } from '../../../context/ranking/priors.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { Definition } from '../../../syntax/outline.ts';
import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';
import { type CommentBlock, commentAt } from './comment-at.ts';

/** What stands where the person points. */
export interface CursorScene {
  readonly document: TextDocument;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly range: OffsetRange;
  /** Undefined where the syntax is not known, or was not known in time. */
  readonly shape: SourceShape | undefined;
  /** The innermost function around the range. */
  readonly around: FunctionShape | undefined;
  /** The innermost definition around the range that is no function: a class, an interface. */
  readonly definition: Definition | undefined;
  /** The comment in which the range begins, or that stands right above it. */
  readonly comment: CommentBlock | undefined;
  readonly isTestFile: boolean;
}

export interface ScenePlace {
  readonly document: TextDocument;
  readonly path: string;
  readonly range: OffsetRange;
}

/** Looks at a place; costs no parsing. */
export function cursorScene(
  { document, path, range }: ScenePlace,
  shape: SourceShape | undefined,
): CursorScene {
  const around = shape === undefined ? undefined : functionAround(shape, range);
  const definition = shape === undefined ? undefined : definitionAround(shape, range);
  const isTestFile = isTestPath(path) || (shape?.outline.tests.length ?? 0) > 0;
  return {
    ...{ document, path, range, shape, around, definition, isTestFile },
    comment: commentAt(document, range.start),
  };
}

/** The innermost function that holds a range; what leads it in, such as its comment, belongs to it. */
export function functionAround(shape: SourceShape, range: OffsetRange): FunctionShape | undefined {
  return shape.functions
    .filter((each) => each.leadStart <= range.start && range.end <= each.range.end)
    .reduce<FunctionShape | undefined>(
      (inner, each) => (inner === undefined || sizeOf(each.range) <= sizeOf(inner.range) ? each : inner),
      undefined,
    );
}

function definitionAround(shape: SourceShape, range: OffsetRange): Definition | undefined {
  return shape.outline.definitions
    .filter(({ kind }) => containerKinds.has(kind))
    .filter((each) => each.range.start <= range.start && range.end <= each.range.end)
    .at(-1);
}

const containerKinds: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type', 'module']);

function sizeOf({ start, end }: OffsetRange): number {
  return end - start;
}
