import { z } from 'zod';

import {
  completionsOf,
  type Reply,
  type ScriptedModelServer,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';
import type { EditorRun } from './editor-run.ts';
import { inlineItems, popupItems } from './recorded-edit.ts';
import { exchanges, messages } from './recorded-session.ts';
import { waitUntil } from './wait-until.ts';

/** How the two files are indented in which a loop is written. */
export const indentations = [
  { style: 'spaces', indent: '  ' },
  { style: 'tabs', indent: '\t' },
] as const;

export type Indentation = (typeof indentations)[number];

/** What is written at the cursor of `typing-along-….fixture`. */
export interface Loop {
  /** The first line, up to where a suggestion is waited for. */
  readonly head: string;
  /** The rest of the first line. */
  readonly opening: string;
  /** From the first line end to the last bracket. */
  readonly body: string;
}

export function loopIn({ indent }: Indentation): Loop {
  const body = `\n${indent}${indent}sum += item.price * item.amount;\n${indent}}`;
  return { head: 'for (const item of ', opening: 'items) {', body };
}

/** A model that knows what comes, from wherever it is asked, and goes on behind the loop. */
export async function modelOf({ head, opening, body }: Loop): Promise<ScriptedModelServer> {
  const model = await scriptedModelServer();
  const whole = `${head}${opening}${body}`;
  model.on('/v1/completions', goingOn(whole, '\n  return round(sum);\n}\n'));
  return model;
}

/** The person's settings: that model, and no other. */
export function settingsFor({ url }: ScriptedModelServer): string {
  return JSON.stringify({
    models: { scripted: { baseUrl: `${url}/v1`, model: 'scripted', fim: 'suffix' } },
    'routes.completion': ['scripted'],
    'embedded.enabled': false,
  });
}

/**
 * Waits until the server has read settings, rules and files. What it is asked before that is made under rules that it
 * does not know yet, and so is not used again.
 */
export async function untilLearned(run: EditorRun): Promise<void> {
  await run.untilOpened();
  await waitUntil({
    what: 'the server to have learned the files',
    look: () =>
      messages(run.recording(), 's2c').find(
        ({ method, params }) =>
          method === 'window/logMessage' && JSON.stringify(params).includes('"learned files='),
      ),
    instead: () => JSON.stringify(run.recording().at(-1)),
  });
}

/** What each answer for the place behind `typed` offered, oldest first: inserted texts, those of one item joined. */
export function offersBehind(run: EditorRun, typed: string, method: OfferMethod): readonly string[][] {
  return exchanges(run.recording(), method)
    .filter(({ params }) => isBehind(run, typed, params))
    .map(({ result }) =>
      method === 'textDocument/inlineCompletion'
        ? inlineItems(result).map(({ insertText }) => insertText)
        : popupItems(result).map(({ textEdit }) => textEdit.newText),
    );
}

/** Waits until the newest answer behind `typed` offers exactly this as ghost text. */
export function untilOffered(run: EditorRun, typed: string, offered: readonly string[]): Promise<true> {
  const newest = () => JSON.stringify(offersBehind(run, typed, 'textDocument/inlineCompletion').at(-1));
  return waitUntil({
    what: `${JSON.stringify(offered)} behind ${JSON.stringify(typed)}`,
    look: () => (newest() === JSON.stringify(offered) ? true : undefined),
    instead: () => newest() ?? 'no answer there',
  });
}

/**
 * How the popup's items say how they are to be taken, over a whole session: each kind that occurred. `isMatching` is
 * whether the word at the cursor begins the filter text.
 */
export function popupKinds(run: EditorRun): readonly PopupKind[] {
  const kinds = exchanges(run.recording(), 'textDocument/completion').flatMap(({ params, result }) => {
    const { isIncomplete, items } = popupAnswer.parse(result);
    const { position } = positionParams.parse(params);
    return items.map(({ filterText, insertTextMode, textEdit }) => ({
      isIncomplete,
      insertTextMode,
      isMatching: filterText.startsWith(
        'items'.slice(0, position.character - textEdit.range.start.character),
      ),
    }));
  });
  const texts = new Set(kinds.map((kind) => JSON.stringify(kind)));
  return [...texts].map((text) => popupKind.parse(JSON.parse(text)));
}

const popupKind = z.object({
  isIncomplete: z.boolean(),
  /** 1 is `asIs`; absent where the editor knows no modes. */
  insertTextMode: z.number().optional(),
  isMatching: z.boolean(),
});

type PopupKind = z.infer<typeof popupKind>;

const popupAnswer = z.object({
  isIncomplete: z.boolean(),
  items: z.array(
    z.object({
      filterText: z.string(),
      insertTextMode: z.number().optional(),
      textEdit: z.object({ range: z.object({ start: z.object({ character: z.number() }) }) }),
    }),
  ),
});

type OfferMethod = 'textDocument/inlineCompletion' | 'textDocument/completion';

const positionParams = z.object({ position: z.object({ line: z.number(), character: z.number() }) });

function isBehind(run: EditorRun, typed: string, params: unknown): boolean {
  const { position } = positionParams.parse(params);
  const text = run.textWith(`${typed}█`);
  const before = text.slice(0, text.indexOf('█')).split('\n');
  return position.line === before.length - 1 && position.character === before.at(-1)?.length;
}

/** Answers with what of `text` is left behind the prompt, and what comes behind it. */
function goingOn(text: string, behind: string): Reply {
  return (request, response) => {
    const { prompt } = z.object({ prompt: z.string() }).parse(request.body);
    const lengths = Array.from({ length: text.length }, (_, index) => text.length - index);
    const known = lengths.find((length) => prompt.endsWith(text.slice(0, length)));
    const rest = known === undefined ? '' : text.slice(known) + behind;
    return completionsOf(rest)(request, response);
  };
}
