import { cruise } from 'dependency-cruiser';
import { expect, test } from 'vitest';

import { floors, forbidden } from './floors.mjs';

const root = `${import.meta.dirname}/../..`;

test('the imports of server and clients go down the floors only', async () => {
  expect(await violationsIn(root, ['server', 'clients'])).toEqual([]);
});

test('each rule catches the violation planted for it', async () => {
  const caught = await violationsIn(`${import.meta.dirname}/planted`, ['server', 'clients', 'test']);
  expect(caught).toEqual([
    'base-imports-nothing: server/base/package.ts',
    'base-imports-nothing: server/base/upward.ts',
    'clients-stand-alone: clients/vscode/inside.ts',
    'door-embedded: server/context/side-step.ts',
    'door-embedded: server/features/completion/back-door.ts',
    'features-are-strangers: server/features/completion/sibling.ts',
    'floor-base: server/base/upward.ts',
    'floor-context: server/context/side-step.ts',
    'floor-protocol: server/protocol/entry.ts',
    'host-knows-types-only: server/host/value.ts',
    'lsp-in-protocol-only: server/policy/lsp.ts',
    'mcp-in-mcp-only: server/policy/other-tools.ts',
    'no-cycles: server/policy/cycle-a.ts',
    'node-at-the-rim-only: server/policy/node.ts',
    'nothing-imports-entries: server/protocol/entry.ts',
    'server-stands-alone: server/protocol/tested.ts',
  ]);
});

test('every rule but the repeated one per floor has a planted violation', async () => {
  const caught = new Set(
    (await violationsIn(`${import.meta.dirname}/planted`, ['server', 'clients'])).map(ruleOf),
  );
  const single = forbidden.map((rule) => rule.name ?? '').filter((name) => !name.startsWith('floor-'));
  expect(single.filter((name) => !caught.has(name))).toEqual([]);
});

test('no floor may import one that may import it', () => {
  for (const [floor, below] of Object.entries(floors)) {
    for (const other of below) expect(floors[other], `${floor} and ${other}`).not.toContain(floor);
  }
});

function ruleOf(violation: string): string {
  return violation.slice(0, violation.indexOf(':'));
}

/** `rule: file` for each forbidden import below `directory`, sorted. */
async function violationsIn(directory: string, parts: readonly string[]): Promise<string[]> {
  const { output } = await cruise([...parts], {
    baseDir: directory,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}
