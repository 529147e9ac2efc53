import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { initializeResult } from '../../server/protocol/capabilities.ts';
import { clientAbilities } from '../../server/protocol/client-abilities.ts';
import { commands as runnable } from '../../server/protocol/commands/all-commands.ts';
import { extensions } from '../../server/protocol/extensions.ts';
import { notificationHandlers, requestHandlers } from '../../server/protocol/handlers/all-handlers.ts';

/** Not in the standard, although their names begin like its. */
const ownOfOthers = new Set([
  'textDocument/didShowCompletion',
  'textDocument/didPartiallyAcceptCompletion',
  'textDocument/copilotInlineEdit',
  'textDocument/didShowInlineEdit',
]);

const page = readFileSync(`${import.meta.dirname}/../../server/protocol/extensions.md`, 'utf8');

test('the page lists exactly our own methods and commands, as the code has them', () => {
  const rows = [...page.matchAll(/^\| (\w+) +\| `(.+?)` +\| `(.+?)` +\| `(.+?)` +\|$/gm)];
  expect(rows.map(([, kind, name, params, result]) => ({ kind, name, params, result }))).toEqual(extensions);
});

test('the page explains each in a section of its own', () => {
  for (const { name } of extensions) expect(page).toContain(`\n## \`${name}\`\n`);
});

test('every method outside the standard stands in the table, and every command is announced', () => {
  const methods = [...requestHandlers, ...notificationHandlers].map(({ method }) => method);
  const own = methods.filter(
    (method) =>
      ownOfOthers.has(method) || !/^(textDocument|workspace|completionItem|codeAction|window)\//.test(method),
  );
  const listed = extensions.filter(({ kind }) => kind !== 'command').map(({ name }) => name);
  expect(own).toEqual(listed);
  const commands = extensions.filter(({ kind }) => kind === 'command').map(({ name }) => name);
  const { capabilities } = initializeResult(clientAbilities({}, undefined), '1');
  expect(capabilities.executeCommandProvider?.commands).toEqual(commands);
  expect([...runnable.keys()]).toEqual(commands);
});
