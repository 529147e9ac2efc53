import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import type { ChatTurn } from '../../../server/features/chat/chat-request.ts';
import type { ChatMessage } from '../../../server/model/language-model.ts';
import { cursorDocument, type Fixture } from '../../support/fixture.ts';
import { fixtureSuite } from '../../support/fixture-suite.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { ChatModel, chatBench } from './chat-bench.ts';

/**
 * What a model is sent for a question, byte by byte, and what the person reads. `@question` is what is asked, in the
 * document with the cursor or selection; `@settings` say what the engine finds (`found`: places with a reason), which
 * files no model may be shown (`unsendable`), the model's window, and the `turns` before. `@model` is what it says.
 */
fixtureSuite(import.meta.dirname, async (fixture) => {
  const settings: FixtureSettings = JSON.parse(fixture.sections.get('settings') ?? '{}');
  const project = memoryProject(Object.fromEntries(fixture.files.map(({ path, text }) => [path, text])));
  const said = fixture.sections.get('model')?.split('┆') ?? [];
  const model = new ChatModel('scripted', ...said);
  model.windowTokens = settings.windowTokens ?? model.windowTokens;
  const { chat } = chatBench(project, { ...settings, models: [model] });
  const { content } = await chat.answer(
    requestOf(fixture, project.at(fixture.cursor.path), settings),
    () => undefined,
    neverAborted,
  );
  return { prompt: (model.asked[0]?.messages ?? []).map(written).join(''), answer: content };
});

interface FixtureSettings {
  readonly found?: Readonly<Record<string, string>>;
  readonly unsendable?: readonly string[];
  readonly windowTokens?: number;
  readonly turns?: readonly ChatTurn[];
}

function requestOf(fixture: Fixture, uri: string, { turns = [] }: FixtureSettings) {
  const document = new TextDocument({ uri, languageId: '', version: 1 }, cursorDocument(fixture).text);
  const selection = { start: fixture.cursor.selectionStart, end: fixture.cursor.offset };
  const message = fixture.sections.get('question')?.trim() ?? '';
  return { message, turns, document, selection, references: [] };
}

function written({ role, content }: ChatMessage): string {
  const text = content.parts.map((part) => part.text).join('');
  return `<<${role}>>\n${text}${text.endsWith('\n') ? '' : '\n'}`;
}
