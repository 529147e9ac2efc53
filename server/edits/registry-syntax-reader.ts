import type { Clock } from '../base/clock.ts';
import type { GrammarRegistry } from '../syntax/grammar-registry.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import { TextSyntax } from '../syntax/text-syntax.ts';
import type { VisibleName } from '../syntax/visible-names.ts';
import type { SourceFile, SyntaxReader } from './ports.ts';

/** Reads syntax in this thread: for the command line, the evaluation and tests, where nobody types meanwhile. */
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
