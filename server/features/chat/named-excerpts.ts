import { type Excerpt, linesOfFile } from './excerpt.ts';
import { findFile } from './find-file.ts';
import type { Mention } from './mention-syntax.ts';
import type { ChatPorts } from './ports.ts';
import { listed, nothingFound, only, type ResolvedReferences, unreadable } from './resolved-references.ts';

/** The lines of a file that a question names by its path. */
export async function namedFile(
  { path, lines }: Extract<Mention, { kind: 'file' }>,
  ports: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const file = await findFile(path, ports, signal);
  switch (file.kind) {
    case 'several':
      return nothingFound(`Several files are called ${path}: ${listed(file.paths)}; write more of the path.`);
    case 'none':
      return nothingFound(
        `There is no file ${path}${file.near === undefined ? '.' : `; did you mean ${file.near}?`}`,
      );
    case 'refused':
      return nothingFound(unreadable(file.path, file.reason));
    case 'text': {
      const why = 'named in the question';
      if (lines === undefined) return only(linesOfFile(file, undefined, why));
      const part = linesOfFile(file, { startLine: Math.max(0, lines.first - 1), endLine: lines.last }, why);
      if (part.text !== '') return only(part);
      return {
        ...only(linesOfFile(file, undefined, why)),
        remarks: [`${file.path} has no lines ${lines.first}-${lines.last}.`],
      };
    }
  }
}

/** The definitions that a question names by their name, such as `total` or `Cart.total`. */
export async function namedSymbol(
  written: string,
  near: string | undefined,
  { symbols, files, policy }: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const [name = '', container] = written.split(/\.|::/).reverse();
  const all = await symbols.definitionsOf(name, near, signal);
  const found = all.filter((each) => container === undefined || each.container === container);
  if (found.length === 0) {
    const alike = [...all, ...(await symbols.symbolsLike(name, mostAlike, signal))];
    // What an answer says is sent with the next question, so it names nothing of a file that may not be sent.
    const maySend = await Promise.all(alike.map(({ uri }) => policy.maySend(uri, 'nothing', signal)));
    const named = alike.filter((_, at) => maySend[at]);
    const names = [...new Set(named.map((each) => `${each.name} (${each.path}:${each.startLine + 1})`))];
    return nothingFound(
      `Nothing is called ${written}${names.length === 0 ? '.' : `; there is ${listed(names)}.`}`,
    );
  }
  const excerpts: Excerpt[] = [];
  for (const { uri, path, startLine, endLine } of found.slice(0, mostDefinitions)) {
    const look = await files.look(uri, signal);
    if (look.kind !== 'text') continue;
    excerpts.push(linesOfFile({ uri, path, text: look.text }, { startLine, endLine }, `defines ${written}`));
  }
  const left = found.length - mostDefinitions;
  return {
    excerpts,
    remarks: left > 0 ? [`${written} is defined in ${left} more places, which are not shown.`] : [],
  };
}

const mostAlike = 4;
const mostDefinitions = 3;
