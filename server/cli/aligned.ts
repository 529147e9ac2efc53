/** The rows of a table as lines, columns two spaces apart; columns that are empty in all rows are left out. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .filter((_cell, column) => widths[column] !== 0)
      .join('  ')
      .trimEnd(),
  );
}
