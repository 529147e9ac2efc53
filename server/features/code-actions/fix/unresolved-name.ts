import type { ActionDiagnostic } from '../code-action.ts';

/** A name that a checker does not know. */
export interface UnresolvedName {
  readonly name: string;
  /** `member`: looked for in something else, behind a dot. */
  readonly kind: 'name' | 'member';
  /** The type in which a member was looked for, where the message says so. */
  readonly owner: string | undefined;
  /** What the checker itself takes it for. */
  readonly meant: string | undefined;
}

/**
 * The name that a diagnostic complains of, by the words of tsc, eslint, pyright, mypy, ruff, flake8, pylint, gopls,
 * rustc, rust-analyzer, jdtls, javac, kotlinc, Roslyn, clangd, intelephense and solargraph.
 */
export function unresolvedName({ message, code, source }: ActionDiagnostic): UnresolvedName | undefined {
  const [first = ''] = message.split(/\r\n|\r|\n/, 1);
  const meant = /did you mean [`'"“](?:this\.)?([\w$]+)[`'"”]\?/i.exec(message)?.[1];
  for (const { kind, pattern, only } of patterns) {
    if (only !== undefined && !only.test(`${source} ${code}`)) continue;
    const found = pattern.exec(first)?.groups;
    if (found?.name !== undefined) return { name: found.name, kind, owner: found.owner, meant };
  }
  return undefined;
}

interface Pattern {
  readonly kind: UnresolvedName['kind'];
  /** With the groups `name` and, for a member, perhaps `owner`. */
  readonly pattern: RegExp;
  /** What source and code must look like, for words that others use otherwise. */
  readonly only?: RegExp;
}

/** A name of code: letters of any language, digits, `_` and `$`. */
const word = '[\\p{L}_$][\\p{L}\\p{N}_$]*';

function words(text: string): RegExp {
  return new RegExp(text.replace('NAME', `(?<name>${word})`).replace('OWNER', `(?<owner>${word})`), 'u');
}

const patterns: readonly Pattern[] = [
  // tsc
  { kind: 'name', pattern: words("^Cannot find name 'NAME'") },
  { kind: 'name', pattern: words("^Cannot find namespace 'NAME'") },
  { kind: 'name', pattern: words("^'NAME' refers to a UMD global") },
  { kind: 'name', pattern: words("^No value exists in scope for the shorthand property 'NAME'") },
  { kind: 'member', pattern: words("^Property 'NAME' does not exist on type '(?:typeof )?OWNER") },
  { kind: 'member', pattern: words("^Property 'NAME' (?:does not exist on|may not exist on) type") },
  // eslint no-undef; pyright; mypy
  { kind: 'name', pattern: words('^[\'"“]NAME[\'"”] is not defined') },
  { kind: 'name', pattern: words('^Name "NAME" is not defined') },
  {
    kind: 'member',
    pattern: words(
      '^(?:Cannot access|"[^"]+" has no) (?:attribute|member) "NAME" for class "(?:type\\[)?OWNER',
    ),
  },
  { kind: 'member', pattern: words('^"OWNER" has no attribute "NAME"') },
  // ruff, flake8 (F821), pylint (E0602)
  { kind: 'name', pattern: words('^(?:F821 )?[Uu]ndefined name [`\'"]NAME[`\'"]') },
  { kind: 'name', pattern: words("^Undefined variable '?NAME'?") },
  { kind: 'member', pattern: words("^Instance of 'OWNER' has no 'NAME' member") },
  // gopls
  { kind: 'name', pattern: words('^undefined: NAME$') },
  { kind: 'name', pattern: words('^undeclared name: NAME$') },
  { kind: 'member', pattern: words('undefined \\(type (?:\\*|\\w+\\.)*OWNER has no field or method NAME') },
  // rustc, rust-analyzer
  {
    kind: 'name',
    pattern: words(
      '^(?:cannot find|unresolved) (?:value|function|type|trait|struct, variant or union type|tuple struct/variant|tuple struct or tuple variant|function, tuple struct or tuple variant|struct|macro|derive macro|attribute) `NAME`',
    ),
  },
  {
    kind: 'name',
    pattern: words(
      '^failed to resolve: use of (?:undeclared type|undeclared crate or module|unresolved module or unlinked crate|undeclared module) `NAME`',
    ),
  },
  { kind: 'name', pattern: words('^cannot find `NAME` in this scope') },
  {
    kind: 'member',
    pattern: words(
      '^no (?:method|function or associated item|associated item|field) (?:named )?`NAME`.*? `&?(?:mut )?OWNER',
    ),
  },
  // jdtls, javac, kotlinc
  { kind: 'name', pattern: words('^NAME cannot be resolved(?: to a (?:type|variable))?$') },
  { kind: 'member', pattern: words('^The method NAME\\(.*\\) is undefined for the type OWNER') },
  { kind: 'name', pattern: words('^cannot find symbol.*?(?:class|variable|method) NAME') },
  { kind: 'name', pattern: words("^Unresolved reference:? '?NAME'?") },
  // Roslyn
  { kind: 'name', pattern: words("^The name 'NAME' does not exist in the current context") },
  { kind: 'name', pattern: words("^The type or namespace name 'NAME(?:<[^']*>)?' could not be found") },
  { kind: 'member', pattern: words("^'OWNER' does not contain a definition for 'NAME'") },
  // clangd
  { kind: 'name', pattern: words("^[Uu]se of undeclared identifier 'NAME'") },
  { kind: 'name', pattern: words("^[Uu]nknown type name 'NAME'") },
  { kind: 'member', pattern: words("^[Nn]o member named 'NAME' in '(?:\\w+::)*OWNER'") },
  // intelephense, phpactor; solargraph, Ruby itself
  { kind: 'name', pattern: words("^Undefined (?:type|function|constant|class) '?(?:[\\w\\\\]*\\\\)?NAME'?") },
  { kind: 'name', pattern: words('^Class "(?:[\\w\\\\]*\\\\)?NAME" not found') },
  { kind: 'name', pattern: words('^(?:uninitialized|Unresolved) constant (?:[\\w:]*::)?NAME') },
];
