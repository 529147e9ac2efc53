/** An action that a person has described in a file; see `custom-actions.md`. */
export interface CustomAction {
  /** The file, as messages name it. */
  readonly path: string;
  readonly title: string;
  /** By the editor's names; empty means all. */
  readonly languages: readonly string[];
  /** Patterns of paths in the syntax of `.gitignore`; empty means all. */
  readonly files: readonly string[];
  readonly needsSelection: boolean;
  readonly context: CustomContext;
  /** `CodeActionKind` of LSP. */
  readonly kind: string;
  /** The settings' name of a model; undefined asks the route for chat. */
  readonly model: string | undefined;
  readonly mode: CustomMode;
  readonly prompt: string;
}

/** What the model sees: nothing but the prompt, the selection, the file, or also what is related. */
export const customContexts = ['none', 'selection', 'file', 'related'] as const;
type CustomContext = (typeof customContexts)[number];

/** What becomes of the answer: it is read, it changes the file, or it is inserted below the selection. */
export const customModes = ['ask', 'edit', 'insert'] as const;
type CustomMode = (typeof customModes)[number];

/** What a prompt can name between braces. */
export const customHoles = ['selection', 'file', 'path', 'language', 'symbol'] as const;
export type CustomHole = (typeof customHoles)[number];
