/** Whether a model talks to the reader where code was asked for: a refusal, an excuse, an introduction. */
export function isProse(text: string): boolean {
  return prose.test(text);
}

const prose =
  /^\s*(?:I['’]m (?:sorry|unable|not able)|I (?:apologi[sz]e|can(?:no|['’])t|am (?:sorry|unable))|Sorry,|Unfortunately,|As an AI|(?:Sure|Certainly|Of course)[,!.](?:\s|$)|Here(?:['’]s| is| are) (?:the|your|a|an|what)\b)/i;
