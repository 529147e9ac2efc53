/** A line of imports however its quotes, blanks and end are written. */
export function normalImport(line: string): string {
  return line.trim().replace(/;$/, '').replaceAll('"', "'").replace(/\s+/g, ' ');
}
