/** Rewrites the string literals of a line with the neighbors' quote, or with the other one where that needs no escapes. */
export function requoted(line: string, quote: '"' | "'"): string {
  return line.replace(literal, (text: string) => {
    const content = text.slice(1, -1);
    // Other escapes, and holes of Ruby, mean something else between other quotes.
    if (text.startsWith('`') || /\\(?!["'\\])|#/.test(content)) return text;
    const plain = content.replace(/\\(["'\\])/g, '$1');
    const other = quote === '"' ? "'" : '"';
    const chosen = plain.includes(quote) && !plain.includes(other) ? other : quote;
    return `${chosen}${plain.replace(/\\/g, '\\\\').replaceAll(chosen, `\\${chosen}`)}${chosen}`;
  });
}

const literal = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
