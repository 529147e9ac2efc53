const nouns = [
  'user',
  'order',
  'invoice',
  'session',
  'report',
  'token',
  'message',
  'account',
  'budget',
  'event',
];
const verbs = ['load', 'store', 'check', 'render', 'merge', 'count', 'parse', 'send'];

/** TypeScript of about `lines` lines that repeats itself about as much as real code does; the same every time. */
export function syntheticSource(lines: number): string {
  const result: string[] = ["import { store } from './store.ts';", ''];
  for (let i = 0; result.length < lines; i++) {
    const noun = nouns[(i * 7) % nouns.length] ?? '';
    const verb = verbs[(i * 5) % verbs.length] ?? '';
    const name = `${verb}${noun[0]?.toUpperCase()}${noun.slice(1)}${i}`;
    result.push(
      `/** Tells how to ${verb} the ${noun} of case ${i}. */`,
      `export async function ${name}(id: string, limit = ${i % 50}): Promise<number> {`,
      `  const ${noun} = await store.${verb}('${noun}', id);`,
      `  if (${noun} === undefined) throw new Error(\`no ${noun} \${id}\`);`,
      `  const entries = ${noun}.entries.filter((entry) => entry.size > limit);`,
      `  for (const entry of entries) entry.total += ${i};`,
      '  return entries.length;',
      '}',
      '',
    );
  }
  return `${result.slice(0, lines).join('\n')}\n`;
}
