import { isName } from './words-of-code.ts';

/** Whether a word says of what it is part: no keyword, no name that stands everywhere, and not too short. */
export function isTellingName(word: string): boolean {
  return word.length >= shortest && isName(word) && !commonWords.has(word);
}

/** A shorter name stands for too much. */
const shortest = 3;
/** Keywords and types of many languages. */
const commonWords: ReadonlySet<string> = new Set(
  (
    'abstract actual and any arguments assert async await bool boolean break byte case catch char class const ' +
    'constructor continue def default defer del dict double elif else end enum except export extends extern false ' +
    'False final finally float fmt for foreach from func function fun get global goto i16 i32 i64 i8 impl implements ' +
    'import int interface internal isinstance lambda len let list long loop map match mod module mut namespace new ' +
    'nil None nonlocal not null number object open operator out override package pass private protected pub public ' +
    'raise range readonly ref require return Self self set short signed sizeof static str string String struct super ' +
    'switch template then this throw throws trait true True try tuple type typedef typeof typename u16 u32 u64 u8 ' +
    'undefined union unsafe unsigned until use using usize val var virtual void when where while with yield'
  ).split(' '),
);
