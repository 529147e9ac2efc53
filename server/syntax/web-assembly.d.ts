/** The part of WebAssembly's JavaScript interface that we use; TypeScript has it with the types of browsers only. */
declare namespace WebAssembly {
  class Module {}
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  class Global {
    value: number;
  }
  class Memory {
    constructor(pages: { readonly initial: number; readonly maximum: number });
  }
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  function instantiate(
    bytes: Uint8Array,
    imports: Imports,
  ): Promise<{ readonly module: Module; readonly instance: Instance }>;
}
