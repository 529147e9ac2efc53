import type { SourceShape } from '../../../syntax/source-shape.ts';

/** What a change did to the definitions of one file; names as code writes them, `Stack.push` for a member. */
export interface ChangedDefinitions {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** A text and its syntax; undefined where it is not known. */
export interface ReadText {
  readonly text: string;
  readonly shape: SourceShape | undefined;
}

/** Compares definitions by name; what only moved has not changed. */
export function changedDefinitions(before: ReadText, after: ReadText): ChangedDefinitions {
  const [old, fresh] = [definitionTexts(before), definitionTexts(after)];
  const added = [...fresh.keys()].filter((name) => !old.has(name));
  const removed = [...old.keys()].filter((name) => !fresh.has(name));
  const changed = [...fresh].flatMap(([name, text]) =>
    old.has(name) && old.get(name) !== text ? [name] : [],
  );
  return {
    added: withoutMembersOf(added, added),
    removed: withoutMembersOf(removed, removed),
    // A class has changed where one of its members has; the member says more.
    changed: changed.filter((name) => !hasMember([...added, ...removed, ...changed], name)),
  };
}

function definitionTexts({ text, shape }: ReadText): ReadonlyMap<string, string> {
  const { definitions } = shape?.outline ?? { definitions: [] };
  const texts = new Map<string, string>();
  for (const { name, kind, range, parent } of definitions) {
    const around = definitions[parent ?? -1];
    if (around !== undefined && !containers.has(around.kind)) continue;
    if (kind === 'field' || (around === undefined && kind === 'section')) continue;
    const whole = around === undefined ? name : `${around.name}.${name}`;
    texts.set(whole, (texts.get(whole) ?? '') + text.slice(range.start, range.end).replace(/\s+/g, ' '));
  }
  return texts;
}

const containers: ReadonlySet<string> = new Set([
  'class',
  'interface',
  'enum',
  'implementation',
  'module',
  'type',
]);

/** What is new with its class is not told of by itself. */
function withoutMembersOf(names: readonly string[], wholes: readonly string[]): readonly string[] {
  return names.filter((name) => !wholes.some((whole) => name.startsWith(`${whole}.`)));
}

function hasMember(names: readonly string[], name: string): boolean {
  return names.some((each) => each.startsWith(`${name}.`));
}
