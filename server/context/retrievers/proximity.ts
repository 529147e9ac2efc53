/** How near two files are in the tree of folders: 1 in the same folder, less with every step between. */
export function proximity(one: string, other: string): number {
  const a = one.split('/').slice(0, -1);
  const b = other.split('/').slice(0, -1);
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared += 1;
  return 1 / (1 + (a.length - shared + (b.length - shared)) / 2);
}
