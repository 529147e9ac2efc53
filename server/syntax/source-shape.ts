import type { OffsetRange } from './offset-range.ts';
import type { Outline } from './outline.ts';

/** One way through a function: what leads there, and how it leaves. */
export interface Branch {
  /**
   * `when`, the condition holds; `otherwise`, no condition of its chain does; `case`, the subject is the value;
   * `catch`, an error was caught.
   */
  readonly kind: 'when' | 'otherwise' | 'case' | 'catch';
  /**
   * The condition, the value of the case, or the type that is caught, as it stands in the text, on one line; may be
   * empty. Ruby's `unless` belongs to it.
   */
  readonly condition: string;
  /** What a `case` looks at; empty for the others. */
  readonly subject: string;
  /** The first thing in it that leaves the function, directly and not in a branch within it. */
  readonly exit: Exit | undefined;
  readonly range: OffsetRange;
}

export interface Exit {
  readonly kind: 'return' | 'throw';
  /** What is returned or thrown, as it stands in the text, on one line; empty for a bare one. */
  readonly text: string;
  /** The class that is thrown and its literal message, where they can be read. */
  readonly errorType: string | undefined;
  readonly message: string | undefined;
  /** The statement, or the value that a body ends with; no two exits of a function have the same. */
  readonly range: OffsetRange;
}

export interface Parameter {
  /** Empty where it is a pattern without a name of its own. */
  readonly name: string;
  /** As it stands in the text; undefined where there is none. */
  readonly type: string | undefined;
  readonly defaultValue: string | undefined;
  /** It may be left out: it has a default, a `?`, or is of an optional kind. */
  readonly isOptional: boolean;
  /** It takes all that follow. */
  readonly isRest: boolean;
  /** A call has to name it, as `b` of Python's `f(a, *, b)` and of Ruby's `f(a, b:)`. */
  readonly isKeyword: boolean;
}

/** A function or method, as far as its own syntax tells. */
export interface FunctionShape {
  /** Index in `outline.definitions`; its `parent` there is the class or module it belongs to. */
  readonly definition: number;
  readonly name: string;
  readonly range: OffsetRange;
  /** Without its brackets where the language has them; undefined for a declaration without a body. */
  readonly body: OffsetRange | undefined;
  /** The type that it is a method of where it does not stand in it, as in Go: `Cart` of `func (c *Cart) Add()`. */
  readonly receiver: string | undefined;
  /** Without `self` and the like, which nobody passes. */
  readonly parameters: readonly Parameter[];
  readonly returnType: string | undefined;
  readonly isAsync: boolean;
  /** Other files can use it: `export`, `pub`, a capital in Go, no leading underscore in Python, not `private`. */
  readonly isExported: boolean;
  /** It is called on its class, not on an object of it. */
  readonly isStatic: boolean;
  /** It is read or set like a field: `get`, `set`, `@property`. */
  readonly isAccessor: boolean;
  /** Whether it gives a value somewhere. */
  readonly returnsValue: boolean;
  /** In the order of the text, nested ones too. */
  readonly branches: readonly Branch[];
  /** All its exits, in the order of the text, those within branches too. */
  readonly exits: readonly Exit[];
  /** The documentation that stands before it or, in Python, first in its body. */
  readonly documentation: OffsetRange | undefined;
  /** Where the lines begin that belong to it: its documentation comment, attributes and decorators. */
  readonly leadStart: number;
}

/** A place that the parser could not read, or where it had to imagine a token. */
export interface SyntaxFault {
  readonly range: OffsetRange;
  /** `missing` names a token that should stand there; `error` is text that fits nowhere. */
  readonly kind: 'error' | 'missing';
}

/** All that actions and chat know of the syntax of one text, as plain data that can be sent between threads. */
export interface SourceShape {
  /** As `grammars/languages.json` names it. */
  readonly language: string;
  readonly outline: Outline;
  readonly functions: readonly FunctionShape[];
  /** Outermost first ones only, in the order of the text. */
  readonly faults: readonly SyntaxFault[];
}
