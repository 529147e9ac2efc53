/**
 * Takes the code out of a markdown fence, in which models that chat like to wrap it. A fence that was not closed
 * ends with the text; text in front of it is talk and goes.
 */
export function stripFence(text: string): string {
  const open = /(^|\n)[ \t]*(`{3,}|~{3,})[^\n`]*\n/.exec(text);
  if (open === null) return text.replace(/\n?[ \t]*`{3,}[ \t]*$/, '');
  const inside = text.slice(open.index + open[0].length);
  const close = inside.search(/(^|\n)[ \t]*(`{3,}|~{3,})[ \t]*(\n|$)/);
  return close === -1 ? inside : inside.slice(0, close);
}
