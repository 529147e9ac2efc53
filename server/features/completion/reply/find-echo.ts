/** What stands before the cursor, which a model may say once more. */
export interface EchoScene {
  /** The lines above the cursor's, in the document's order. */
  readonly above: readonly string[];
  readonly linePrefix: string;
}

/** `pending`: what has come so far may become one. */
export type Echo =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'found'; readonly end: number };

/** Where the echo ends with which a reply begins that is still being written; more of the reply changes nothing. */
export function findEchoSoFar(text: string, scene: EchoScene): Echo {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return longestEcho({ lines, partial: last }, scene);
}

/** Where the echo ends with which a whole reply begins. */
export function findEcho(text: string, scene: EchoScene): Echo {
  const lines = text.split('\n');
  const echo = longestEcho({ lines, partial: undefined }, scene);
  return echo.kind === 'found' ? { kind: 'found', end: Math.min(echo.end, text.length) } : echo;
}

interface Reply {
  /** The lines that are complete. */
  readonly lines: readonly string[];
  /** The beginning of one more; undefined when there is no more. */
  readonly partial: string | undefined;
}

function longestEcho(reply: Reply, scene: EchoScene): Echo {
  let found: Echo = { kind: 'none' };
  for (let count = 0; count <= scene.above.length; count++) {
    const echo = echoOf(count, reply, scene);
    if (echo.kind === 'pending') return echo;
    if (echo.kind === 'found') found = echo;
  }
  return found;
}

/** An echo of the last `count` lines above and of what stands before the cursor on its line. */
function echoOf(count: number, reply: Reply, { above, linePrefix }: EchoScene): Echo {
  const echoed = above.slice(above.length - count);
  const prefix = linePrefix.trimStart();
  if (!isTelling(echoed, prefix)) return { kind: 'none' };
  let start = 0;
  for (const [index, line] of echoed.entries()) {
    const said = reply.lines[index];
    if (said === undefined) return mayBegin(reply.partial, line.trim());
    if (said.trim() !== line.trim()) return { kind: 'none' };
    start += said.length + 1;
  }
  if (prefix.trim() === '') return { kind: 'found', end: start };
  return prefixEcho(reply.lines[count], reply.partial, { prefix, start });
}

/** Of single words and brackets it is not clear that they are an echo. */
function isTelling(echoed: readonly string[], prefix: string): boolean {
  const isTellingPrefix = prefix.trim().length >= 6 && /[\s=]/.test(prefix.trim());
  if (echoed.length === 0) return isTellingPrefix;
  if (echoed[0]?.trim() === '') return false;
  return isTellingPrefix || echoed.some((line) => line.trim().length >= 8 && /\p{L}{2}/u.test(line));
}

function prefixEcho(
  line: string | undefined,
  partial: string | undefined,
  { prefix, start }: { readonly prefix: string; readonly start: number },
): Echo {
  const said = line ?? partial;
  if (said === undefined) return { kind: 'none' };
  const code = said.trimStart();
  if (line === undefined && code.length < prefix.length) return mayBegin(partial, prefix);
  if (!code.startsWith(prefix.trimEnd())) return { kind: 'none' };
  const kept = code.startsWith(prefix) ? prefix.length : prefix.trimEnd().length;
  return { kind: 'found', end: start + said.length - code.length + kept };
}

function mayBegin(partial: string | undefined, line: string): Echo {
  const isBegun = partial !== undefined && line.startsWith(partial.trimStart());
  return { kind: isBegun ? 'pending' : 'none' };
}
