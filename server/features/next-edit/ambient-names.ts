/** Whether a language, or where its programs run, has a name without any import. */
export function isAmbientName(name: string, language: string): boolean {
  return names.get(families[language] ?? language)?.has(name) === true;
}

const families: Readonly<Record<string, string>> = {
  typescript: 'script',
  tsx: 'script',
  javascript: 'script',
  kotlin: 'jvm',
  scala: 'jvm',
  java: 'jvm',
};

const words: Readonly<Record<string, string>> = {
  script:
    'AbortController AbortSignal AggregateError Array ArrayBuffer Atomics Attr Audio Awaited BigInt BigInt64Array ' +
    'BigUint64Array Blob Boolean BroadcastChannel Buffer Cache CharacterData Comment ConstructorParameters Crypto ' +
    'CustomEvent DOMException DOMParser DOMRect DataTransfer DataView Date Document DocumentFragment Element Error ' +
    'EvalError Event EventSource EventTarget Exclude Extract File FileList FileReader FinalizationRegistry ' +
    'Float32Array Float64Array FormData Function Generator HTMLElement Headers History Image ImageData InstanceType ' +
    'Int16Array Int32Array Int8Array IntersectionObserver Intl Iterable IterableIterator Iterator JSON JSX ' +
    'KeyboardEvent Location Lock Map Math MediaStream MessageChannel MessageEvent MessagePort MouseEvent ' +
    'MutationObserver NaN Navigator Node NodeJS NodeList NonNullable Notification Number Object Omit Option Parameters ' +
    'Partial Path2D Performance Pick PointerEvent Promise PromiseLike PropertyKey Proxy Range RangeError React ' +
    'ReadableStream Readonly ReadonlyArray ReadonlyMap ReadonlySet Record ReferenceError Reflect RegExp Request ' +
    'Required ResizeObserver Response ReturnType Screen Selection Set SharedArrayBuffer Storage String StyleSheet ' +
    'Symbol SyntaxError Text TextDecoder TextEncoder ThisType Touch TransformStream TypeError URIError URL ' +
    'URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly ' +
    'WebSocket Window Worker WritableStream XMLHttpRequest __dirname __filename after afterAll afterEach alert assert ' +
    'atob before beforeAll beforeEach btoa caches cancelAnimationFrame clearImmediate clearInterval clearTimeout ' +
    'close confirm console context crypto cy decodeURI decodeURIComponent define describe document encodeURI ' +
    'encodeURIComponent escape eval event expect exports fetch find focus global globalThis history importScripts ' +
    'indexedDB isFinite isNaN jest length localStorage location matchMedia module name navigator open origin parent ' +
    'parseFloat parseInt performance postMessage print process prompt queueMicrotask reportError ' +
    'requestAnimationFrame require screen scroll self sessionStorage setImmediate setInterval setTimeout status stop ' +
    'structuredClone suite test top undefined unescape vi window',
  python:
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
    'BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
    'ConnectionResetError DeprecationWarning EOFError Ellipsis EnvironmentError Exception ExceptionGroup ' +
    'FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ' +
    'ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt ' +
    'LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError ' +
    'OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ' +
    'ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning ' +
    'SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError ' +
    'UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all ' +
    'anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits ' +
    'delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help ' +
    'hex input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord ' +
    'pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type ' +
    'vars zip __builtins__ __debug__ __doc__ __file__ __import__ __name__ __package__ __path__ __spec__ reveal_type',
  rust:
    'AsMut AsRef Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn FnMut FnOnce ' +
    'From FromIterator Hash Into IntoIterator Iterator None Option Ord PartialEq PartialOrd Result Send Sized Some ' +
    'String Sync ToOwned ToString TryFrom TryInto Unpin Vec alloc bool char core drop f32 f64 isize std str usize',
  jvm:
    'Annotation Any AnyRef AnyVal AbstractMethodError Appendable Array ArrayList ArithmeticException ' +
    'ArrayIndexOutOfBoundsException AssertionError AutoCloseable Boolean Byte ByteArray CharArray CharSequence ' +
    'Character Class ClassCastException ClassLoader ClassNotFoundException CloneNotSupportedException Cloneable ' +
    'Collection Comparable Comparator Compiler Deprecated Double DoubleArray Either Enum Error Exception Float Function ' +
    'FunctionalInterface Future HashMap HashSet IllegalAccessException IllegalArgumentException ' +
    'IllegalMonitorStateException IllegalStateException IndexOutOfBoundsException InstantiationException Int IntArray ' +
    'IntRange Integer InterruptedException Iterable Iterator Lazy Left LinkageError LinkedHashMap List Long LongArray ' +
    'Map Math Module MutableList MutableMap MutableSet NegativeArraySizeException Nil NoSuchElementException ' +
    'NoSuchFieldException NoSuchMethodException None Nothing NullPointerException Number NumberFormatException Object ' +
    'Option OutOfMemoryError Override Package Pair Predef Process ProcessBuilder Product Random Readable Record Regex ' +
    'Result Right Runnable Runtime RuntimeException SafeVarargs SecurityException Seq Sequence Serializable Set Short ' +
    'Some StackOverflowError StackTraceElement StackWalker StrictMath String StringBuffer StringBuilder ' +
    'StringIndexOutOfBoundsException SuppressWarnings System Thread ThreadGroup ThreadLocal Throwable Throws Triple ' +
    'Tuple2 Tuple3 Unit UnsupportedOperationException Vector Void Volatile',
  php:
    'ArgumentCountError ArithmeticError ArrayAccess ArrayIterator ArrayObject Attribute BackedEnum Closure Countable ' +
    'DateInterval DatePeriod DateTime DateTimeImmutable DateTimeInterface DateTimeZone DivisionByZeroError ' +
    'DomainException Error ErrorException Exception Fiber Generator InvalidArgumentException Iterator ' +
    'IteratorAggregate JsonException JsonSerializable LengthException LogicException OutOfBoundsException ' +
    'OutOfRangeException OverflowException PDO RangeException ReflectionClass RuntimeException Serializable ' +
    'SplObjectStorage SplStack Stringable Throwable Traversable TypeError UnderflowException ' +
    'UnexpectedValueException UnitEnum ValueError WeakMap WeakReference stdClass',
};

const names: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(words).map(([family, text]) => [family, new Set(text.split(' '))] as const),
);
