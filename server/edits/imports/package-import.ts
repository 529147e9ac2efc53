import { type ImportPlace, type ImportWriter, textAt } from './import-place.ts';
import { placedImport } from './place-import.ts';

/** How a language names what a file belongs to, and how it imports from there. */
interface PackageRules {
  /** With the group `name`. */
  readonly declaration: RegExp;
  readonly line: (scope: string, name: string) => string;
  /** What it is sorted by, as `ImportStatement` has it. */
  readonly module: (scope: string, name: string) => string;
}

/** Imports of languages whose files say to which package or namespace they belong. */
function packageImport(rules: PackageRules): ImportWriter {
  return async ({ name, path }, place, signal) => {
    const target = await textAt(place, path, signal);
    const scope = target === undefined ? undefined : scopeOf(target, rules);
    // What is in no package cannot be imported; what is in the same one need not be.
    if (scope === undefined || scope === scopeOf(place.document.text, rules)) return undefined;
    return writtenFrom(scope, name, rules, place);
  };
}

function scopeOf(text: string, { declaration }: PackageRules): string | undefined {
  return declaration.exec(text)?.groups?.name;
}

function writtenFrom(scope: string, name: string, rules: PackageRules, place: ImportPlace) {
  const line = rules.line(scope, name);
  if (place.lines.some(({ text }) => text.trim() === line)) return undefined;
  const first = scope.split(/[.\\]/, 1)[0] ?? '';
  const edit = placedImport(place.document, place.lines, {
    line,
    module: rules.module(scope, name),
    isLike: ({ module, text }) => module.startsWith(first) && !/^import static\b/.test(text),
  });
  return { from: scope, edits: [edit] };
}

/** `import a.b.C;` of Java. */
export const javaImport = packageImport({
  declaration: /^[ \t]*package\s+(?<name>[\w.]+)\s*;/m,
  line: (scope, name) => `import ${scope}.${name};`,
  module: (scope) => scope,
});

/** `import a.b.C` of Kotlin and Scala. */
export const kotlinImport = packageImport({
  declaration: /^[ \t]*package\s+(?<name>[\w.]+)/m,
  line: (scope, name) => `import ${scope}.${name}`,
  module: (scope) => scope,
});

/** `using A.B;` of C#. */
export const cSharpImport = packageImport({
  declaration: /^[ \t]*namespace\s+(?<name>[\w.]+)/m,
  line: (scope) => `using ${scope};`,
  module: (scope) => scope,
});

/** `use A\B\C;` of PHP. */
export const phpImport = packageImport({
  declaration: /^[ \t]*namespace\s+(?<name>[\w\\]+)/m,
  line: (scope, name) => `use ${scope}\\${name};`,
  module: (scope) => scope,
});
