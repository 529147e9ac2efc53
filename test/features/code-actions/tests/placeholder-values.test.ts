import { expect, test } from 'vitest';

import { placeholderArguments } from '../../../../server/features/code-actions/tests/placeholder-values.ts';
import type { Wish } from '../../../../server/features/code-actions/tests/wished-values.ts';
import type { Parameter } from '../../../../server/syntax/source-shape.ts';

function parameter(name: string, type: string | undefined, more: Partial<Parameter> = {}): Parameter {
  return { name, type, defaultValue: undefined, isOptional: false, isRest: false, isKeyword: false, ...more };
}

/** Each type with the argument that is written for it, a line each. */
function argumentsFor(language: string, types: readonly string[], packagePrefix = ''): string {
  const lines = types.map((type) => {
    const { text, imports } = placeholderArguments(
      { language, packagePrefix },
      [parameter('x', type)],
      new Map(),
    );
    return [type, ' -> ', text, ...imports.map((line) => `   ${line}`)].join('');
  });
  return ['', ...lines, ''].join('\n');
}

test('TypeScript: what fits a type, and where it says nothing what fits everywhere', () => {
  const types = [
    ...['string', 'number[]', 'readonly Item[]', "'a' | 'b'", 'string | undefined', 'Map<string, number>'],
    ...['{ name: string; tags: readonly string[]; note?: string }', '(a: number, b: string) => boolean'],
    ...[
      '() => Promise<{ a: number }>',
      '[string, number]',
      'Record<string, number>',
      'User',
      'Promise<void>',
    ],
    ...['ReadonlyArray<Set<string>>', 'AbortSignal', '(string | number)[]', 'T extends U ? X : Y'],
  ];
  expect(argumentsFor('typescript', types)).toMatchInlineSnapshot(`
    "
    string -> 'text'
    number[] -> [1]
    readonly Item[] -> []
    'a' | 'b' -> 'a'
    string | undefined -> 'text'
    Map<string, number> -> new Map()
    { name: string; tags: readonly string[]; note?: string } -> { name: 'text', tags: ['text'] }
    (a: number, b: string) => boolean -> () => true
    () => Promise<{ a: number }> -> () => Promise.resolve({ a: 1 })
    [string, number] -> ['text', 1]
    Record<string, number> -> {}
    User -> undefined as never
    Promise<void> -> Promise.resolve(undefined)
    ReadonlyArray<Set<string>> -> [new Set()]
    AbortSignal -> new AbortController().signal
    (string | number)[] -> ['text']
    T extends U ? X : Y -> undefined as never
    "
  `);
});

test('Go: values that compile, with the package before its own types', () => {
  const types = [
    ...[
      'int64',
      'string',
      '[]string',
      'map[string]Item',
      '*Item',
      'Item',
      'error',
      'any',
      'chan int',
      '[3]byte',
    ],
    ...[
      'func(a Item, b int) (bool, error)',
      'func(T) U',
      '[]T',
      'io.Reader',
      'context.Context',
      '*http.Request',
    ],
    ...['foreign.Thing', 'time.Time'],
  ];
  expect(argumentsFor('go', types, 'cart.')).toMatchInlineSnapshot(`
    "
    int64 -> 1
    string -> "text"
    []string -> []string{"text"}
    map[string]Item -> map[string]cart.Item{}
    *Item -> new(cart.Item)
    Item -> *new(cart.Item)
    error -> nil
    any -> "text"
    chan int -> make(chan int)
    [3]byte -> [3]byte{}
    func(a Item, b int) (bool, error) -> func(a cart.Item, b int) (bool, error) { return false, *new(error) }
    func(T) U -> func(int) int { return 0 }
    []T -> []int{1}
    io.Reader -> strings.NewReader("text")   import "strings"
    context.Context -> context.Background()   import "context"
    *http.Request -> new(http.Request)   import "net/http"
    foreign.Thing -> nil
    time.Time -> time.Unix(0, 0)   import "time"
    "
  `);
});

test('Rust: values that compile, with a todo for types that say nothing', () => {
  const types = [
    ...[
      '&str',
      "&'a str",
      'String',
      'u8',
      'f64',
      'Option<Item>',
      'Vec<i32>',
      '&[String]',
      '&mut Vec<u8>',
      'Item',
    ],
    ...[
      'HashMap<String, u32>',
      '&dyn Shape',
      'impl Fn(i32, i32) -> bool',
      'impl Iterator<Item = u8>',
      '(i32, bool)',
    ],
    ...['Result<i32, String>', 'Box<[u8]>', '[u8; 4]', 'T', 'Arc<Mutex<i32>>'],
  ];
  expect(argumentsFor('rust', types)).toMatchInlineSnapshot(`
    "
    &str -> "text"
    &'a str -> "text"
    String -> "text".to_string()
    u8 -> 1
    f64 -> 1.0
    Option<Item> -> None
    Vec<i32> -> vec![1]
    &[String] -> &["text".to_string()]
    &mut Vec<u8> -> &mut vec![1]
    Item -> todo!("a value of Item")
    HashMap<String, u32> -> std::collections::HashMap::new()
    &dyn Shape -> todo!("a value of dyn Shape")
    impl Fn(i32, i32) -> bool -> |_, _| Default::default()
    impl Iterator<Item = u8> -> std::iter::empty::<u8>()
    (i32, bool) -> (1, true)
    Result<i32, String> -> Ok(1)
    Box<[u8]> -> Box::new([1])
    [u8; 4] -> [1; 4]
    T -> 1
    Arc<Mutex<i32>> -> std::sync::Arc::new(std::sync::Mutex::new(1))
    "
  `);
});

test('Java, PHP, C# and Python: values that compile or run', () => {
  const java = [
    ...[
      'int',
      'long',
      'String',
      'List<Integer>',
      'Map<String, User>',
      'Optional<User>',
      'int[]',
      'User',
      'final User',
    ],
    ...['Function<String, Integer>', 'Predicate<User>', 'Collection<? extends Number>', 'BigDecimal'],
  ];
  expect(argumentsFor('java', java)).toMatchInlineSnapshot(`
    "
    int -> 1
    long -> 1L
    String -> "text"
    List<Integer> -> List.of(1)   import java.util.List;
    Map<String, User> -> Map.of()   import java.util.Map;
    Optional<User> -> Optional.empty()   import java.util.Optional;
    int[] -> new int[] {1}
    User -> null
    final User -> null
    Function<String, Integer> -> value -> 1
    Predicate<User> -> value -> true
    Collection<? extends Number> -> List.of(1)   import java.util.List;
    BigDecimal -> BigDecimal.ONE   import java.math.BigDecimal;
    "
  `);
  expect(
    argumentsFor('php', ['int', '?string', 'array', 'callable', 'Clock', 'int|string']),
  ).toMatchInlineSnapshot(`
    "
    int -> 1
    ?string -> 'text'
    array -> []
    callable -> fn () => null
    Clock -> $this->createStub(Clock::class)
    int|string -> 1
    "
  `);
  const cSharp = [
    'int',
    'decimal',
    'string',
    'int?',
    'IEnumerable<string>',
    'Func<int, bool>',
    'User',
    'List<int>',
  ];
  expect(argumentsFor('c-sharp', cSharp)).toMatchInlineSnapshot(`
    "
    int -> 1
    decimal -> 1m
    string -> "text"
    int? -> null
    IEnumerable<string> -> new string[] { "text" }
    Func<int, bool> -> (_0) => true
    User -> default!
    List<int> -> new()
    "
  `);
  const python = [
    ...[
      'str',
      'list[int]',
      'Sequence[User]',
      'dict[str, int]',
      'Optional[str]',
      'int | None',
      'Callable[[int], bool]',
    ],
    ...["Literal['a', 'b']", 'tuple[int, str]', 'User', 'typing.Iterable[str]', "'User'"],
  ];
  expect(argumentsFor('python', python)).toMatchInlineSnapshot(`
    "
    str -> "text"
    list[int] -> [1]
    Sequence[User] -> []
    dict[str, int] -> {}
    Optional[str] -> "text"
    int | None -> 1
    Callable[[int], bool] -> lambda *arguments: True
    Literal['a', 'b'] -> 'a'
    tuple[int, str] -> (1, "text")
    User -> None
    typing.Iterable[str] -> ["text"]
    'User' -> None
    "
  `);
});

test('without types the name or the default tells', () => {
  const names = [
    'name',
    'count',
    'isOpen',
    'items',
    'options',
    'callback',
    'n',
    'user',
    'maxLength',
    'fileNames',
  ];
  const write = (name: string) =>
    placeholderArguments(
      { language: 'javascript', packagePrefix: '' },
      [parameter(name, undefined)],
      new Map(),
    ).text;
  expect(names.map((name) => `${name} -> ${write(name)}`)).toMatchInlineSnapshot(`
    [
      "name -> 'text'",
      "count -> 1",
      "isOpen -> true",
      "items -> []",
      "options -> {}",
      "callback -> () => undefined",
      "n -> 1",
      "user -> {}",
      "maxLength -> 1",
      "fileNames -> []",
    ]
  `);
});

test('optional arguments are left out, unless a way or a later argument needs them', () => {
  const optional = { isOptional: true, defaultValue: '3' };
  const place = { language: 'javascript', packagePrefix: '' };
  const all = [
    parameter('name', undefined),
    parameter('size', undefined, optional),
    parameter('rest', undefined, { isRest: true }),
  ];
  const wish = (value: Wish) => new Map([['size', value]]);
  expect(placeholderArguments(place, all, new Map()).text).toBe(`'text'`);
  expect(placeholderArguments(place, all, wish({ kind: 'number', value: 0 })).text).toBe(`'text', 0`);
  expect(placeholderArguments(place, [...all, parameter('n', undefined)], new Map()).text).toBe(
    `'text', 3, 1`,
  );
});

test('a wish that the type does not allow is passed over', () => {
  const write = (language: string, type: string, wish: Wish) =>
    placeholderArguments({ language, packagePrefix: '' }, [parameter('x', type)], new Map([['x', wish]]))
      .text;
  expect(write('typescript', 'string', { kind: 'number', value: 0 })).toBe(`'text'`);
  expect(write('rust', 'u32', { kind: 'number', value: -1 })).toBe('1');
  expect(write('go', 'uint8', { kind: 'number', value: -1 })).toBe('1');
  expect(write('java', 'int', { kind: 'absent' })).toBe('1');
  expect(write('c-sharp', 'string', { kind: 'empty' })).toBe('""');
  expect(write('php', '?int', { kind: 'absent' })).toBe('null');
});
