/**
 * How long a server asks to be left alone, in ms, or undefined when it does not say: `Retry-After` in seconds or as
 * an HTTP date (RFC 9110, section 10.2.3), and `retry-after-ms`, which OpenAI and Azure send. Negative means now.
 */
export function retryAfterMs(headers: Pick<Headers, 'get'>, wallMs: number): number | undefined {
  const ms = numberOf(headers.get('retry-after-ms'));
  if (ms !== undefined) return Math.max(0, ms);
  const given = headers.get('retry-after');
  const seconds = numberOf(given);
  if (seconds !== undefined) return Math.max(0, seconds * 1000);
  // The parser takes almost any text for a date; all three forms of an HTTP date begin with a day.
  const date = /^\s*(mon|tue|wed|thu|fri|sat|sun)/i.test(given ?? '') ? Date.parse(given ?? '') : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallMs);
}

function numberOf(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^-?\d{1,12}(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
