import { nameOf } from '../../../base/relative-paths.ts';
import type { ActionPorts, StagedFile } from '../ports.ts';
import { type ChangedDefinitions, changedDefinitions } from './changed-definitions.ts';
import type { DescribedFile } from './draft-message.ts';

/** What is known of each staged file; of one that moved only where it is now, and of an excluded one nothing. */
export async function describedFiles(
  files: readonly StagedFile[],
  { syntax }: Pick<ActionPorts, 'syntax'>,
  signal: AbortSignal,
): Promise<readonly DescribedFile[]> {
  const shown = files.filter(({ withheld }) => withheld !== 'excluded');
  const moves = movesAmong(shown);
  const left = new Set(moves.values());
  const described: DescribedFile[] = [];
  for (const file of shown) {
    if (left.has(file)) continue;
    const source = moves.get(file);
    const definitions = source === undefined ? await definitionsOf(file, syntax, signal) : unchanged;
    described.push({ file, definitions, movedFrom: source?.path });
  }
  return described;
}

const unchanged: ChangedDefinitions = { added: [], removed: [], changed: [] };

async function definitionsOf(
  { uri, before, after }: StagedFile,
  syntax: ActionPorts['syntax'],
  signal: AbortSignal,
): Promise<ChangedDefinitions> {
  const read = async (text: string | undefined) => {
    if (text === undefined) return { text: '', shape: undefined };
    return { text, shape: await syntax.shapeOf({ uri, languageId: '', text }, signal) };
  };
  return changedDefinitions(await read(before), await read(after));
}

/** From where each moved file came: one of the same text that is gone, of the same name if there is one. */
function movesAmong(files: readonly StagedFile[]): ReadonlyMap<StagedFile, StagedFile> {
  const moves = new Map<StagedFile, StagedFile>();
  const taken = new Set<StagedFile>();
  const pairUp = (isMeant: (from: StagedFile, to: StagedFile) => boolean) => {
    for (const to of files) {
      const from = files.find((each) => !taken.has(each) && isMove(each, to) && isMeant(each, to));
      if (from === undefined || moves.has(to)) continue;
      moves.set(to, from);
      taken.add(from);
    }
  };
  pairUp((from, to) => nameOf(from.path) === nameOf(to.path));
  pairUp(() => true);
  return moves;
}

function isMove(from: StagedFile, to: StagedFile): boolean {
  return (
    from.kind === 'deleted' &&
    to.kind === 'added' &&
    from.before !== undefined &&
    from.before === to.after &&
    from.before !== ''
  );
}
