/** The name for an object of a class, or `subject` where that would be a word of some language, or nothing. */
export function variableName(name: string, className: string): string {
  return name === '' || name === className || reserved.has(name) ? 'subject' : name;
}

/** Keywords of all languages, and names that tests use for something else. */
const reserved: ReadonlySet<string> = new Set(
  [
    'abstract alias and append arguments as assert async await base begin boolean',
    'box break byte case catch chan char class const continue crate debugger',
    'decimal def default defer defined del delegate delete do double dyn elif',
    'else elsif end ensure enum error eval event except export extends extern',
    'fallthrough false final finally fixed float fn for from func function global',
    'go goto if impl implements import in init instanceof int interface internal',
    'is lambda len let list lock long loop make map match method',
    'mod module mut namespace native new next nil none not null object',
    'operator or out package params pass private protected pub public raise raised',
    'range readonly redo ref rescue result retry return sealed select self set',
    'short static str string struct super switch synchronized test then this throw',
    'thrown throws trait transient true try type typeof undef union unless unsafe',
    'until use using var void volatile when where while with yield',
  ].flatMap((line) => line.split(' ')),
);
