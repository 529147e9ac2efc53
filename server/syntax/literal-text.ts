/** What a string literal says; undefined where it has holes, or is no literal that we can read. */
export function literalText(literal: string): string | undefined {
  const [, , text] = /^[a-z@]{0,2}("""|'''|["'`])((?:\\.|(?!\1)[^\\])*)\1$/is.exec(literal) ?? [];
  if (text === undefined || holes.test(text)) return undefined;
  return text.replaceAll(/\\(["'`\\])/g, '$1');
}

/** `${x}`, `#{x}`, `$x`, `{x}`, `%d`: as the languages write them that have any. */
const holes = /[$#]\{|\$\w|\{[\w.:?]*\}|%[-+#0-9.]*[a-z]/i;
