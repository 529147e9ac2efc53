import type { CaseOutcome } from '../case-outcomes.ts';

/** Reads the cases of a report in JUnit's XML, which half of all runners can write. */
export function outcomesOfXml(xml: string): CaseOutcome[] {
  const cases = xml.matchAll(/<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return [...cases].map(([, attributes = '', body = '']) => ({
    // JUnit itself names the method, and says the display name among the output.
    name: /display-name: (.+)/.exec(body)?.[1]?.trim() ?? attributeOf(attributes, 'name'),
    group: attributeOf(attributes, 'classname'),
    status: statusOf(body),
    message: unescaped(body),
  }));
}

function statusOf(body: string): CaseOutcome['status'] {
  if (/<skipped\b/.test(body)) return 'pending';
  return /<(failure|error)\b/.test(body) ? 'red' : 'green';
}

function attributeOf(attributes: string, name: string): string {
  return unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
