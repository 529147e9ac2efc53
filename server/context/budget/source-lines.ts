/** The lines of a text with their line ends, as `TextDocument` counts them: `\n`, `\r\n` or `\r`; joined, the text. */
export function sourceLines(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isCarriage = carriage >= 0 && (feed < 0 || carriage < feed);
    const end = isCarriage && carriage + 1 !== feed ? carriage + 1 : feed + 1;
    lines.push(text.slice(start, end));
    start = end;
    if (feed < end && feed >= 0) feed = text.indexOf('\n', end);
    if (carriage < end && carriage >= 0) carriage = text.indexOf('\r', end);
  }
  lines.push(text.slice(start));
  return lines;
}
