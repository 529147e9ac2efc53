import type { Clock } from '../../base/clock.ts';
import type { GrammarRegistry } from '../../syntax/grammar-registry.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import type { SyntaxVerdict } from '../../syntax/syntax-verdict.ts';
import { TextSyntax, type VerdictQuestion } from '../../syntax/text-syntax.ts';
import type { VisibleName } from '../../syntax/visible-names.ts';
import { contentHash } from './content-hash.ts';
import type { OpenText } from './open-texts.ts';
import type { Spoilers } from './spoilers.ts';

/** Tells the syntax of texts that come with the question; what made the parser trap is not parsed again. */
export class SyntaxAnswers {
  readonly #syntax: TextSyntax;
  readonly #spoilers: Spoilers;

  constructor(registry: GrammarRegistry, clock: Clock, spoilers: Spoilers) {
    const onTrap = (path: string) => spoilers.met(path);
    this.#syntax = new TextSyntax({ registry, clock, timeoutMs, onTrap });
    this.#spoilers = spoilers;
  }

  shapeOf(source: OpenText): Promise<SourceShape | undefined> {
    return this.#unlessSpoiling(source, () => this.#syntax.shapeOf(source));
  }

  async namesAt(source: OpenText, offset: number): Promise<readonly VisibleName[]> {
    return (await this.#unlessSpoiling(source, () => this.#syntax.namesAt(source, offset))) ?? [];
  }

  /** One for each text. */
  async verdictsOf(question: VerdictQuestion): Promise<readonly SyntaxVerdict[]> {
    const source = { ...question, text: question.before + question.behind };
    const verdicts = await this.#unlessSpoiling(source, () => this.#syntax.verdictsOf(question));
    return verdicts ?? question.texts.map(() => 'unknown');
  }

  /** A document that is edited is a new text at each keystroke, so that its path is remembered, too. */
  async #unlessSpoiling<Result>(
    { path, text }: OpenText,
    read: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    return this.#spoilers.has(path) || this.#spoilers.has(contentHash(text)) ? undefined : read();
  }
}

/** A file of 1 MB takes about half of it. */
const timeoutMs = 1_000;
