import type { Clock } from '../../server/base/clock.ts';
import type { SourceFile, SyntaxReader } from '../../server/edits/ports.ts';
import type { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import type { SourceShape } from '../../server/syntax/source-shape.ts';
import { TextSyntax } from '../../server/syntax/text-syntax.ts';
import type { VisibleName } from '../../server/syntax/visible-names.ts';

/** Reads syntax in this thread: for tests and the evaluation, where nobody types meanwhile. */
export class RegistrySyntaxReader implements SyntaxReader {
  readonly #syntax: TextSyntax;

  constructor(registry: GrammarRegistry, clock: Clock) {
    this.#syntax = new TextSyntax({ registry, clock, timeoutMs, onTrap: () => undefined });
  }

  async shapeOf({ uri, ...source }: SourceFile, signal: AbortSignal): Promise<SourceShape | undefined> {
    const shape = await this.#syntax.shapeOf({ ...source, path: uri });
    signal.throwIfAborted();
    return shape;
  }

  async namesAt(
    { uri, ...source }: SourceFile,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly VisibleName[]> {
    const names = await this.#syntax.namesAt({ ...source, path: uri }, offset);
    signal.throwIfAborted();
    return names;
  }
}

/** Nobody types meanwhile, and whoever waits can end the program. */
const timeoutMs = 10_000;
