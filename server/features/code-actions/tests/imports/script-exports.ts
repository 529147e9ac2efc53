import { stemAndEnding } from '../test-file-name.ts';

/** How a script gives one of its names to others. */
export interface ScriptExport {
  /** `whole`: it is what `module.exports` is. */
  readonly kind: 'named' | 'default' | 'whole';
  /** What others call it; its own name for a default. */
  readonly name: string;
}

/** How a name of a script is exported, by `export` or CommonJS; undefined where it is not. */
export function scriptExportOf(text: string, name: string): ScriptExport | undefined {
  const code = withoutComments(text);
  const word = name.replace(/\$/g, '\\$');
  const declares = `(?:async\\s+)?(?:function(?:\\s*\\*)?|class|abstract\\s+class|const|let|var|enum|namespace)\\s+${word}(?![\\w$])`;
  if (new RegExp(`^[ \\t]*export\\s+default\\s+(?:${declares}|${word}\\s*(?:;|$))`, 'm').test(code))
    return { kind: 'default', name };
  if (new RegExp(`^[ \\t]*export\\s+(?:declare\\s+)?${declares}`, 'm').test(code))
    return { kind: 'named', name };
  return listedExport(code, word, name) ?? commonJsExport(code, word, name);
}

/** What a default without a name is called, by its file: `pad-left.js` gives `padLeft`. */
export function nameOfFile(path: string): string {
  const { stem } = stemAndEnding(path);
  return stem.replace(/[^\w$]+(\w)?/g, (_, next: string = '') => next.toUpperCase());
}

/** Whether a script is written for CommonJS: it requires or exports without any `import` or `export`. */
export function isCommonJs(text: string): boolean {
  const code = withoutComments(text);
  return (
    /\bmodule\.exports\b|\bexports\.\w+\s*=|\brequire\s*\(/.test(code) &&
    !/^[ \t]*(?:import\s*[\w{*'"]|export\b)/m.test(code)
  );
}

function listedExport(code: string, word: string, name: string): ScriptExport | undefined {
  for (const [, list = ''] of code.matchAll(/^[ \t]*export\s*\{([^}]*)\}(?!\s*from)/gm)) {
    for (const part of list.split(',')) {
      const match = new RegExp(`^\\s*${word}(?:\\s+as\\s+([\\w$]+))?\\s*$`).exec(part);
      if (match === null) continue;
      return match[1] === 'default' ? { kind: 'default', name } : { kind: 'named', name: match[1] ?? name };
    }
  }
  return undefined;
}

function commonJsExport(code: string, word: string, name: string): ScriptExport | undefined {
  const named = new RegExp(
    `(?:^|[^.\\w])(?:module\\.)?exports\\.([\\w$]+)\\s*=\\s*(?:${word}\\s*(?:;|$)|(?:async\\s+)?(?:function(?:\\s*\\*)?|class)\\s+${word}(?![\\w$]))`,
    'm',
  ).exec(code)?.[1];
  const itself = new RegExp(`(?:^|[^.\\w])(?:module\\.)?exports\\.${word}\\s*=[^=]`, 'm').test(code);
  if (itself) return { kind: 'named', name };
  if (named !== undefined && named !== 'default') return { kind: 'named', name: named };
  const list = exportedObject(code);
  for (const part of list?.split(/,|\n/) ?? []) {
    const shown = new RegExp(`^\\s*(?:([\\w$]+)\\s*:\\s*)?(?:${word})\\s*$`).exec(part);
    if (shown !== null) return { kind: 'named', name: shown[1] ?? name };
    if (new RegExp(`^\\s*(?:async\\s+)?${word}\\s*\\(`).test(part)) return { kind: 'named', name };
  }
  const declared = `(?:async\\s+)?(?:function(?:\\s*\\*)?|class)\\s+${word}(?![\\w$])`;
  const whole = new RegExp(`\\bmodule\\.exports\\s*=\\s*(?:${declared}|${word}(?![\\w$.(]))`);
  return whole.test(code) ? { kind: 'whole', name } : undefined;
}

/** What stands between the brackets of `module.exports = { … }`, without what is in brackets of its own. */
function exportedObject(code: string): string | undefined {
  const start = /\bmodule\.exports\s*=\s*\{/.exec(code);
  if (start === null) return undefined;
  let depth = 1;
  let outer = '';
  for (const letter of code.slice(start.index + start[0].length)) {
    if ('}])'.includes(letter)) depth -= 1;
    if (depth === 0) break;
    if (depth === 1) outer += letter;
    if ('{[('.includes(letter)) depth += 1;
  }
  return outer;
}

/** Comments go; a string with a slash in it may lose its end, which no export needs. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}
