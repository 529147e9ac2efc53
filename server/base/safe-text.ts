/**
 * Whether a suggestion may reach the editor. Characters that hide or reorder what a person sees, or that no
 * source text means, make it unfit: controls (but tab, `\n` and `\r\n`), bidirectional and zero-width ones
 * (CVE-2021-42574, "Trojan Source"), tags and variation selectors beyond the two for emoji, private line ends,
 * lone surrogates, and U+FFFD, the trace of bytes that could not be read. Such a text is dropped, not repaired.
 */
export function isSafeText(text: string): boolean {
  return !unsafe.test(text);
}

const unsafe = new RegExp(
  [
    String.raw`[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]`,
    String.raw`\r(?!\n)`,
    String.raw`[\xAD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFFA0]`,
    String.raw`[\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFE00-\uFE0D\uFEFF\uFFF0-\uFFFD]`,
    String.raw`[\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]`,
    String.raw`\p{Cs}`,
  ].join('|'),
  'u',
);
