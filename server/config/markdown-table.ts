/** A Markdown table with aligned columns; the first row is the heading. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const [heading = [], ...body] = escaped;
  const widths = heading.map((_, column) => Math.max(...escaped.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [heading, rule, ...body].map((row) => lineOf(row, widths)).join('\n');
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
}
