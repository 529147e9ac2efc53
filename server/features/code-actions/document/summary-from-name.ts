import { inWords } from './in-words.ts';

/** A first sentence from a function's name, in the third person: `parseConfig` "Parses config." */
export function summaryFromName(name: string, isConstructor: boolean): string {
  if (isConstructor) return 'Creates a new instance.';
  const words = inWords(name.replace(/[!?]$/, '')).replace(/ (of|for|by|from|with|in|at|on|to)$/, '');
  if (words === '') return 'Does its work.';
  const [first = '', ...rest] = words.split(' ');
  const tail = rest.join(' ');
  if (questions.has(first))
    return `Tells whether ${['is', 'are'].includes(first) ? `it is ${tail}` : `it ${words}`}.`;
  if (first === 'to' && tail !== '') return `Converts to ${tail}.`;
  if (first === 'from' && tail !== '') return `Creates it from ${tail}.`;
  if (first === 'on' && tail !== '') return `Handles ${tail}.`;
  if (verbs.has(first)) return `${capitalized(thirdPerson(first))}${tail === '' ? '' : ` ${tail}`}.`;
  return `Gives the ${words}.`;
}

const questions: ReadonlySet<string> = new Set([
  'is',
  'are',
  'has',
  'can',
  'should',
  'must',
  'may',
  'needs',
  'contains',
]);

/** `parse` as "parses". */
function thirdPerson(verb: string): string {
  if (/(s|x|z|ch|sh|o)$/.test(verb)) return `${verb}es`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return `${verb}s`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Verbs that begin the names of functions. */
const verbs: ReadonlySet<string> = new Set(
  (
    'abort accept activate add adjust align allocate allow analyze append apply ask assert assign attach await batch ' +
    'begin bind build call cancel capture change check choose clamp classify clean clear click clone close collect ' +
    'combine commit compare compile complete compose compress compute configure confirm connect consume convert copy ' +
    'count create cut debounce decide decode decompress decrypt delete deliver deny deploy describe deserialize destroy ' +
    'detach detect disable discard disconnect dispatch display dispose divide do download draw drop dump emit enable ' +
    'encode encrypt end ensure enter escape estimate evaluate exclude execute exit expand expect export extend extract ' +
    'fail fetch fill filter find finish fix flatten flush focus fold follow forget format forward free gather generate ' +
    'get give go grant greet group grow guess handle hash hide highlight ignore import include increment index infer inject ' +
    'initialize insert inspect install interpolate invert invoke join keep kill launch lex limit link list listen load ' +
    'locate lock log look lower make map mark match measure merge mount move multiply name normalize note notify observe ' +
    'obtain offer open order pack pad paint parse pass patch pause peek perform pick place play poll pop populate post ' +
    'predict prepare prepend preprocess print process produce provide publish pull push put query queue raise rank read ' +
    'rebuild receive record recover reduce refresh refuse register reject release reload remove rename render repair ' +
    'repeat replace reply report request require reset resize resolve respond restart restore resume retrieve retry return ' +
    'reverse revert rotate round route run sanitize save scale scan schedule score search seek select send serialize serve ' +
    'set setup shift show shrink shuffle shut sign skip sleep slice sort spawn split start step stop store stream strip ' +
    'submit subscribe substitute subtract suggest sum summarize swap switch sync take tell terminate test throttle throw ' +
    'toggle tokenize touch trace track transform translate traverse trigger trim truncate try turn unescape uninstall ' +
    'unlink unlock unpack unregister unsubscribe unwrap update upgrade upload use validate verify visit wait wake walk ' +
    'warn watch wrap write yield zip'
  ).split(' '),
);
