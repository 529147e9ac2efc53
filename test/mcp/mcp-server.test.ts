import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
let client: Client;
let transport: StdioClientTransport;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'innerloop-mcp-'));
  mkdirSync(join(folder, 'project/secrets'), { recursive: true });
  mkdirSync(join(folder, 'project/.innerloop'));
  writeFileSync(join(folder, 'project/.aiignore'), 'private.ts\n');
  for (const name of ['orders.ts', 'private.ts', 'secrets/keys.ts'])
    writeFileSync(join(folder, 'project', name), orders);
  transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, '../../dist/main.js'), 'mcp'],
    cwd: join(folder, 'project'),
    env: { PATH: process.env.PATH ?? '', HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') },
    stderr: 'ignore',
  });
  client = new Client({ name: 'a-client', version: '1.0.0' });
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

const orders = `/** What an order costs, with tax. */
export function totalOf(order: { net: number }): number {
  if (order.net < 0) throw new RangeError('negative');
  return order.net * 1.2;
}

export class OrderBook {
  add(order: { net: number }): void {
    totalOf(order);
  }
}
`;

async function ask(name: string, given: Record<string, unknown>) {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return isError ? { error: text } : text;
}

test('a client finds three tools, all of which say that they only read', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ['search', true],
    ['context', true],
    ['symbols', true],
  ]);
});

test('a search gives places with their lines, and none of an excluded file', async () => {
  expect(await ask('search', { query: 'what an order costs with tax', limit: 5 })).toMatchInlineSnapshot(`
    "orders.ts:1-5 (defines totalOf; has order, costs, tax)
    /** What an order costs, with tax. */
    export function totalOf(order: { net: number }): number {
      if (order.net < 0) throw new RangeError('negative');
      return order.net * 1.2;
    }

    orders.ts:7-11 (defines OrderBook; has order)
    export class OrderBook {
      add(order: { net: number }): void {
        totalOf(order);
      }
    }"
  `);
});

test('symbols are found by a part of their name, and none of an excluded file', async () => {
  expect(await ask('symbols', { query: 'total' })).toMatchInlineSnapshot(
    `"orders.ts:2-5 function totalOf: export function totalOf(order: { net: number }): number {"`,
  );
});

test('context answers a question within its tokens', async () => {
  const text = await ask('context', { query: 'how is totalOf computed', maxTokens: 200 });
  expect(text).toContain('orders.ts:1-');
  expect(text).not.toMatch(/private|secrets/);
});

test.each([
  [{}, 'The tool context needs a query, or a path with a line.'],
  [{ path: 'orders.ts' }, 'The tool context needs a query, or a path with a line.'],
  [{ path: 'orders.ts', line: 99 }, 'line 99 is past its end'],
  [{ path: '../outside.ts', line: 1 }, '../outside.ts does not lie in the workspace'],
  [{ path: 'gone.ts', line: 1 }, 'There is no file'],
])('context for %j is refused with words that say what to do', async (given, words) => {
  expect(await ask('context', given)).toEqual({ error: expect.stringContaining(words) });
});

test('a file that is written later is found', async () => {
  writeFileSync(join(folder, 'project/late.ts'), 'export function lateComer() {}\n');
  await expect
    .poll(() => ask('symbols', { query: 'lateComer' }), { timeout: 20_000 })
    .toContain('late.ts:1-1');
});
