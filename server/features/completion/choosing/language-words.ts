import { languageFamilyOf } from '../../../embedded/language-family.ts';

/** Words that exist in every file of a language: its keywords, and what it brings without an import. */
export function languageWords(path: string): ReadonlySet<string> {
  return sets.get(languageFamilyOf(path)) ?? everyWord;
}

const words: Readonly<Record<string, string>> = {
  javascript:
    'abstract any arguments Array ArrayBuffer as asserts async await bigint BigInt boolean Boolean break case catch ' +
    'class clearTimeout console const constructor continue Date debugger declare decodeURIComponent default delete ' +
    'do document else encodeURIComponent enum Error export exports extends false finally fetch for from function get ' +
    'global globalThis if implements import in infer Infinity instanceof interface is isNaN JSON keyof let Map Math ' +
    'module NaN namespace never new null number Number object Object of override parseFloat parseInt private process ' +
    'Promise protected Proxy public Readonly ReadonlyArray ReadonlyMap ReadonlySet readonly Record Partial Pick Omit ' +
    'Reflect RegExp require return satisfies set Set setInterval setTimeout static string String super switch symbol ' +
    'Symbol this throw true try type TypeError RangeError typeof Uint8Array undefined unique unknown URL var void ' +
    'WeakMap WeakSet while window with yield length push pop shift slice splice map filter find findIndex forEach ' +
    'reduce some every includes indexOf join sort reverse concat flatMap keys values entries then has add toString ' +
    'trim split replace replaceAll startsWith endsWith padStart padEnd match test exec stringify parse log error warn ' +
    'name message stack max min floor ceil round abs assign freeze fromEntries isArray all resolve reject hasOwn size',
  python:
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda match case nonlocal not or pass raise return try while with yield self cls abs all any ' +
    'bool bytes bytearray callable chr classmethod delattr dict dir divmod enumerate eval exec filter float format ' +
    'frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max min ' +
    'next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str ' +
    'sum super tuple type vars zip Exception ValueError TypeError KeyError IndexError AttributeError RuntimeError ' +
    'NotImplementedError StopIteration OSError FileNotFoundError append extend pop items keys values get update join ' +
    'split strip startswith endswith replace lower upper encode decode read write close sort copy add remove __init__ ' +
    '__name__ __main__ __file__ __str__ __repr__ __eq__ __len__',
  go:
    'break case chan const continue default defer else fallthrough for func go goto if import interface map package ' +
    'range return select struct switch type var append bool byte cap clear close complex copy delete error false ' +
    'float32 float64 int int8 int16 int32 int64 iota len make max min new nil panic print println recover rune ' +
    'string true uint uint8 uint16 uint32 uint64 uintptr any comparable err ok Error String fmt Errorf Println Printf ' +
    'Sprintf',
  rs:
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move ' +
    'mut pub ref return self Self static struct super trait true type unsafe use where while bool char f32 f64 i8 i16 ' +
    'i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Box Clone Copy Debug Default Eq Err Fn FnMut FnOnce From Hash ' +
    'Into Iterator None Ok Option Ord PartialEq PartialOrd Result Some String ToString Vec assert assert_eq derive ' +
    'dbg eprintln format panic println todo unimplemented unreachable vec unwrap expect iter into_iter map filter ' +
    'collect len push insert get clone to_string is_empty std',
  java:
    'abstract assert boolean break byte case catch char class continue default do double else enum extends final ' +
    'finally float for if implements import instanceof int interface long native new null package private protected ' +
    'public record return sealed short static strictfp super switch synchronized this throw throws transient true ' +
    'false try var void volatile while yield Boolean Character Class Double Exception Float IllegalArgumentException ' +
    'IllegalStateException Integer Iterable Long Math Object Override RuntimeException String StringBuilder System ' +
    'Thread out err println printf equals hashCode toString length size get put add fun val when object companion ' +
    'data override lateinit Int Unit Any List Map Set listOf mapOf',
  c:
    'auto bool break case catch char class const constexpr continue default delete do double else enum explicit ' +
    'extern false final float for friend goto if include inline int long namespace new noexcept nullptr NULL operator ' +
    'override private protected public register return short signed sizeof static struct switch template this throw ' +
    'true try typedef typename union unsigned using virtual void volatile while size_t std string vector printf ' +
    'malloc free define ifdef ifndef endif',
  ruby:
    'alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo ' +
    'rescue retry return self super then true undef unless until when while yield attr_accessor attr_reader ' +
    'attr_writer extend include initialize lambda loop new private proc protected public puts raise require ' +
    'require_relative each map select reject length size to_s to_i nil empty',
};

const sets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(words).map(([family, text]) => [family, new Set(text.split(' '))] as const),
);

/** For a language that we have no list of: a name that exists somewhere is not held against a text. */
const everyWord: ReadonlySet<string> = new Set(Object.values(words).flatMap((text) => text.split(' ')));
