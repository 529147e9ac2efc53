import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../server/base/error-codes.ts';
import { nothing, ok } from '../../server/base/outcome.ts';
import type { CompleteOptions, CompleteResult } from '../../server/cli/actions.ts';
import type { CompletionTrace } from '../../server/features/completion/completion-trace.ts';
import { silenceTexts } from '../../server/features/completion/silence-texts.ts';
import { whyText } from '../../server/features/completion/why-text.ts';
import { runCommandLine } from './run-command-line.ts';
import { healthy, Paper, type ScriptedContext, scriptedContext, silence } from './scripted-context.ts';
import { bundle } from './scripted-index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'innerloop-cli-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'a.ts'), 'function add(a, b) {\n  return ;\n}\n');
  writeFileSync(join(folder, 'picture.png'), Uint8Array.from([137, 80, 78, 71, 0, 0]));
  writeFileSync(join(folder, 'latin1.c'), Uint8Array.from([47, 47, 32, 233, 10]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const allCommands = ['serve', 'complete', 'doctor', 'context', 'search', 'index'];

/** Runs one command line in the folder of the test. */
function run(argv: string[], context: ScriptedContext = scriptedContext({}, { workingFolder: folder })) {
  return runCommandLine(argv, context);
}

function suggesting(options: { problems?: CompleteResult['problems'] } = {}): ScriptedContext {
  const complete = async ({ offset }: CompleteOptions) => {
    const replace = { start: offset, end: offset };
    const explanation = 'written 14 times here, for example in sum.ts:20';
    const suggestion = { id: '1', text: 'a + b', replace, confidence: 0.914, explanation, model: undefined };
    return { ...silence, outcome: ok(suggestion), ...options };
  };
  return scriptedContext({ complete }, { workingFolder: folder });
}

describe('a command line that is not understood', () => {
  test.each([
    [['compleet', 'a.ts:1:1'], "innerloop: Unknown command 'compleet'.\nDid you mean complete?\n"],
    [['serch'], "innerloop: Unknown command 'serch'.\nDid you mean search?\n"],
    [['xyzzy'], "innerloop: Unknown command 'xyzzy'.\nSee `innerloop --help --all`.\n"],
    [['complete'], "innerloop: Missing required argument 'FILE:LINE:COL'.\nSee `innerloop --help --all`.\n"],
    [['complete', 'a.ts:1:1', '--jsn'], "innerloop: Unknown option '--jsn'.\nDid you mean --json?\n"],
    [
      ['complete', 'a.ts'],
      'innerloop: "a.ts" is not a place in a file.\nWrite FILE:LINE:COL, for example src/main.ts:12:5; line and column count from 1.\n',
    ],
    [
      ['complete', 'a.ts:1:1', '--max-lines', '0'],
      'innerloop: --max-lines takes a whole number from 1 to 9999, not "0".\nWrite --max-lines 5, for example.\n',
    ],
    [
      ['serve', '--stdio', '--pipe=x'],
      'innerloop: More than one transport is given.\nChoose one of --stdio, --socket, --pipe, --node-ipc.\n',
    ],
  ])('%j ends with 2 and a hint', async (argv, error) => {
    expect(await run(argv)).toEqual({ exitCode: 2, out: '', error });
  });

  test('nothing at all ends with 2 and the help', async () => {
    const { exitCode, out, error } = await run([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(error).toContain('Usage: innerloop');
  });
});

describe('a place that is not there', () => {
  test.each([
    ['gone.ts:1:1', 'There is no file gone.ts.'],
    ['a.ts/b.ts:1:1', 'There is no file a.ts/b.ts.'],
    ['src:1:1', 'src is a folder, not a file.'],
    ['/dev/null:1:1', '/dev/null is a device or pipe, not a file.'],
    ['picture.png:1:1', 'The file picture.png is not text in UTF-8.'],
    ['latin1.c:1:1', 'The file latin1.c is not text in UTF-8.'],
    ['a.ts:9:1', 'a.ts has 4 lines; line 9 is past its end.'],
    ['a.ts:2:99', 'Line 2 of a.ts has 10 characters; column 99 is past its end.'],
  ])('%s ends with 1 and the reason', async (place, message) => {
    const { exitCode, out, error } = await run(['complete', place]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(error.split('\n')[0]).toBe(`innerloop: ${message}`);
  });
});

describe('why', () => {
  const trace: CompletionTrace = {
    ...{ id: '1', uri: 'file:///a.ts', languageId: 'typescript', version: 0, line: 1, column: 9, at: 0 },
    ...{ gates: [], route: [], context: [], candidates: [], cuts: [], steps: [] },
    trigger: 'invoked',
    reuse: 'none',
    outcome: { kind: 'silent', reason: 'unsure' },
  };

  test('tells what happened in a request at the place', async () => {
    const asked: CompleteOptions[] = [];
    const complete = async (options: CompleteOptions) => {
      asked.push(options);
      return { ...silence, trace };
    };
    const context = scriptedContext({ complete }, { workingFolder: folder });
    const { exitCode, out } = await run(['why', 'a.ts:2:10', '--cut', '--model', 'quick'], context);
    expect(asked[0]).toMatchObject({ model: 'quick', wantsContext: false });
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: whyText(trace) });
  });

  test('prints the same as data', async () => {
    const context = scriptedContext(
      { complete: async () => ({ ...silence, trace }) },
      { workingFolder: folder },
    );
    const { out } = await run(['why', 'a.ts:2:10', '--json'], context);
    expect(JSON.parse(out)).toEqual({ position: 'a.ts:2:10', trace, text: whyText(trace), problems: [] });
  });

  test('ends with 1 where nothing was taken down', async () => {
    const { exitCode, error } = await run(['why', 'a.ts:2:10']);
    expect({ exitCode, error }).toMatchObject({ exitCode: 1, error: expect.stringContaining('innerloop: ') });
  });
});

describe('complete', () => {
  test('asks for the text and the offset that the place stands for', async () => {
    const asked: CompleteOptions[] = [];
    const context = scriptedContext(
      {
        complete: async (options) => {
          asked.push(options);
          return silence;
        },
      },
      { workingFolder: folder },
    );
    await run(['complete', 'a.ts:2:10', '--max-lines', '3'], context);
    expect(asked).toMatchObject([
      {
        path: join(folder, 'a.ts'),
        document: {
          uri: pathToFileURL(join(folder, 'a.ts')).href,
          text: 'function add(a, b) {\n  return ;\n}\n',
        },
        offset: 30,
        maxLines: 3,
      },
    ]);
  });

  test('--cut hides the rest of the line from the model and prints it below the answer', async () => {
    const asked: CompleteOptions[] = [];
    const complete = async (options: CompleteOptions) => {
      asked.push(options);
      return silence;
    };
    const context = scriptedContext({ complete }, { workingFolder: folder });
    const { out } = await run(['complete', 'a.ts:1:10', '--cut'], context);
    expect(asked).toMatchObject([{ document: { text: 'function \n  return ;\n}\n' }, offset: 9 }]);
    expect(out).toContain('The line in the file goes on with: add(a, b) {\n');
  });

  test('prints the suggestion in the text, how sure it is and why', async () => {
    const { exitCode, out, error } = await run(['complete', 'a.ts:2:10'], suggesting());
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    expect(out).toMatchInlineSnapshot(`
      "a.ts:2:10

        1 │ function add(a, b) {
        2 │   return ├a + b┤;
        3 │ }
        4 │

      confidence 0.91: written 14 times here, for example in sum.ts:20
      1.3 ms, after learning 12 files in 0.34 s
      "
    `);
  });

  test.each(Object.entries(silenceTexts))('says why there is nothing: %s', async (_reason, text) => {
    expect(text.what).not.toMatch(/\.$/);
    expect(text.whatHelps).toMatch(/\.$/);
  });

  test('having nothing to suggest ends with 0', async () => {
    const { exitCode, out } = await run(['complete', 'a.ts:2:10']);
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "Nothing to suggest at a.ts:2:10: no text is likely enough here.
      Type a little more, or lower completion.minimumConfidence to see less certain suggestions.
      1.3 ms, after learning 12 files in 0.34 s
      "
    `);
  });

  test('--json gives the suggestion to programs', async () => {
    const { out } = await run(['complete', 'a.ts:2:10', '--json'], suggesting());
    expect(JSON.parse(out)).toEqual({
      position: 'a.ts:2:10',
      suggestion: {
        text: 'a + b',
        replace: { start: { line: 2, column: 10 }, end: { line: 2, column: 10 } },
        confidence: 0.914,
        explanation: 'written 14 times here, for example in sum.ts:20',
        model: undefined,
      },
      nothing: null,
      suggestMs: 1.25,
      learnedFiles: 12,
      learnMs: 340,
      problems: [],
    });
  });

  test('--json gives the reason for silence to programs', async () => {
    const context = scriptedContext(
      { complete: async () => ({ ...silence, outcome: nothing('inside-word') }) },
      { workingFolder: folder },
    );
    const { out } = await run(['complete', 'a.ts:2:10', '--json'], context);
    expect(JSON.parse(out)).toMatchObject({ suggestion: null, nothing: { reason: 'inside-word' } });
  });

  test('prints what was wrong on the way beside the answer, not in it', async () => {
    const problems = [new UserError('settings-unknown', { file: 'c.jsonc', key: 'x', hint: 'Remove it.' })];
    const { out, error } = await run(['complete', 'a.ts:2:10'], suggesting({ problems }));
    expect(out).not.toContain('c.jsonc');
    expect(error).toBe('! c.jsonc names a setting that does not exist: "x". Remove it.\n');
  });

  describe('--context', () => {
    const withContext = (context: CompleteResult['context']) => {
      const asked: CompleteOptions[] = [];
      const complete = async (options: CompleteOptions) => {
        asked.push(options);
        return { ...silence, context };
      };
      return { asked, context: scriptedContext({ complete }, { workingFolder: folder }) };
    };

    test('prints below the answer what a model was given, item by item, and why', async () => {
      const { asked, context } = withContext(bundle);
      const { out } = await run(['complete', 'a.ts:2:10', '--context'], context);
      expect(asked).toMatchObject([{ wantsContext: true }]);
      expect(out).toMatchInlineSnapshot(`
        "Nothing to suggest at a.ts:2:10: no text is likely enough here.
        Type a little more, or lower completion.minimumConfidence to see less certain suggestions.
        1.3 ms, after learning 12 files in 0.34 s

        Context: 1,412 of 2,048 tokens in 2 items, put together in 2.1 ms
        src/users.ts:9-11  defines createUser, imported from ./users  (definitions, score 0.0164, 24 tokens)
        src/store.ts:1-2,41-45  similar code  (similar, score 0.0151, 1,388 tokens)
        Its lines and what was left out: innerloop context a.ts:2:10
        "
      `);
    });

    test('says so when none was gathered', async () => {
      const { out } = await run(['complete', 'a.ts:2:10', '--context'], withContext(undefined).context);
      expect(out).toContain('\nNo context was gathered: context.enabled is false, or ');
    });

    test('gives the bundle to programs, or null', async () => {
      const argv = ['complete', 'a.ts:2:10', '--context', '--json'];
      const some = await run(argv, withContext(bundle).context);
      expect(JSON.parse(some.out)).toMatchObject({ context: bundle, nothing: { reason: 'unsure' } });
      const none = await run(argv, withContext(undefined).context);
      expect(JSON.parse(none.out)).toMatchObject({ context: null });
    });

    test('is not there unless it was asked for', async () => {
      const { asked, context } = withContext(bundle);
      const { out } = await run(['complete', 'a.ts:2:10', '--json'], context);
      expect(asked).toMatchObject([{ wantsContext: false }]);
      expect(JSON.parse(out)).not.toHaveProperty('context');
    });
  });

  test('--hint adds the lines that connect an editor', async () => {
    const { out } = await run(['complete', 'a.ts:2:10', '--hint'], suggesting());
    expect(out).toContain(`cmd = { 'node', "/opt/innerloop/dist/main.js", 'serve', '--stdio' }`);
    expect(out).toContain('args = ["/opt/innerloop/dist/main.js", "serve", "--stdio"]');
  });

  test('shows progress on the error stream of a terminal and takes it away when learning fails', async () => {
    let nowMs = 0;
    const complete = async (_options: CompleteOptions, progress: (done: number, total: number) => void) => {
      nowMs = 1_000;
      progress(5, 10);
      throw new UserError('file-missing', { file: 'x', folder: 'y' });
    };
    const terminal = { out: new Paper(), error: new Paper({ isInteractive: true }) };
    const context = scriptedContext(
      { complete },
      { workingFolder: folder, terminal, monotonicMs: () => nowMs },
    );
    const { exitCode, error } = await run(['complete', 'a.ts:2:10'], context);
    expect(exitCode).toBe(1);
    expect(error).toContain('reading 5 of 10 files\r\u001b[2Kinnerloop: There is no file x');
  });

  test('Ctrl-C ends with 130', async () => {
    const controller = new AbortController();
    const complete = async () => {
      controller.abort();
      throw controller.signal.reason;
    };
    const context = scriptedContext({ complete }, { workingFolder: folder, signal: controller.signal });
    expect(await run(['complete', 'a.ts:2:10'], context)).toEqual({ exitCode: 130, out: '', error: '' });
  });

  test('a bug is not dressed up as an error of the user', async () => {
    const complete = async () => {
      throw new TypeError('undefined is not a function');
    };
    const context = scriptedContext({ complete }, { workingFolder: folder });
    await expect(run(['complete', 'a.ts:2:10'], context)).rejects.toThrow(TypeError);
  });
});

describe('help', () => {
  test('plain help lists what is for the first day only, and says where the rest is', async () => {
    const { out } = await run(['--help']);
    expect(out).not.toMatch(/^ {2}(context|search|index) /m);
    expect(out).toContain('`innerloop --help --all`');
  });

  test.each([['--help'], ['-h']])('%s is printed to the output and ends with 0', async (flag) => {
    const { exitCode, out, error } = await run([flag]);
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    expect(out).toMatch(/^Usage: innerloop /);
  });

  test.each(allCommands)('%s has help of its own', async (command) => {
    const { exitCode, out } = await run([command, '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Usage: innerloop ${command}`);
  });

  test('--help --all prints the help of every command', async () => {
    const { exitCode, out } = await run(['--help', '--all']);
    expect(exitCode).toBe(0);
    for (const command of allCommands) expect(out).toContain(`Usage: innerloop ${command}`);
  });

  test('--version prints the version', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, out: '1.2.3\n', error: '' });
  });
});

test('serve ends with the exit code of the session', async () => {
  const context = scriptedContext({ serve: async () => 1 });
  expect((await run(['serve', '--socket', '6009'], context)).exitCode).toBe(1);
});

test('doctor asks about the current folder and ends with 0 when all is well', async () => {
  const asked: string[] = [];
  const inspect = async (of: string) => {
    asked.push(of);
    return healthy;
  };
  const { exitCode, out } = await run(['doctor'], scriptedContext({ inspect }, { workingFolder: folder }));
  expect(exitCode).toBe(0);
  expect(asked).toEqual([folder]);
  expect(out).toContain('✓ Workspace');
});
