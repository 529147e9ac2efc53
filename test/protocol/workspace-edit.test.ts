import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { ProposedChange } from '../../server/edits/proposed-change.ts';
import { clientAbilities } from '../../server/protocol/client-abilities.ts';
import { applyContentChanges } from '../../server/protocol/content-changes.ts';
import type { Confirmation } from '../../server/protocol/user-channel.ts';
import { workspaceEdit } from '../../server/protocol/workspace-edit.ts';
import { creating, replacing } from './support/changes.ts';

function written(
  change: ProposedChange,
  announced: object,
  confirmation: Confirmation = 'given',
): ReturnType<typeof workspaceEdit> {
  const abilities = clientAbilities({ workspace: { workspaceEdit: announced } }, undefined);
  const versionOf = (uri: string) => (uri === 'file:///a.ts' ? 7 : undefined);
  return workspaceEdit(change, { abilities, confirmation, versionOf });
}

const change = replacing('let a;', 'let', 'const');
const edit = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
  newText: 'const',
};
const insertion = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  newText: 'it();\n',
};

describe('a change is written', () => {
  test('with the version that is open where the client checks versions', () => {
    expect(written(change, { documentChanges: true })).toEqual({
      documentChanges: [{ textDocument: { uri: 'file:///a.ts', version: 7 }, edits: [edit] }],
    });
  });

  test('as bare edits where it does not', () => {
    expect(written(change, {})).toEqual({ changes: { 'file:///a.ts': [edit] } });
  });

  test('with a new file where the client creates files', () => {
    const documentChanges = [
      { kind: 'create', uri: 'file:///new.ts', options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri: 'file:///new.ts', version: null }, edits: [insertion] },
    ];
    const announced = { documentChanges: true, resourceOperations: ['create'] };
    expect(written(creating('it();\n'), announced)).toEqual({ documentChanges });
    expect(written(creating('it();\n'), { resourceOperations: ['create'] })).toEqual({ documentChanges });
  });

  test('with edits of a file that is not there yet where it does not', () => {
    expect(written(creating('it();\n'), { documentChanges: true })).toEqual({
      documentChanges: [{ textDocument: { uri: 'file:///new.ts', version: null }, edits: [insertion] }],
    });
    expect(written(creating('it();\n'), {})).toEqual({ changes: { 'file:///new.ts': [insertion] } });
  });

  test('with an annotation that says what was checked, where the client is to ask its user and shows them', () => {
    const announced = { documentChanges: true, changeAnnotationSupport: {} };
    const byModel = { ...change, model: 'local', notes: ['The answer was cut off'] };
    expect(written(byModel, announced, 'needed')).toEqual({
      documentChanges: [
        {
          textDocument: { uri: 'file:///a.ts', version: 7 },
          edits: [{ ...edit, annotationId: 'innerloop' }],
        },
      ],
      changeAnnotations: {
        innerloop: {
          label: 'Fix it',
          description: 'parses; not run. The answer was cut off',
          needsConfirmation: true,
        },
      },
    });
    expect(written(byModel, announced)).not.toHaveProperty('changeAnnotations');
    expect(written(byModel, { documentChanges: true }, 'needed')).not.toHaveProperty('changeAnnotations');
  });
});

const text = fc
  .array(fc.constantFrom('a', '漢', '😀', '\n', '\r\n', '\t'), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** An offset outside a surrogate pair and outside a line end, which no position of LSP can name. */
function nameable(whole: string, offset: number): number {
  const at = offset % (whole.length + 1);
  return /[\uDC00-\uDFFF]|\r\n/.test(whole.slice(at, at + 1)) || whole.slice(at - 1, at + 1) === '\r\n'
    ? at - 1
    : at;
}

test('a client that applies the edit has the text that the change means, in every encoding', () => {
  fc.assert(
    fc.property(
      text,
      text,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('utf-8', 'utf-16', 'utf-32'),
      (before, newText, one, other, encoding) => {
        const [start = 0, end = 0] = [nameable(before, one), nameable(before, other)].sort((a, b) => a - b);
        const document = new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, before);
        const proposed = replacing(before, '', '');
        const [file] = proposed.files;
        if (file === undefined) return;
        const files = [{ ...file, edits: [{ start, end, text: newText }] }];
        const abilities = clientAbilities({ general: { positionEncodings: [encoding] } }, undefined);
        const versionOf = () => undefined;
        const { changes } = workspaceEdit(
          { ...proposed, files },
          { abilities, confirmation: 'given', versionOf },
        );
        const sent = (changes?.['file:///a.ts'] ?? []).map((each) => ({
          text: each.newText,
          range: each.range,
        }));
        const { document: after } = applyContentChanges(document, sent, 2, encoding);
        expect(after.text).toBe(before.slice(0, start) + newText + before.slice(end));
      },
    ),
  );
});
