import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { type TextChange, TextDocument } from '../../server/base/text-document.ts';
import { applyEdits } from '../../server/base/text-edit.ts';
import { DocumentHistory } from '../../server/edits/document-history.ts';
import { isChatDocument } from '../../server/features/chat/chat-file-name.ts';
import type { ChatView } from '../../server/features/chat/chat-session.ts';
import { ChatDesk, type NewChat } from '../../server/protocol/chat-desk.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { memoryProject } from '../support/memory-project.ts';
import { FakeUser } from './support/fake-user.ts';

const code = new TextDocument(
  { uri: 'file:///project/src/a.ts', languageId: 'typescript', version: 1 },
  'one\ntwo\nthree\n',
);

class Scene {
  readonly user: FakeUser;
  readonly clock = new ManualClock();
  readonly written: NewChat[] = [];
  readonly sent: { readonly uri: string; readonly view: ChatView }[] = [];
  readonly open = new Map<string, TextDocument>([[code.uri, code]]);
  readonly history = new DocumentHistory();
  answering = false;
  readonly desk: ChatDesk;

  constructor(user = new FakeUser()) {
    this.user = user;
    this.desk = new ChatDesk({
      user,
      files: memoryProject({ 'src/a.ts': code.text }),
      clock: this.clock,
      documentAt: (uri) => this.open.get(uri),
      history: this.history,
      chats: {
        write: async (chat) => {
          this.written.push(chat);
          return `file:///data/${chat.stem}${chat.ending}`;
        },
      },
      session: {
        send: async (uri, view) => {
          this.sent.push({ uri, view });
        },
        stop: (uri) => this.user.seen.push(`stop ${uri}`),
        isAnswering: () => this.answering,
      },
    });
  }

  /** The person edits the code. */
  edits(change: TextChange): TextDocument {
    const before = this.open.get(code.uri) ?? code;
    const after = before.withText(applyEdits(before.text, [change]), before.version + 1);
    this.open.set(code.uri, after);
    this.history.changed(before, after, [change]);
    return after;
  }

  /** The editor opens a document, and tells of it. */
  opens(uri: string, text = ''): void {
    const document = new TextDocument({ uri, languageId: 'markdown', version: 1 }, text);
    this.open.set(uri, document);
    this.desk.documentOpened(document);
  }
}

function chat(text: string): TextDocument {
  return new TextDocument({ uri: 'file:///data/x.chat.md', languageId: 'markdown', version: 4 }, text);
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const about = { question: undefined, document: code, selection: { start: 0, end: 0 } };

describe('a new chat', () => {
  test('lies with those of its workspace, under its day', async () => {
    const here = new Scene();
    await here.desk.open(about, neverAborted);
    expect(here.written).toMatchObject([
      {
        workspace: 'project',
        rootUri: expect.stringContaining('project'),
        stem: '1970-01-01-0000',
        ending: '.chat.md',
      },
    ]);
    expect(here.user.seen).toEqual(['open file:///data/1970-01-01-0000.chat.md']);
    expect(here.sent).toEqual([]);
  });

  test('names what is selected', async () => {
    const here = new Scene();
    await here.desk.open({ ...about, selection: { start: 4, end: 8 } }, neverAborted);
    await here.desk.open({ ...about, selection: { start: 1, end: 5 } }, neverAborted);
    expect(here.written.map(({ text }) => /^@.*$/m.exec(text)?.[0])).toEqual([
      '@src/a.ts:2',
      '@src/a.ts:1-2',
    ]);
  });

  test('with a question is answered as soon as the editor has told that it is open', async () => {
    const here = new Scene();
    const opening = here.desk.open(
      { ...about, question: 'Why two?', selection: { start: 4, end: 7 } },
      neverAborted,
    );
    await turn();
    const uri = 'file:///data/1970-01-01-why-two.chat.md';
    expect(here.sent).toEqual([]);
    here.opens(uri);
    await opening;
    expect(here.written[0]?.text).toContain('## You\n\nWhy two?\n@src/a.ts:2\n');
    expect(here.sent).toEqual([{ uri, view: { document: code, selection: { start: 4, end: 7 } } }]);
  });

  test('with a question says what to do, where the editor never tells that it is open', async () => {
    const here = new Scene();
    const opening = here.desk.open({ ...about, question: 'Why?' }, neverAborted);
    await turn();
    here.clock.advance(3_000);
    await opening;
    expect(here.sent).toEqual([]);
    expect(here.user.seen.at(-1)).toContain('let it serve Markdown files too. Then choose "Send" there.');
  });

  test('says where it lies, where the editor opens no documents', async () => {
    const here = new Scene();
    here.user.showsDocuments = false;
    await here.desk.open({ ...about, question: 'Why?' }, neverAborted);
    expect(here.user.seen.at(-1)).toContain('info: The chat is file:///data/1970-01-01-why.chat.md');
  });

  test('that begins with an answer has room for the next question', async () => {
    const here = new Scene();
    await here.desk.openAnswered({ question: 'Explain one', answer: 'It is first.\n' }, undefined);
    expect(here.written[0]?.text).toMatch(
      /## You\n\nExplain one\n\n## innerloop\n\nIt is first\.\n\n## You\n\n$/,
    );
  });
});

const newChatUri = 'file:///data/1970-01-01-0000.chat.md';
const other = new TextDocument({ uri: 'file:///project/src/b.ts', languageId: 'typescript', version: 1 }, '');

describe('what the person looks at in a chat', () => {
  test('is the code that they came from, as it is now', async () => {
    const here = new Scene();
    await here.desk.open({ ...about, selection: { start: 4, end: 7 } }, neverAborted);
    here.desk.visited(other, { start: 0, end: 0 });
    here.edits({ start: 0, end: 0, text: 'zero\n' });
    const document = here.edits({ start: 12, end: 12, text: '!' });
    expect(here.desk.viewOf(newChatUri)).toEqual({ document, selection: { start: 9, end: 12 } });
  });

  test('is the code without a selection, when that was overwritten', async () => {
    const here = new Scene();
    await here.desk.open({ ...about, selection: { start: 4, end: 7 } }, neverAborted);
    const document = here.edits({ start: 2, end: 6, text: '' });
    expect(here.desk.viewOf(newChatUri)).toEqual({ document, selection: undefined });
  });

  test('is the code without a selection, when nobody knows what has changed in it', async () => {
    const here = new Scene();
    await here.desk.open({ ...about, selection: { start: 4, end: 7 } }, neverAborted);
    const document = code.withText('another\n', 9);
    here.open.set(code.uri, document);
    expect(here.desk.viewOf(newChatUri)).toEqual({ document, selection: undefined });
  });

  test('is the code without a selection, when that was closed and is opened again', async () => {
    const here = new Scene();
    await here.desk.open({ ...about, selection: { start: 4, end: 7 } }, neverAborted);
    here.desk.visited(code, { start: 0, end: 3 });
    here.desk.documentClosed(code.uri);
    const document = code.withText('another text\n', code.version);
    here.open.set(code.uri, document);
    for (const uri of [newChatUri, 'file:///data/old.chat.md'])
      expect(here.desk.viewOf(uri)).toEqual({ document, selection: undefined });
  });

  test('is where they were last, in a chat of another day', () => {
    const here = new Scene();
    here.desk.visited(code, { start: 4, end: 7 });
    here.desk.visited(chat('old'), { start: 0, end: 1 });
    expect(here.desk.viewOf('file:///data/old.chat.md')).toEqual({
      document: code,
      selection: { start: 4, end: 7 },
    });
  });

  test('is nothing when that was closed', () => {
    const here = new Scene();
    here.desk.visited(other, { start: 0, end: 0 });
    expect(here.desk.viewOf('file:///data/old.chat.md')).toEqual({
      document: undefined,
      selection: undefined,
    });
  });
});

const conversation = '## You\n\nWhy?\n\n## innerloop\n\nSo:\n\n```ts\nconst a = 1;\n```\n\n## You\n\n';

describe('a chat document offers', () => {
  const titles = (here: Scene, text: string, offset = 0) =>
    here.desk.offers(chat(text), { start: offset, end: offset }).map(({ title }) => title);

  test('to send a question that nobody has answered', () => {
    const here = new Scene();
    expect(titles(here, '## You\n\nWhy?\n')).toEqual(['Send']);
    expect(titles(here, conversation)).toEqual([]);
    expect(titles(here, `${conversation}And then?\n`)).toEqual(['Send']);
  });

  test('to stop an answer that is being written', () => {
    const here = new Scene();
    here.answering = true;
    expect(titles(here, '## You\n\nWhy?\n\n## innerloop\n\nBec')).toEqual(['Stop the answer']);
  });

  test('to apply the code at the cursor', () => {
    const here = new Scene();
    const offset = conversation.indexOf('const a');
    expect(here.desk.offers(chat(conversation), { start: offset, end: offset })).toMatchObject([
      { title: 'Apply this code', call: { name: 'apply-answer', version: 4, start: offset } },
    ]);
  });

  test('the same above the lines that are meant', () => {
    const here = new Scene();
    const text = `${conversation}And then?\n`;
    const lenses = here.desk.lenses(chat(text));
    expect(lenses.map(({ title, offset }) => [title, text.slice(offset).split('\n')[0]])).toEqual([
      ['Apply this code', '```ts'],
      ['Send', '## You'],
    ]);
  });
});

test('a chat document is known by its name', () => {
  expect(isChatDocument('file:///data/x.chat.md')).toBe(true);
  expect(isChatDocument('file:///README.md')).toBe(false);
});
