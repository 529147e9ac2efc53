/**
 * The known word that `word` is most likely a misspelling of, or undefined when none is near.
 * The part behind the last dot counts too, so that `enabled` finds `completion.enabled`.
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > maxLength) return undefined;
  const sought = word.toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const whole = candidate.toLowerCase();
    const distance = Math.min(
      editDistance(sought, whole),
      editDistance(sought, whole.slice(whole.lastIndexOf('.') + 1)),
    );
    if (distance < least && distance < word.length) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

/** The least number of inserted, deleted and replaced UTF-16 units between two texts (Levenshtein 1966). */
export function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[right.length] ?? 0;
}

const maxLength = 100;
