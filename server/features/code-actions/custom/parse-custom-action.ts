import { UserError } from '../../../base/error-codes.ts';
import { nearestWord } from '../../../base/nearest-word.ts';
import { nameOf } from '../../../base/relative-paths.ts';
import { actionKinds } from '../offers/requested-kinds.ts';
import type { CustomActionFile } from '../ports.ts';
import { type CustomAction, customContexts, customHoles, customModes } from './custom-action.ts';

/**
 * Reads an action from a Markdown file: lines `key: value` between two lines `---`, the prompt below. Strict, since a
 * word that is passed over does something else than its writer meant; throws what is wrong, and how to correct it.
 */
export function parseCustomAction({ path, text }: CustomActionFile): CustomAction {
  const file = nameOf(path);
  const { values, prompt } = parts(text, file);
  const title = values.get('title')?.value ?? '';
  if (title === '') throw broken(file, 'it has no title', 'Add a line such as "title: Explain this error".');
  if (title.length > longestTitle)
    throw broken(file, `its title has more than ${longestTitle} characters`, 'Shorten it: menus are narrow.');
  const mode = choice(values, 'mode', customModes, file) ?? 'ask';
  const kind = values.get('kind')?.value ?? (mode === 'ask' ? actionKinds.explain : 'refactor.rewrite');
  if (!/^(quickfix|refactor|source)(\.[\w-]+)*$/.test(kind))
    throw broken(
      file,
      `"kind" is "${kind}"`,
      'Write quickfix, refactor or source, perhaps with a sub-kind behind a dot.',
    );
  checkHoles(prompt, file);
  return {
    ...{ path, title, kind, mode, prompt },
    languages: listOf(values.get('languages')?.value),
    files: listOf(values.get('files')?.value),
    needsSelection: choice(values, 'selection', ['required', 'optional'], file) === 'required',
    context: contextOf(values, mode, file),
    model: values.get('model')?.value,
  };
}

const longestTitle = 60;

/** A change is made from the file, and names its lines as they are: who sends less can only ask. */
function contextOf(values: Entries, mode: CustomAction['mode'], file: string): CustomAction['context'] {
  const context = choice(values, 'context', customContexts, file) ?? (mode === 'ask' ? 'related' : 'file');
  if (mode !== 'ask' && (context === 'none' || context === 'selection'))
    throw broken(
      file,
      `with "mode: ${mode}" the model must see the file, and "context" is "${context}"`,
      'Write "context: file", or "mode: ask".',
    );
  return context;
}
const keys = ['title', 'languages', 'files', 'selection', 'context', 'kind', 'model', 'mode'] as const;

interface Entry {
  readonly value: string;
  readonly line: number;
}

type Entries = ReadonlyMap<string, Entry>;

function parts(text: string, file: string): { readonly values: Entries; readonly prompt: string } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines[0]?.trim() !== '---')
    throw broken(
      file,
      'its first line is not ---',
      'Begin with ---, then lines such as "title: …", then --- again and the prompt.',
    );
  const end = lines.findIndex((line, at) => at > 0 && line.trim() === '---');
  if (end < 0)
    throw broken(
      file,
      'the second line --- is missing',
      'Close the list of keys with a line ---; the prompt goes below.',
    );
  const values = new Map<string, Entry>();
  lines.slice(1, end).forEach((line, at) => {
    const entry = entryOf(line, at + 2, file);
    if (entry === undefined) return;
    if (values.has(entry.key))
      throw broken(file, `"${entry.key}" stands twice (line ${entry.line})`, 'Keep one of them.');
    values.set(entry.key, entry);
  });
  const prompt = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  if (prompt === '')
    throw broken(file, 'it has no prompt', 'Write below the second --- what the model is asked.');
  return { values, prompt };
}

function entryOf(line: string, number: number, file: string): (Entry & { readonly key: string }) | undefined {
  if (line.trim() === '' || line.trim().startsWith('#')) return undefined;
  const [, key, rest = ''] = /^([A-Za-z][\w-]*)\s*:(.*)/.exec(line) ?? [];
  if (key === undefined)
    throw broken(
      file,
      `line ${number} is no "key: value"`,
      'Write each key on a line of its own, such as "mode: edit".',
    );
  if (!keys.some((each) => each === key)) {
    const near = nearestWord(key, keys);
    const hint = near === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean "${near}"?`;
    throw broken(file, `it has an unknown key "${key}" (line ${number})`, hint);
  }
  const bare = rest.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (bare === '')
    throw broken(file, `"${key}" has no value (line ${number})`, 'Give it one, or delete the line.');
  return { key, value: bare, line: number };
}

function choice<Choice extends string>(
  values: Entries,
  key: string,
  choices: readonly Choice[],
  file: string,
): Choice | undefined {
  const entry = values.get(key);
  if (entry === undefined) return undefined;
  const chosen = choices.find((each) => each === entry.value);
  if (chosen === undefined)
    throw broken(
      file,
      `"${key}" is "${entry.value}" (line ${entry.line})`,
      `Write one of ${choices.join(', ')}.`,
    );
  return chosen;
}

function checkHoles(prompt: string, file: string): void {
  for (const [, hole = ''] of prompt.matchAll(/\{(\w+)\}/g)) {
    if (customHoles.some((each) => each === hole)) continue;
    const near = nearestWord(hole, customHoles);
    const hint =
      near === undefined
        ? `Known ones are ${customHoles.map((each) => `{${each}}`).join(', ')}.`
        : `Did you mean {${near}}?`;
    throw broken(file, `its prompt names {${hole}}, which is nothing`, hint);
  }
}

/** `a, b` or `[a, b]` */
function listOf(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return value
    .replace(/^\[(.*)\]$/, '$1')
    .split(',')
    .map((each) => each.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((each) => each !== '');
}

function broken(file: string, detail: string, hint: string): UserError {
  return new UserError('custom-action-broken', { file, detail, hint });
}
