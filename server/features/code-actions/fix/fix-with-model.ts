import { concat, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import { bareDocument } from '../../../base/text-document.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import type { CalledPlace } from '../action-document.ts';
import type { ActionDiagnostic, ActionResult, RelatedPlace, ReportProgress } from '../code-action.ts';
import { fixPrompt } from '../fix-prompt.ts';
import { askForChange } from '../model/ask-for-change.ts';
import { contextTokens, relatedItems } from '../model/related-items.ts';
import { fileSection } from '../model/sections.ts';
import { functionAround } from '../offers/cursor-scene.ts';
import type { ActionPorts } from '../ports.ts';

/** A problem that a model is to solve. */
export interface ModelFix {
  readonly place: CalledPlace;
  readonly diagnostic: ActionDiagnostic;
  readonly models: readonly LanguageModel[];
}

/** Asks for the least change that solves a problem; the model sees what the checker said and what it pointed at. */
export async function fixWithModel(
  { place, diagnostic, models }: ModelFix,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path } = place;
  const shape = await ports.syntax.shapeOf(document, signal);
  signal.throwIfAborted();
  const around = shape === undefined ? undefined : functionAround(shape, diagnostic.range);
  const note = {
    startLine: document.lineOf(diagnostic.range.start),
    endLine: document.lineOf(diagnostic.range.end) + 1,
    message: diagnostic.message,
    related: diagnostic.related.map(({ uri, startLine, endLine }) => ({
      ...{ startLine, endLine: endLine + 1, path: ports.files.pathOf(uri) },
    })),
  };
  report('Looking for what is related');
  const context = await relatedItems(
    {
      ...{ document, offset: diagnostic.range.start, task: 'fix', maxTokens: contextTokens },
      ...{ visible: around?.range ?? diagnostic.range, diagnostics: [note] },
    },
    ports,
    signal,
  );
  const related = await relatedPlaces(diagnostic.related, ports, signal);
  return askForChange(
    {
      title: `Fix: ${firstLine(diagnostic.message)}`,
      ...{ document, path, models, context, focus: around?.range ?? diagnostic.range },
      ...{ isInDefinition: around !== undefined, insertAt: undefined, prompt: fixPrompt, notes: [] },
      holes: { path, problem: concat(related, problemText(place, diagnostic)) },
    },
    ports,
    report,
    signal,
  );
}

/** What a checker says may quote the file, so that it counts as a part of it. */
function problemText({ document, path }: CalledPlace, diagnostic: ActionDiagnostic): SourcedText {
  const { range, message, source, code, severity } = diagnostic;
  const line = document.lineOf(range.start);
  const column = range.start - document.lineStart(line) + 1;
  const checker = [source, code].filter((word) => word !== '').join(' ');
  const head = `Problem (${severity}${checker === '' ? '' : `, ${checker}`}) at ${path}, line ${line + 1}, column ${column}:\n`;
  return concat(head, excerptOf(document.uri, message, range));
}

async function relatedPlaces(
  places: readonly RelatedPlace[],
  { files, models }: ActionPorts,
  signal: AbortSignal,
): Promise<SourcedText> {
  const sections: SourcedText[] = [];
  for (const { uri, startLine, endLine, message } of places.slice(0, mostRelated)) {
    const look = await files.look(uri, signal);
    if (look.kind !== 'text' || !(await models.mayShow(uri))) continue;
    const lines = bareDocument(look.text);
    const range = { start: lines.lineStart(startLine), end: lines.lineEnd(endLine) };
    const file = { uri, path: files.pathOf(uri), text: look.text };
    sections.push(concat('Related: ', excerptOf(uri, message, range), '\n', fileSection(file, range)));
  }
  return concat(...sections);
}

const mostRelated = 5;

function firstLine(message: string): string {
  return message.split(/\r\n|\r|\n/, 1)[0]?.replace(/\.$/, '') ?? '';
}
