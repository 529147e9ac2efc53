import { Parser } from 'web-tree-sitter';

/** Starts tree-sitter's WebAssembly from the bytes of its file, once per thread. */
export function startRuntime(bytes: Uint8Array): Promise<void> {
  // The library keeps one runtime per thread whatever its callers do, and so one stack.
  starting ??= start(bytes).catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

/**
 * Runs `work`, which calls into tree-sitter; `undefined` when the code there trapped, and from then on always.
 *
 * Text nested some thousand times makes tree-sitter call itself as often. On the 64 kB of stack that its build has,
 * that silently overwrites other data. We give it so much that the JavaScript engine's own limit is met first, so that
 * the call throws. But it may have been anywhere, in the allocator too: no result after it can be relied on, and only
 * another thread has another runtime.
 */
export function runGuarded<Result>(work: () => Result): Result | undefined {
  if (spoiled) return undefined;
  try {
    return work();
  } catch {
    spoiled = true;
    return undefined;
  }
}

/** Whether tree-sitter trapped in this thread, so that only another thread can parse. */
export function isRuntimeSpoiled(): boolean {
  return spoiled;
}

let spoiled = false;
let starting: Promise<void> | undefined;

type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

async function start(bytes: Uint8Array): Promise<void> {
  const wasmMemory = new WebAssembly.Memory({ initial: firstPages, maximum: mostPages });
  const loaded = await new Promise<Loaded>((resolve, reject) => {
    let parts: Loaded | undefined;
    // https://emscripten.org/docs/api_reference/module.html#Module.instantiateWasm
    const instantiateWasm = (imports: WebAssembly.Imports, receive: Receive) => {
      WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        parts = { pointer: imports.env?.__stack_pointer, malloc: instance.exports.malloc };
        receive(instance, module);
      }, reject);
      return {};
    };
    Parser.init({ instantiateWasm, wasmMemory, print: ignore, printErr: ignore }).then(
      () => resolve(parts ?? {}),
      reject,
    );
  });
  moveStack(loaded);
}

/** The runtime's own words go nowhere: what it prints at a trap says nothing, and standard output belongs to LSP. */
function ignore(): void {}

interface Loaded {
  readonly pointer?: unknown;
  readonly malloc?: unknown;
}

/** Only once the runtime has started: its own start sets up what `malloc` needs. */
function moveStack({ pointer, malloc }: Loaded): void {
  if (!(pointer instanceof WebAssembly.Global) || typeof malloc !== 'function') {
    throw new TypeError('this build of web-tree-sitter has its stack elsewhere');
  }
  pointer.value = Number(malloc(stackBytes)) + stackBytes;
}

/** More than a thread with 4 MB of native stack can use; a multiple of 16, as the ABI wants. */
const stackBytes = 4 * 1024 * 1024;

/** 32 MB in pages of 64 kB: what the build of web-tree-sitter asks for. */
const firstPages = 512;

/**
 * 512 MB. A few kilobytes of text of another language can make error recovery, at the end of a file and between two
 * questions whether to give up, ask for several gigabytes; then it traps here.
 */
const mostPages = 8_192;
