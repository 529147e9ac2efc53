import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import type { Candidate } from '../../../../server/features/completion/choosing/candidate.ts';
import { SuggestionCache } from '../../../../server/features/completion/reuse/suggestion-cache.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

/** A place is written as a text with `█` where the cursor stands. */
function placeOf(marked: string, { uri = 'file:///w/a.ts', scope = 's' } = {}) {
  const offset = marked.indexOf('█');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { document: new TextDocument({ uri, languageId: '', version: 1 }, text), offset, scope };
}

function candidate(text: string): Candidate {
  return { text, source: 'model', model: 'm', confidence: 0.5, explanation: 'written by m' };
}

function cacheWith(marked: string, text: string) {
  const clock = new ManualClock();
  const cache = new SuggestionCache(clock);
  cache.keep(placeOf(marked), candidate(text));
  return { clock, cache };
}

/** What is found at `now` of a text that was kept at `then`. */
function found(then: string, text: string, now: string): string | undefined {
  const known = cacheWith(then, text).cache.find(placeOf(now));
  return known?.kind === 'text' ? known.candidate.text : known?.reason;
}

describe('a text that was suggested', () => {
  test('is found where it was, with all that is known of it', () => {
    const { cache } = cacheWith('return █;', 'a + b');
    expect(cache.find(placeOf('return █;'))).toMatchObject({ kind: 'text', candidate: candidate('a + b') });
  });

  test('goes on where a part of it was typed or taken, also across lines', () => {
    expect(found('{\n  █\n}', 'a();\n  b();', '{\n  a();█\n}')).toBe('\n  b();');
    expect(found('{\n  █\n}', 'a();\n  b();', '{\n  a();\n█\n}')).toBe('  b();');
    expect(found('{\n  █\n}', 'a();\n  b();', '{\n  a();\n  █\n}')).toBe('b();');
  });

  test('is not found where something else was typed, or all of it', () => {
    expect(found('return █;', 'value', 'return x█;')).toBeUndefined();
    expect(found('return █;', 'value', 'return value█;')).toBeUndefined();
    expect(found('return █;', 'value', 'return values█;')).toBeUndefined();
  });

  test('is found again after going back', () => {
    const { cache } = cacheWith('return █;', 'value');
    cache.keep(placeOf('return x█;'), candidate('.y'));
    expect(cache.find(placeOf('return █;'))).toMatchObject({ candidate: { text: 'value' } });
    expect(cache.find(placeOf('return x█;'))).toMatchObject({ candidate: { text: '.y' } });
  });

  test('yields to a newer one for a place on its way', () => {
    const { cache } = cacheWith('return █;', 'value.old');
    cache.keep(placeOf('return value█;'), candidate('.new'));
    expect(cache.find(placeOf('return val█;'))).toMatchObject({ candidate: { text: 'ue.old' } });
    expect(cache.find(placeOf('return value█;'))).toMatchObject({ candidate: { text: '.new' } });
  });

  test('moves with the text around it', () => {
    const far = 'x = 1;\n'.repeat(100);
    expect(found(`${far}return █;`, 'value', `import b;\n${far}return va█;`)).toBe('lue');
  });

  test('has plain line ends, whichever the document has', () => {
    expect(found('{\r\n  █\r\n}', 'a();\r\n  b();', '{\r\n  █\r\n}')).toBe('a();\n  b();');
    expect(found('{\r\n  █\r\n}', 'a();\n  b();', '{\r\n  a();\r\n  b█\r\n}')).toBe('();');
  });

  test('is not cut inside a character', () => {
    expect(found('"█"', '😀!', '"\ud83d█"')).toBeUndefined();
    expect(found('"█"', '😀!', '"😀█"')).toBe('!');
  });

  test('is one thing for all spellings of a URI, and another for other documents and scopes', () => {
    const { cache } = cacheWith('return █;', 'value');
    expect(cache.find(placeOf('return █;', { uri: 'file:///w/%61.ts' }))).toBeDefined();
    expect(cache.find(placeOf('return █;', { uri: 'file:///w/b.ts' }))).toBeUndefined();
    expect(cache.find(placeOf('return █;', { scope: 't' }))).toBeUndefined();
  });

  test('is forgotten when the cache is cleared', () => {
    const { cache } = cacheWith('return █;', 'value');
    cache.clear();
    expect(cache.find(placeOf('return █;'))).toBeUndefined();
    cache.keep(placeOf('return █;'), candidate('value'));
    expect(cache.find(placeOf('return v█;'))).toBeDefined();
  });
});

describe('what the editor puts by itself', () => {
  test.each([
    ['a bracket it closes', '█', 'f(a);', 'f(█)', 'a'],
    ['a bracket it closes in front of more', 'x = █\ny', 'f(a) + g(b);', 'x = f(█)\ny', 'a) + g(b'],
    ['two brackets', '█', 'f({ a: 1 }, 2);', 'f({█})', ' a: 1 '],
    ['two brackets, when the inner one was typed over', '█', 'f({ a: 1 }, 2);', 'f({ a: 1 }█)', ', 2'],
    ['one bracket of two', '█', 'f({ a: 1 });', 'f({█}', ' a: 1 '],
    ['a quote it closes', 'x = █;', '"a" + "b"', 'x = "█";', 'a" + "b'],
    ['a quote with a bracket in it', 'x = █', "f(')') + 1", 'x = f(█)', "')'"],
    ['the indentation of a new line', '█\nend', 'if (a) {\n    b();\n}', 'if (a) {\n    █\nend', 'b();\n}'],
    ['less indentation than the text has', '█', 'do\n    b\nend', 'do\n  █', '  b\nend'],
    ['a bracket on a line of its own', '█', 'if (a) {\n  b();\n}\nc();', 'if (a) {\n  █\n}', 'b();'],
    ['the same with other line ends', '\r\n█', 'if (a) {\n  b();\n}', '\r\nif (a) {\r\n  █\r\n}', 'b();'],
  ])('%s is part of the text', (_, then, text, now, rest) => {
    expect(found(then, text, now)).toBe(rest);
  });

  test.each([
    ['more indentation than the text has', '█', 'do\n  b\nend', 'do\n    █'],
    ['a bracket that was not opened since', '█', 'f(a);', 'f█)'],
    ['a bracket that only the rest would explain', '█', 'ab)', 'a█)'],
    ['a bracket that was closed again', '█', 'f(a) + 1', 'f(a)█)'],
    ['a bracket that the text never closes', '█', 'f(a,', 'f(█)'],
    ['a closing line with other indentation', '█', 'if (a) {\n  b();\n  }', 'if (a) {\n  █\n}'],
    ['a closing tag', '█', '<b>a</b>', '<b>█</b>'],
    ['all that was left', '█', 'f(a)', 'f(a█)'],
  ])('%s makes it another place', (_, then, text, now) => {
    expect(found(then, text, now)).toBeUndefined();
  });
});

describe('a silence', () => {
  test('is known for ten seconds, at its place alone', () => {
    const { cache, clock } = cacheWith('x = █', 'y');
    cache.keepSilence(placeOf('return █;'), 'model-silent');
    clock.advance(9_999);
    expect(cache.find(placeOf('return █;'))).toEqual({ kind: 'silence', reason: 'model-silent' });
    expect(cache.find(placeOf('return a█;'))).toBeUndefined();
    expect(cache.find(placeOf('return █'))).toBeUndefined();
    clock.advance(1);
    expect(cache.find(placeOf('return █;'))).toBeUndefined();
  });

  test('goes before a text that leads there, and that is there again afterwards', () => {
    const { cache, clock } = cacheWith('return █;', 'value');
    cache.keepSilence(placeOf('return v█;'), 'unsure');
    expect(cache.find(placeOf('return v█;'))).toEqual({ kind: 'silence', reason: 'unsure' });
    clock.advance(10_000);
    expect(cache.find(placeOf('return v█;'))).toMatchObject({ candidate: { text: 'alue' } });
  });

  test('hides no text that was kept later for a place before', () => {
    const { cache } = cacheWith('x = █', 'y');
    cache.keepSilence(placeOf('return v█;'), 'unsure');
    cache.keep(placeOf('return █;'), candidate('value'));
    expect(cache.find(placeOf('return v█;'))).toMatchObject({ candidate: { text: 'alue' } });
  });

  test('ends with a text for its place', () => {
    const { cache } = cacheWith('x = █', 'y');
    cache.keepSilence(placeOf('return █;'), 'unsure');
    cache.keep(placeOf('return █;'), candidate('value'));
    expect(cache.find(placeOf('return █;'))).toMatchObject({ candidate: { text: 'value' } });
  });
});

describe('the bounds', () => {
  const kept = (cache: SuggestionCache, count: number) =>
    Array.from({ length: count }, (_, i) => cache.find(placeOf(`${i}: █`))).filter(Boolean).length;

  test('leave 500 texts, those that were used last', () => {
    const cache = new SuggestionCache(new ManualClock());
    for (let i = 0; i < 500; i++) cache.keep(placeOf(`${i}: █`), candidate('x'));
    expect(cache.find(placeOf('0: █'))).toBeDefined();
    cache.keep(placeOf('500: █'), candidate('x'));
    expect(cache.find(placeOf('0: █'))).toBeDefined();
    expect(cache.find(placeOf('1: █'))).toBeUndefined();
    expect(kept(cache, 501)).toBe(500);
  });

  test('leave fewer texts when they are long, and none of those that nobody would read', () => {
    const cache = new SuggestionCache(new ManualClock());
    for (let i = 0; i < 400; i++) cache.keep(placeOf(`${i}: █`), candidate('x'.repeat(4_000)));
    expect(kept(cache, 400)).toBeGreaterThan(100);
    expect(kept(cache, 400)).toBeLessThan(125);
    cache.keep(placeOf('long: █'), candidate('x'.repeat(4_001)));
    expect(cache.find(placeOf('long: █'))).toBeUndefined();
  });
});

const code = fc.string({
  unit: fc.constantFrom('a', 'b', '(', ')', '{', '}', '"', ';', ' ', '\n', '😀'),
  maxLength: 30,
});
const someCode = code.filter((text) => text !== '');

test('typing any pieces of a text and going back always finds exactly the rest', () => {
  const step = fc.integer({ min: -12, max: 12 });
  const lineEnd = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(code, someCode, code, fc.array(step), lineEnd, (before, text, behind, steps, end) => {
      const cache = new SuggestionCache(new ManualClock());
      const written = (part: string) => part.replaceAll('\n', end);
      const characters = Array.from(text);
      const at = (count: number) =>
        placeOf(`${written(before)}${written(characters.slice(0, count).join(''))}█${written(behind)}`);
      cache.keep(at(0), candidate(text));
      let count = 0;
      for (const by of steps) {
        count = Math.min(characters.length, Math.max(0, count + by));
        const rest = characters.slice(count).join('');
        const known = cache.find(at(count));
        const isWhole = rest === text;
        expect(known).toEqual(
          rest === '' ? undefined : { kind: 'text', candidate: candidate(rest), isWhole },
        );
      }
    }),
  );
});

test('nothing is found where a unit that decides it differs', () => {
  const long = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), minLength: 0, maxLength: 500 });
  fc.assert(
    fc.property(long, someCode, long, fc.nat(), fc.nat(), (before, text, behind, typed, where) => {
      const { cache } = cacheWith(`${before}█${behind}`, text);
      const head = text.slice(0, typed % text.length);
      const deciding = before.slice(-400).length + behind.slice(0, 150).length;
      fc.pre(deciding > 0);
      const at = before.length - before.slice(-400).length + (where % deciding);
      const all = `${before}${behind}`;
      const other = `${all.slice(0, at)}z${all.slice(at + 1)}`;
      const now = `${other.slice(0, before.length)}${head}█${other.slice(before.length)}`;
      expect(cache.find(placeOf(now))).toBeUndefined();
    }),
  );
});

test('what an editor closes by itself never leads to a text that typing on would not give', () => {
  const brackets = fc.string({
    unit: fc.constantFrom('a', '(', ')', '{', '}', '[', ']', '"', "'", '\\', ';', '\n', '  '),
    minLength: 1,
    maxLength: 24,
  });
  let hits = 0;
  fc.assert(
    fc.property(brackets, brackets, brackets, (before, text, behind) => {
      const { cache } = cacheWith(`${before}█${behind}`, text);
      for (const { typed, closers } of typedByClosingEditor(text)) {
        const known = cache.find(placeOf(`${before}${typed}█${closers}${behind}`));
        if (known?.kind !== 'text') continue;
        hits += closers === '' ? 0 : 1;
        const written = `${typed}${known.candidate.text}`;
        const closed = closers.slice(0, closers.search(/\S/) + 1);
        expect(text.startsWith(`${written}${closed}`)).toBe(true);
        if (closers === '') expect(written).toBe(text);
      }
    }),
    { numRuns: 500 },
  );
  // The rest of the keys stand where nothing is open, or where nothing is left to write.
  expect(hits).toBeGreaterThan(100);
});

/** What stands on both sides of the cursor after each key, where brackets are closed and can be typed over. */
function typedByClosingEditor(text: string): { readonly typed: string; readonly closers: string }[] {
  const states: { readonly typed: string; readonly closers: string }[] = [];
  let [typed, closers] = ['', ''];
  for (const key of text) {
    const closer = closerOf.get(key);
    if (closers.startsWith(key)) closers = closers.slice(1);
    else if (closer !== undefined) closers = closer + closers;
    else if (key === '\n' && typed.endsWith('{') && closers.startsWith('}')) closers = `\n${closers}`;
    typed += key;
    states.push({ typed, closers });
  }
  return states;
}

const closerOf = new Map([
  ['(', ')'],
  ['{', '}'],
  ['[', ']'],
  ['"', '"'],
  ["'", "'"],
]);

test('a lookup reads no more of a large document than of a small one', () => {
  const { cache } = cacheWith('return █;', 'value');
  cache.keep(placeOf('x█'), candidate('y'.repeat(1_000)));
  const read = (text: string) => {
    let units = 0;
    const watched = new Proxy(new String(text), {
      get(target, name) {
        const own: unknown = Reflect.get(target, name);
        if (typeof own !== 'function') return own;
        return (...given: number[]) => {
          const result: unknown = own.apply(target, given);
          units += typeof result === 'string' ? result.length : 1;
          return result;
        };
      },
    });
    const { document, ...rest } = placeOf(`${text}█`);
    const place = {
      ...rest,
      document: Object.create(document, { text: { value: watched }, uri: { value: document.uri } }),
    };
    cache.find(place);
    return units;
  };
  const line = 'const a = 1;\n';
  expect(read(line.repeat(100_000))).toBe(read(line.repeat(200)));
});
