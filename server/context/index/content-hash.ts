/**
 * A name for a text: its length and two 32-bit FNV-1a hashes of different bases over its UTF-16 units. Two texts of a
 * workspace share one with a chance of about 1 to 2 ** 40; the cost would be a stale entry until the next change.
 */
export function contentHash(text: string): string {
  let one = 0x811c9dc5 | 0;
  let other = 0x2f6e2b1 | 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
    other ^= other >>> 15;
  }
  return `${text.length.toString(36)}.${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
}
