import type { OnChatText } from './chat-request.ts';
import { codeFences } from './markdown-code.ts';

/** The answer as far as it was streamed. Invariant: `text` is all that `onText` was told. */
export class AnswerDraft {
  text = '';
  readonly #onText: OnChatText;
  /** A remark was said last, so that a blank line belongs before what follows. */
  #isNoted = false;

  constructor(onText: OnChatText) {
    this.#onText = onText;
  }

  say(text: string): void {
    if (text === '') return;
    const whole = this.#isNoted ? `\n${text}` : text;
    this.#isNoted = false;
    this.text += whole;
    this.#onText(whole);
  }

  /** Ends a block of code that the model has left open, so that what follows is not a part of it. */
  closeFence(): void {
    const last = codeFences(this.text).at(-1);
    if (last?.isClosed !== false) return;
    this.say(`${this.text.endsWith('\n') ? '' : '\n'}${' '.repeat(last.indentation)}${last.marker}\n`);
  }

  /** Remarks of our own, apart from what is before and behind them. */
  note(remarks: readonly string[]): void {
    if (remarks.length === 0) return;
    const before = this.text === '' ? '' : this.text.endsWith('\n') ? '\n' : '\n\n';
    this.say(`${this.#isNoted ? '' : before}${remarks.map((remark) => `> ${remark}\n`).join('>\n')}`);
    this.#isNoted = true;
  }
}
