import { TextDocument } from '../../../../server/base/text-document.ts';
import type { FilterScene } from '../../../../server/features/completion/filters/filter.ts';
import { shapeAt } from '../../../../server/features/completion/shape.ts';
import { cursorDocument, type Fixture } from '../../../support/fixture.ts';

/** What the section `@scene` of a fixture may say. */
interface SceneSettings {
  readonly isCutOff?: boolean;
  readonly source?: FilterScene['source'];
  readonly removed?: readonly string[];
  /** Lines of an excluded file. */
  readonly excluded?: readonly string[];
  /** Whether the document ends its lines with `\r\n`. */
  readonly hasCarriageReturns?: boolean;
}

/** What filters see at the cursor of a fixture. */
export function sceneOf(fixture: Fixture): FilterScene {
  const settings: SceneSettings = JSON.parse(fixture.sections.get('scene') ?? '{}');
  const { text, uri } = cursorDocument(fixture);
  const { offset } = fixture.cursor;
  const parts = [text.slice(0, offset), text.slice(offset)];
  const [before = '', after = ''] = settings.hasCarriageReturns ? parts.map(withCarriageReturns) : parts;
  const identity = { uri, languageId: languages[uri.slice(uri.lastIndexOf('.') + 1)] ?? '', version: 1 };
  return sceneAt(new TextDocument(identity, before + after), before.length, settings);
}

/** What filters see at a place of a document. */
export function sceneAt(document: TextDocument, offset: number, settings: SceneSettings = {}): FilterScene {
  const line = document.lineOf(offset);
  return {
    document,
    offset,
    linePrefix: document.text.slice(document.lineStart(line), offset),
    lineSuffix: document.text.slice(offset, document.lineEnd(line)),
    shape: shapeAt(document, offset, 12),
    source: settings.source ?? 'model',
    isCutOff: settings.isCutOff ?? false,
    removed: settings.removed ?? [],
    isExcludedLine: (text) => settings.excluded?.includes(text) ?? false,
  };
}

function withCarriageReturns(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

const languages: Readonly<Record<string, string>> = {
  go: 'go',
  html: 'html',
  md: 'markdown',
  py: 'python',
  rs: 'rust',
  ts: 'typescript',
  yaml: 'yaml',
};
