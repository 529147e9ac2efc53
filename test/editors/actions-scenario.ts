import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chatOf, type Reply, type ScriptedModelServer } from '../support/scripted-model-server.ts';
import type { EditorRun } from './editor-run.ts';

/** The project in which the scenarios ask; its cursor stands in the function that has no tests. */
export const actionsFixture = 'actions-workspace.fixture';
/** The title of the action that is chosen there. */
export const testsTitle = 'Generate tests for discounted';
/** Where the project keeps tests. */
export const testsPath = 'test/discount.test.js';

/** The person's settings file: what they ask goes to the scripted model. */
export function settingsWith(model: ScriptedModelServer): string {
  return JSON.stringify({
    models: { scripted: { baseUrl: `${model.url}/v1`, model: 'scripted' } },
    'routes.chat': ['scripted'],
  });
}

/** What the runner says of a project. */
export interface TestReport {
  readonly status: number | null;
  readonly passed: number;
  readonly pending: number;
  readonly failed: number;
}

/** What `npm test` says when the pending cases of a skeleton are there: the neighbour's two cases pass, and nothing fails. */
export const reportOfSkeleton: TestReport = { status: 0, passed: 2, pending: 3, failed: 0 };
/** … and when a model has written the three cases. */
export const reportOfWritten: TestReport = { status: 0, passed: 5, pending: 0, failed: 0 };

/** Runs the project's own test command. */
export function runProjectTests({ workspace, environment }: EditorRunPlace): TestReport {
  const { status, stdout, stderr } = spawnSync('npm', ['test'], {
    cwd: workspace,
    env: environment,
    encoding: 'utf8',
  });
  const count = (name: string) => {
    const found = new RegExp(`^\\S+ ${name} (\\d+)$`, 'm').exec(stdout)?.[1];
    if (found === undefined) throw new Error(`the runner tells no number of ${name}:\n${stdout}${stderr}`);
    return Number(found);
  };
  return { status, passed: count('pass'), pending: count('todo') + count('skipped'), failed: count('fail') };
}

interface EditorRunPlace {
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a run's project lies, for `runProjectTests`. */
export function placeOf(run: EditorRun): EditorRunPlace {
  return { workspace: run.workspace, environment: run.environment() };
}

/** A model's tests: one case for each way through the function, with assertions that hold. */
export const writtenTests: Reply = chatOf(`\`\`\`js
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { discounted } from '../src/discount.js';

test('discounted refuses a negative price', () => {
  assert.throws(() => discounted(-1, { isNew: false }), RangeError);
});

test('discounted takes a tenth off for new customers', () => {
  assert.equal(discounted(1000, { isNew: true }), 900);
});

test('discounted leaves the price to all others', () => {
  assert.equal(discounted(1000, { isNew: false }), 1000);
});
\`\`\`
`);

/** What is asked in the chat document. */
export const question = 'Who gets a discount?';
/** The place that the answer names, … */
export const citation = 'src/discount.js:6-8';
/** … and the text of its first line. */
export const citedLine = '  if (customer.isNew) {';
/** The answer, in the pieces in which it comes. */
export const answerPieces: readonly string[] = [
  'New customers get a tenth off',
  `, see ${citation}`,
  '.\n\nAll others pay the price.',
];
export const answer = answerPieces.join('');

/** An answer that stops after each piece but the last until the test lets it go on. */
export interface PausedAnswer {
  readonly reply: Reply;
  /** Lets one more piece through. */
  goOn(): void;
}

/** Tells the answer to the question piece by piece: the first at once, each other one after a `goOn`. */
export function pausedAnswer(): PausedAnswer {
  const gates = answerPieces.slice(1).map(() => gate());
  let opened = 0;
  return {
    goOn: () => {
      gates[opened]?.open();
      opened += 1;
    },
    reply: async (_request, response) => {
      response.status(200, { 'content-type': 'text/event-stream' });
      for (const [at, content] of answerPieces.entries()) {
        if (at > 0) await gates[at - 1]?.opened;
        await response.write(eventOf({ role: 'assistant', content }, null));
      }
      await response.write(eventOf({}, 'stop'));
      await response.end('data: [DONE]\n\n');
    },
  };
}

/** A file of the project as it was saved; empty while it is not there. */
export function savedText(run: EditorRun, path: string): string {
  try {
    return readFileSync(join(run.workspace, path), 'utf8');
  } catch {
    return '';
  }
}

function eventOf(delta: object, reason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: reason }];
  const event = { id: 'scripted-1', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices };
  return `data: ${JSON.stringify(event)}\n\n`;
}

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
