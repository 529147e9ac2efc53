/** The lines of one table of a TOML file, without those of tables below it; empty when there is none. */
export function tomlTable(text: string, name: string): string {
  const header = `[${name}]`;
  let isInside = false;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*\[/.test(line)) isInside = line.replace(/#.*$/, '').trim() === header;
    else if (isInside) lines.push(line);
  }
  return lines.join('\n');
}

/** The string that a key has in such lines. */
export function tomlString(lines: string, key: string): string | undefined {
  const line = lines.split('\n').find((each) => each.trimStart().startsWith(key));
  return line === undefined ? undefined : /^\s*[\w-]+\s*=\s*["']([^"']*)["']/.exec(line)?.[1];
}
