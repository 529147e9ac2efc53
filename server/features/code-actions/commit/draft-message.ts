import { folderOf, nameOf } from '../../../base/relative-paths.ts';
import { isTestPath } from '../../../context/ranking/priors.ts';
import type { StagedFile } from '../ports.ts';
import type { ChangedDefinitions } from './changed-definitions.ts';
import type { SubjectStyle } from './subject-style.ts';

/** One file of a commit, and what is known of its change. */
export interface DescribedFile {
  readonly file: StagedFile;
  readonly definitions: ChangedDefinitions;
  /** Where its text was before, when it only moved. */
  readonly movedFrom: string | undefined;
}

/** A message from the changed definitions and files: subject, and a body where a subject does not say it all. */
export function draftMessage(files: readonly DescribedFile[], style: SubjectStyle): string {
  const lines = files.map(fileWords);
  const subject = shortened(subjectFor(files, style), style.length);
  const body = files.length === 1 && !isMany(files[0]) ? [] : ['', ...lines.slice(0, mostLines)];
  if (lines.length > mostLines) body.push(`- and ${lines.length - mostLines} more files`);
  return [subject, ...body].join('\n');
}

const mostLines = 12;

function subjectFor(files: readonly DescribedFile[], style: SubjectStyle): string {
  const { verb, object } = gist(files);
  const worded = inTense(verb, style.tense);
  const cased = style.isCapitalized ? worded.charAt(0).toUpperCase() + worded.slice(1) : worded;
  const prefix = style.isConventional ? `${typeOf(files)}${style.hasScope ? scopeOf(files) : ''}: ` : '';
  return `${prefix}${cased} ${object}${style.endsWithDot ? '.' : ''}`;
}

type Verb = 'add' | 'remove' | 'change' | 'move' | 'test' | 'update';

interface Gist {
  readonly verb: Verb;
  readonly object: string;
}

interface Gist {
  readonly verb: Verb;
  readonly object: string;
}

/** What the commit mostly does; what tests and documentation do besides goes without saying. */
function gist(files: readonly DescribedFile[]): Gist {
  const main = mainFiles(files);
  const moved = main.flatMap(({ file, movedFrom }) =>
    movedFrom === undefined ? [] : [{ from: movedFrom, to: file.path }],
  );
  const others = main.filter(({ movedFrom }) => movedFrom === undefined);
  // What only changes besides does so because of the move.
  return moved.length > 0 && !others.some(bringsNews) ? moveGist(moved) : changeGist(others);
}

/** Whether something has come or gone. */
function bringsNews({ file, definitions }: DescribedFile): boolean {
  return file.kind !== 'changed' || definitions.added.length > 0 || definitions.removed.length > 0;
}

function moveGist(moves: readonly { readonly from: string; readonly to: string }[]): Gist {
  const [first] = moves;
  if (first !== undefined && moves.length === 1)
    return { verb: 'move', object: `${first.from} to ${first.to}` };
  const isRenamed = moves.every(({ from, to }) => folderOf(from) === folderOf(to));
  const names = moves.map(({ from, to }) => (isRenamed ? `${nameOf(from)} to ${nameOf(to)}` : nameOf(from)));
  const isTold = moves.length <= mostNames && new Set(names).size === names.length;
  const object = isTold ? namesOf(names) : `${moves.length} files`;
  const folder = commonFolder(moves.map(({ to }) => to));
  if (folder === '') return { verb: 'move', object };
  return { verb: 'move', object: `${object} ${isRenamed ? 'in' : 'to'} ${folder}` };
}

function changeGist(main: readonly DescribedFile[]): Gist {
  const where = placeWords(main);
  const isTests = main.every(({ file }) => isTestPath(file.path));
  const isGone = main.some(({ file }) => file.kind === 'deleted');
  if (main.every(({ file }) => isDocumentation(file.path)) || (isTests && isGone))
    return fileGist(main, where);
  if (isTests) return { verb: 'test', object: namesOf(main.map(({ file }) => subjectOfTest(file.path))) };
  const of = (key: keyof ChangedDefinitions) => main.flatMap(({ definitions }) => definitions[key]);
  const [added, removed, changed] = [of('added'), of('removed'), of('changed')];
  if (added.length > 0 && added.length >= removed.length)
    return { verb: 'add', object: `${namesOf(added)}${where}` };
  if (removed.length > 0 && changed.length === 0)
    return { verb: 'remove', object: `${namesOf(removed)}${where}` };
  if (changed.length > 0) return { verb: 'change', object: `${namesOf(changed)}${where}` };
  return fileGist(main, where);
}

function fileGist(main: readonly DescribedFile[], where: string): Gist {
  const names = namesOf(main.map(({ file }) => nameOf(file.path)));
  const kinds = new Set(main.map(({ file }) => file.kind));
  const verb =
    kinds.size > 1 ? 'update' : kinds.has('added') ? 'add' : kinds.has('deleted') ? 'remove' : 'update';
  return { verb, object: main.length > mostNames ? `${main.length} files${where}` : names };
}

function mainFiles(files: readonly DescribedFile[]): readonly DescribedFile[] {
  const code = files.filter(({ file }) => !isTestPath(file.path) && !isDocumentation(file.path));
  if (code.length > 0) return code;
  const tests = files.filter(({ file }) => isTestPath(file.path));
  return tests.length > 0 ? tests : files;
}

function isDocumentation(path: string): boolean {
  return /\.(md|mdx|rst|adoc|txt)$/i.test(path) || /^docs?\//.test(path);
}

/** "Test add" says more than "Test add.test.ts". */
function subjectOfTest(path: string): string {
  return nameOf(path).replace(/^test_|(_test|_spec|\.test|\.spec)?\.\w+$|Test\.\w+$/g, '');
}

const mostNames = 3;

function namesOf(names: readonly string[]): string {
  const known = [...new Set(names)];
  const shown = known.slice(0, mostNames);
  const rest = known.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The file, where one name alone does not tell. */
function placeWords(files: readonly DescribedFile[]): string {
  const [only, ...others] = files;
  if (only === undefined) return '';
  if (others.length === 0) return ` in ${nameOf(only.file.path)}`;
  const folder = commonFolder(files.map(({ file }) => file.path));
  return folder === '' ? '' : ` in ${folder}`;
}

function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = []] = folders;
  const differs = first.findIndex((part, at) => folders.some((each) => each[at] !== part));
  return (differs < 0 ? first : first.slice(0, differs)).join('/');
}

function typeOf(files: readonly DescribedFile[]): string {
  const paths = files.map(({ file }) => file.path);
  if (paths.every(isDocumentation)) return 'docs';
  if (paths.every((path) => isTestPath(path))) return 'test';
  if (paths.every((path) => upkeep.test(path))) return 'chore';
  // Whether it mends something or only changes it, the diff alone does not tell.
  return mainFiles(files).some(({ definitions }) => definitions.added.length > 0) ? 'feat' : 'refactor';
}

/** Settings of tools, and what builds. */
const upkeep =
  /^\.|(?:^|\/)(?:\.?ci\/|(?:Dockerfile|Makefile)(?:\.|$)|package(?:-lock)?\.json$)|\.(?:ya?ml|toml|lock)$/;

function scopeOf(files: readonly DescribedFile[]): string {
  const folder =
    commonFolder(mainFiles(files).map(({ file }) => file.path))
      .split('/')
      .at(-1) ?? '';
  return folder === '' || folder === 'src' ? '' : `(${folder})`;
}

function isMany(described: DescribedFile | undefined): boolean {
  if (described === undefined) return false;
  const { added, removed, changed } = described.definitions;
  return added.length + removed.length + changed.length > mostNames;
}

/** `- src/math.ts: adds add; changes sub` */
function fileWords({ file, definitions, movedFrom }: DescribedFile): string {
  if (movedFrom !== undefined) return `- ${file.path}: moved from ${movedFrom}`;
  if (file.kind !== 'changed') return `- ${file.path}: ${file.kind === 'added' ? 'new' : 'deleted'}`;
  const parts = [
    ['adds', definitions.added],
    ['removes', definitions.removed],
    ['changes', definitions.changed],
  ] as const;
  const words = parts.flatMap(([verb, names]) => (names.length === 0 ? [] : [`${verb} ${namesOf(names)}`]));
  return `- ${file.path}: ${words.length === 0 ? 'changed' : words.join('; ')}`;
}

function inTense(verb: Verb, tense: SubjectStyle['tense']): string {
  if (tense === 'imperative') return verb;
  if (tense === 'third-person') return `${verb}s`;
  return verb.endsWith('e') ? `${verb}d` : `${verb}ed`;
}

function shortened(subject: string, length: number): string {
  if (subject.length <= length) return subject;
  const cut = subject.slice(0, length);
  const end = cut.lastIndexOf(' ');
  return cut.slice(0, end < length / 2 ? length : end).replace(/(?<![\s,;:])[\s,;:]+(?:and|in|to)?$/, '');
}
