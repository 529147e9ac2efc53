import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { CheckReport } from '../../server/edits/ports.ts';
import type { ProposedChange } from '../../server/edits/proposed-change.ts';
import { ChangeDecisions } from '../../server/protocol/change-decisions.ts';
import type { UserAbilities } from '../../server/protocol/user-channel.ts';
import { type MemoryProject, memoryProject } from '../support/memory-project.ts';
import { FakeUser } from './support/fake-user.ts';

const before = 'let a;\nlet b;\nlet c;\n';
const parses: CheckReport = { checked: ['parses'], notChecked: ['not run'], faults: [] };

interface Scene {
  readonly user: FakeUser;
  readonly project: MemoryProject;
  readonly decisions: ChangeDecisions;
  /** Previews that lie on disk, by URI. */
  readonly previews: Map<string, string>;
  report: CheckReport;
  /** What writing a preview waits for. */
  beforeWriting: Promise<void> | undefined;
}

function scene(can: Partial<UserAbilities> = {}): Scene {
  const user = new FakeUser(can);
  const project = memoryProject({ 'a.ts': before });
  const previews = new Map<string, string>();
  let files = 0;
  const made: Scene = {
    user,
    project,
    previews,
    report: parses,
    beforeWriting: undefined,
    decisions: new ChangeDecisions({
      user,
      files: project,
      checks: { check: async () => made.report },
      previews: {
        write: async (stem, ending, text) => {
          await made.beforeWriting;
          const uri = `file:///cache/${stem}-${files++}${ending}`;
          previews.set(uri, text);
          return uri;
        },
        remove: async (uri) => void previews.delete(uri),
      },
    }),
  };
  return made;
}

/** Replaces `let b` by what a model, or nobody, wrote. */
function change({ project }: Scene, model: string | undefined, text = 'const b'): ProposedChange {
  const start = before.indexOf('let b');
  const file = {
    uri: project.at('a.ts'),
    path: 'a.ts',
    languageId: 'typescript',
    before,
    version: undefined,
    edits: [{ start, end: start + 'let b'.length, text }],
  };
  return { title: 'Make b constant', files: [file], report: parses, model, notes: [] };
}

function creation({ project }: Scene, model: string | undefined): ProposedChange {
  const file = {
    uri: project.at('a.test.ts'),
    path: 'a.test.ts',
    languageId: 'typescript',
    before: undefined,
    version: undefined,
    edits: [{ start: 0, end: 0, text: 'it.todo();\n' }],
  };
  return { title: 'Test a', files: [file], report: parses, model, notes: [] };
}

function documentOf(uri: string): TextDocument {
  return new TextDocument({ uri, languageId: '', version: 3 }, '');
}

test('what no model wrote is applied at once', async () => {
  const here = scene();
  await here.decisions.take(change(here, undefined));
  expect(here.user.seen).toEqual(['apply Make b constant, confirmation given']);
  expect(here.decisions.offers(documentOf(here.project.at('a.ts')))).toEqual([]);
});

test('a file that was created is opened', async () => {
  const here = scene();
  await here.decisions.take(creation(here, undefined));
  expect(here.user.seen).toEqual(['apply Test a, confirmation given', 'open file:///project/a.test.ts']);
});

describe('what a model wrote', () => {
  test('is shown first, with what was checked and how to decide, and applied on a second step', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    const [uri = ''] = here.previews.keys();
    expect(here.user.seen).toEqual([`open ${uri}`]);
    expect(here.previews.get(uri)).toMatchInlineSnapshot(`
      "# Make b constant
      # Files: a.ts
      # Checked: parses; not run
      # Written by: local
      # To apply it, choose "Apply: Make b constant" in this document, or run innerloop.applyChange.
      # To forget it, choose "Discard: Make b constant", or run innerloop.discardChange.

      diff --git a/a.ts b/a.ts
      --- a/a.ts
      +++ b/a.ts
      @@ -1,3 +1,3 @@
       let a;
      -let b;
      +const b;
       let c;
      "
    `);
    const offers = here.decisions.offers(documentOf(uri));
    expect(offers.map(({ title, call }) => [title, call.name, call.argument])).toEqual([
      ['Apply: Make b constant', 'apply-change', 'change-1'],
      ['Discard: Make b constant', 'discard-change', 'change-1'],
    ]);
    await here.decisions.apply('change-1');
    expect(here.user.applied).toMatchObject([{ files: [{ edits: [{ text: 'const b' }] }] }]);
    expect(here.user.seen.at(-1)).toBe('open file:///project/a.ts');
    expect(here.previews.size).toBe(0);
  });

  test('and what comes of an answer, whoever wrote it, is never applied at once', async () => {
    const here = scene();
    await here.decisions.show(change(here, undefined));
    expect(here.user.applied).toEqual([]);
    expect(here.previews.size).toBe(1);
  });

  test('can be decided in the file that it changes, in its preview, and nowhere else', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    const [preview = ''] = here.previews.keys();
    const titles = (uri: string) => here.decisions.offers(documentOf(uri)).length;
    expect([here.project.at('a.ts'), preview, here.project.at('b.ts')].map(titles)).toEqual([2, 2, 0]);
    const lenses = (uri: string) => here.decisions.lenses(documentOf(uri)).map(({ title }) => title);
    expect(lenses(preview)).toEqual(['Apply: Make b constant', 'Discard: Make b constant']);
    expect(lenses(here.project.at('a.ts'))).toEqual([]);
  });

  test('is shown in a document that lies nowhere, where the client asks for such', async () => {
    const here = scene({ virtualDocuments: true });
    await here.decisions.take(change(here, 'local'));
    const uri = 'innerloop-preview:/change-1/make-b-constant.diff';
    expect(here.user.seen).toEqual([`open ${uri}`]);
    expect(here.decisions.contentOf(uri)).toContain('+const b;');
    expect(here.previews.size).toBe(0);
    await here.decisions.discard(undefined);
    expect(here.decisions.contentOf(uri)).toBeUndefined();
    expect(here.user.applied).toEqual([]);
  });

  test('is confirmed in the editor, where that shows no documents but lets edits be confirmed', async () => {
    const here = scene({ showDocuments: false, confirmEdits: true });
    await here.decisions.take(change(here, 'local'));
    expect(here.user.seen).toEqual(['apply Make b constant, confirmation needed']);
  });

  test.each([
    ['Apply', ['apply Make b constant, confirmation given'], 0],
    ['Discard', [], 0],
    [
      undefined,
      [
        'info: Make b constant: a.ts. parses; not run. To apply it, choose the code action "Apply: Make b constant".',
      ],
      2,
    ],
  ])('is asked about, where the editor can do neither; with the answer %s', async (choice, then, offers) => {
    const here = scene({ showDocuments: false });
    here.user.choice = choice;
    await here.decisions.take(change(here, 'local'));
    expect(here.user.seen).toEqual(['ask: Make b constant: a.ts. parses; not run. [Apply|Discard]', ...then]);
    expect(here.decisions.offers(documentOf(here.project.at('a.ts')))).toHaveLength(offers);
  });

  test('is asked about, where the editor does not open the preview', async () => {
    const here = scene();
    here.user.showsDocuments = false;
    await here.decisions.take(change(here, 'local'));
    expect(here.user.seen.map((line) => line.split(/[ :]/)[0])).toEqual(['open', 'ask', 'info']);
  });
});

describe('a change that waits', () => {
  test('is carried over to a file that has changed elsewhere', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    here.project.write('a.ts', `// new\n${before}`);
    await here.decisions.apply(undefined);
    const [applied] = here.user.applied;
    expect(applied?.files).toMatchObject([{ before: `// new\n${before}`, edits: [{ start: 14, end: 19 }] }]);
  });

  test.each([
    [
      'has changed just there',
      (project: MemoryProject) => project.write('a.ts', before.replace('let b', 'var b')),
    ],
    ['was deleted', (project: MemoryProject) => project.remove('a.ts')],
  ])('is not applied to a file that %s, and goes on waiting', async (_, meanwhile) => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    meanwhile(here.project);
    await expect(here.decisions.apply(undefined)).rejects.toMatchObject({ code: 'edit-refused' });
    expect(here.user.applied).toEqual([]);
    expect(here.decisions.offers(documentOf(here.project.at('a.ts')))).toHaveLength(2);
  });

  test('is not applied when it would break the syntax of the file as it is now', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    here.report = { ...parses, faults: [{ kind: 'syntax', path: 'a.ts', range: undefined, message: 'no' }] };
    await expect(here.decisions.apply(undefined)).rejects.toMatchObject({ code: 'edit-refused' });
    expect(here.user.applied).toEqual([]);
  });

  test('goes on waiting when the editor refuses it, and can be applied again', async () => {
    const here = scene();
    here.user.onApply = () => ({ applied: false, reason: 'the editor says: read-only' });
    await expect(here.decisions.take(change(here, undefined))).rejects.toMatchObject({
      message: '"Make b constant" was not applied: the editor says: read-only.',
    });
    here.user.onApply = () => ({ applied: true, reason: '' });
    await here.decisions.apply(undefined);
    expect(here.user.applied).toHaveLength(1);
  });

  test('is applied once, however often and fast that is asked for', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    const asked = await Promise.allSettled([
      here.decisions.apply('change-1'),
      here.decisions.apply('change-1'),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect(here.decisions.apply('change-1')).rejects.toMatchObject({ code: 'preview-gone' });
    expect(here.user.applied).toHaveLength(1);
  });

  test('is not applied again while the file that it changed is being opened', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    let again: Promise<void> | undefined;
    here.user.onOpen = () => {
      again ??= here.decisions.apply(undefined);
    };
    await here.decisions.apply(undefined);
    await again;
    expect(here.user.applied).toHaveLength(1);
    expect(here.previews.size).toBe(0);
  });

  test('is dropped with its preview when too many newer ones wait', async () => {
    const here = scene();
    for (let made = 0; made < 21; made++) await here.decisions.take(change(here, 'local'));
    expect(here.previews.size).toBe(20);
    expect(here.decisions.offers(documentOf(here.project.at('a.ts')))).toHaveLength(40);
    await expect(here.decisions.apply('change-1')).rejects.toMatchObject({ code: 'preview-gone' });
    await here.decisions.apply('change-2');
    expect(here.previews.size).toBe(19);
  });

  test('leaves no preview behind when it is forgotten while that is written', async () => {
    const here = scene();
    let write: () => void = () => undefined;
    here.beforeWriting = new Promise((resolve) => {
      write = resolve;
    });
    const shown = here.decisions.take(change(here, 'local'));
    await new Promise((resolve) => setImmediate(resolve));
    await here.decisions.discard(undefined);
    write();
    await shown;
    expect(here.previews.size).toBe(0);
    expect(here.user.seen).toEqual([]);
  });

  test('is the newest, where none is named', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local', 'first'));
    await here.decisions.take(change(here, 'local', 'second'));
    await here.decisions.apply(undefined);
    expect(here.user.applied).toMatchObject([{ files: [{ edits: [{ text: 'second' }] }] }]);
  });

  test('is forgotten with its preview at the end', async () => {
    const here = scene();
    await here.decisions.take(change(here, 'local'));
    await here.decisions.dispose();
    expect(here.previews.size).toBe(0);
    await expect(here.decisions.apply(undefined)).rejects.toMatchObject({ code: 'change-none' });
  });
});

describe('a text to be read', () => {
  test('is opened, and removed at the end', async () => {
    const here = scene();
    await here.decisions.showText('Explain a', '# a');
    const [uri = ''] = here.previews.keys();
    expect(here.previews.get(uri)).toBe('# a');
    expect(here.user.seen).toEqual([`open ${uri}`]);
    await here.decisions.dispose();
    expect(here.previews.size).toBe(0);
  });

  test('is removed when many newer ones are there', async () => {
    const here = scene();
    for (let made = 0; made < 51; made++) await here.decisions.showText('Explain a', `${made}`);
    expect([...here.previews.values()].slice(0, 1)).toEqual(['1']);
    expect(here.previews.size).toBe(50);
  });

  test('is shown as a message and left nowhere, where the editor does not open it', async () => {
    const here = scene();
    here.user.showsDocuments = false;
    await here.decisions.showText('Explain a', '# a');
    expect(here.user.seen.at(-1)).toBe('info: # a');
    expect(here.previews.size).toBe(0);
  });
});
