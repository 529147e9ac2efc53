import { describe, expect, test } from 'vitest';

import { unresolvedName } from '../../../server/features/code-actions/fix/unresolved-name.ts';

function check(message: string, source = '', code = ''): string {
  const range = { start: 0, end: 1 };
  const diagnostic = { range, message, source, code, severity: 'error', related: [], original: {} } as const;
  const found = unresolvedName(diagnostic);
  if (found === undefined) return 'nothing';
  const owner = found.owner === undefined ? '' : ` of ${found.owner}`;
  const meant = found.meant === undefined ? '' : `, meant ${found.meant}`;
  return `${found.kind} ${found.name}${owner}${meant}`;
}

describe('the name that a checker does not know', () => {
  test.each([
    ["Cannot find name 'add'.", 'name add'],
    ["Cannot find name 'ad'. Did you mean 'add'?", 'name ad, meant add'],
    ["Cannot find namespace 'Api'.", 'name Api'],
    [
      "Property 'pusj' does not exist on type 'Stack'. Did you mean 'push'?",
      'member pusj of Stack, meant push',
    ],
    ["Property 'x' does not exist on type '{ y: number; }'.", 'member x'],
    ["'add' is not defined.", 'name add'],
    ['"add" is not defined', 'name add'],
    ['Name "add" is not defined  [name-defined]', 'name add'],
    ['Cannot access attribute "pusj" for class "Stack"', 'member pusj of Stack'],
    ['"Stack" has no attribute "pusj"; maybe "push"?', 'member pusj of Stack'],
    ['Undefined name `add`', 'name add'],
    ["F821 undefined name 'add'", 'name add'],
    ["Undefined variable 'add'", 'name add'],
    ['undefined: add', 'name add'],
    ['undeclared name: add', 'name add'],
    ['s.Pusj undefined (type *Stack has no field or method Pusj)', 'member Pusj of Stack'],
    ['cannot find function `add` in this scope', 'name add'],
    ['cannot find type `User` in this scope', 'name User'],
    ['failed to resolve: use of undeclared type `HashMap`', 'name HashMap'],
    ['no method named `pusj` found for struct `Stack` in the current scope', 'member pusj of Stack'],
    ['List cannot be resolved to a type', 'name List'],
    ['count cannot be resolved to a variable', 'name count'],
    ['The method pusj(int) is undefined for the type Stack', 'member pusj of Stack'],
    ["Unresolved reference 'add'.", 'name add'],
    ['Unresolved reference: add', 'name add'],
    ["The name 'add' does not exist in the current context", 'name add'],
    [
      "The type or namespace name 'List<>' could not be found (are you missing a using directive?)",
      'name List',
    ],
    [
      "'Stack' does not contain a definition for 'Pusj' and no accessible extension method",
      'member Pusj of Stack',
    ],
    ["Use of undeclared identifier 'add'", 'name add'],
    ["Unknown type name 'uint8'; did you mean 'uint8_t'?", 'name uint8, meant uint8_t'],
    ["No member named 'pusj' in 'app::Stack'", 'member pusj of Stack'],
    ["Undefined type 'App\\User'.", 'name User'],
    ["Undefined function 'add'.", 'name add'],
    ['uninitialized constant User', 'name User'],
  ])('is read from: %s', (message, found) => {
    expect(check(message)).toBe(found);
  });

  test.each([
    "Type 'string' is not assignable to type 'number'.",
    "'x' is declared but its value is never read.",
    'Missing semicolon.',
    '',
  ])('is not read from: %s', (message) => {
    expect(check(message)).toBe('nothing');
  });
});
