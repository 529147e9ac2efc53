import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, test } from 'vitest';

import { completionOptionsOf, contextOptionsOf } from '../../server/config/feature-options.ts';
import { mergeLayers } from '../../server/config/merge-layers.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';
import type { LayerName, SettingsLayer } from '../../server/config/settings-layer.ts';
import { type Settings, settingKeys } from '../../server/config/settings-schema.ts';
import {
  type CompletionMode,
  completionMode,
  completionModes,
} from '../../server/features/completion/completion-mode.ts';
import type { CompletionOptions } from '../../server/features/completion/completion-options.ts';
import { profileNames } from '../../server/features/completion/profiles.ts';

function layer(name: LayerName, value: unknown): SettingsLayer {
  const rights = name === 'workspace file' ? 'tighten-only' : 'full';
  return { name, source: `the ${name}`, rights, content: { kind: 'value', value } };
}

function fileLayer(text: string): SettingsLayer {
  return { name: 'user file', source: 'config.jsonc', rights: 'full', content: { kind: 'text', text } };
}

/** What was said to the user, one problem a line. */
function problemsOf(...layers: SettingsLayer[]): string {
  const { layers: reports } = mergeLayers(layers);
  return reports.flatMap(({ problems }) => problems.map((p) => `${p.message} ${p.remedy}`)).join('\n');
}

function anyModes(names: fc.Arbitrary<string>): fc.Arbitrary<Readonly<Record<string, CompletionMode>>> {
  return fc
    .array(fc.tuple(names, fc.constantFrom(...completionModes)), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
}

const anySettings: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    'completion.enabled': fc.boolean(),
    'completion.disabledLanguages': fc.array(fc.constantFrom('go', 'rust', '!go', 'markdown')),
    'completion.minimumConfidence': fc.double({ min: 0, max: 1, noNaN: true }),
    'completion.maxLines': fc.integer({ min: 1, max: 100 }),
    'completion.profile': fc.constantFrom(...profileNames),
    'completion.comments': fc.boolean(),
    'completion.languages': anyModes(fc.constantFrom('go', 'rust', '__proto__')),
    'completion.files': anyModes(fc.constantFrom('*.ts', 'a/', 'a/**/*.ts', '/x.ts', '**', 'd/*.go')),
    'completion.speculate': fc.constantFrom('off', 'local'),
    'embedded.memoryLimitMb': fc.integer({ min: 16, max: 65_536 }),
    'context.enabled': fc.boolean(),
    'context.maxTokens': fc.integer({ min: 0, max: 100_000 }),
    'context.folders': fc.array(fc.constantFrom('a', 'a/', 'a/b', 'a/b/c', 'ab', 'd'), { maxLength: 3 }),
    'files.exclude': fc.array(fc.constantFrom('*.log', '!keep.log', 'dist/', 'keep.log')),
  },
  { requiredKeys: [] },
);

/** JSON that often comes near to settings: known names with values of any kind, odd names, nesting. */
const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.oneof(
      fc.constantFrom(...settingKeys, 'completion', 'innerloop', '__proto__', 'constructor'),
      fc.string(),
    ),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('enabled', 'maxLines', '__proto__'), fc.jsonValue()),
    ),
  ),
);

/** The settings in which a layer does not replace all of what stands below. */
const addUp: readonly string[] = ['files.exclude', 'completion.languages', 'completion.files'];

describe('precedence', () => {
  test('no layers leave the defaults', () => {
    expect(mergeLayers([]).settings).toEqual(defaultSettings);
  });

  test('the later layer wins, and is named as the origin', () => {
    const { settings, origins } = mergeLayers([
      layer('user file', { 'completion.maxLines': 3, 'completion.enabled': false }),
      layer('editor, at start', { completion: { maxLines: 5 } }),
    ]);
    expect(settings).toEqual({ ...defaultSettings, 'completion.maxLines': 5, 'completion.enabled': false });
    expect(Object.fromEntries(origins)).toEqual({
      'completion.maxLines': ['the editor, at start'],
      'completion.enabled': ['the user file'],
    });
  });

  test('a value comes from the last layer with full rights that gives one', () => {
    fc.assert(
      fc.property(fc.array(anySettings, { maxLength: 4 }), (all) => {
        const { settings } = mergeLayers(all.map((value) => layer('editor', value)));
        const last = Object.assign({}, defaultSettings, ...all);
        for (const key of settingKeys) {
          if (!addUp.includes(key)) expect(settings[key]).toEqual(last[key]);
        }
      }),
    );
  });

  test('lists of excluded files add up, in the order of the layers', () => {
    const { settings, origins } = mergeLayers([
      layer('user file', { 'files.exclude': ['*.log', 'dist/'] }),
      layer('editor', { 'files.exclude': ['!keep.log', 'dist/'] }),
    ]);
    expect(settings['files.exclude']).toEqual(['*.log', '!keep.log', 'dist/']);
    expect(origins.get('files.exclude')).toEqual(['the user file', 'the editor']);
  });

  test('null leaves a setting to the layers below', () => {
    const { settings, layers } = mergeLayers([
      layer('user file', { 'completion.maxLines': 3 }),
      layer('editor', { 'completion.maxLines': null }),
    ]);
    expect(settings['completion.maxLines']).toBe(3);
    expect(layers[1]?.problems).toEqual([]);
  });
});

describe('a workspace that nobody has trusted', () => {
  test('may turn off, raise, lower and exclude', () => {
    const strict = {
      'completion.enabled': false,
      'completion.disabledLanguages': ['go'],
      'completion.minimumConfidence': 0.95,
      'completion.maxLines': 2,
      'completion.profile': 'quiet',
      'completion.comments': false,
      'completion.languages': { go: 'manual', rust: 'off' },
      'completion.files': { 'docs/**': 'off' },
      'completion.speculate': 'off',
      'embedded.enabled': false,
      'embedded.memoryLimitMb': 100,
      'limits.dailyRequests': 0,
      'context.enabled': false,
      'context.maxTokens': 500,
      'context.folders': ['packages/web'],
      'context.memoryLimitMb': 64,
      'files.exclude': ['private/'],
    };
    const { settings, layers } = mergeLayers([layer('workspace file', strict)]);
    expect(settings).toEqual({ ...defaultSettings, ...strict });
    expect(layers[0]?.problems).toEqual([]);
  });

  test('is told when it wants to loosen', () => {
    const below = layer('user file', { 'completion.enabled': false, 'files.exclude': ['*.key'] });
    const loose = { completion: { enabled: true, maxLines: 99 }, 'files.exclude': ['!a.key', 'b'] };
    expect(problemsOf(below, layer('workspace file', loose))).toMatchInlineSnapshot(`
      "the workspace file would loosen "completion.enabled"; the settings of a workspace may only tighten. If you want it, set it in your own settings file or in your editor.
      the workspace file would loosen "completion.maxLines"; the settings of a workspace may only tighten. If you want it, set it in your own settings file or in your editor.
      the workspace file would loosen "files.exclude"; the settings of a workspace may only tighten. If you want it, set it in your own settings file or in your editor."
    `);
  });

  test('never makes anything looser than it was', () => {
    fc.assert(
      fc.property(anySettings, anySettings, (user, workspace) => {
        const before = mergeLayers([layer('user file', user)]).settings;
        const after = mergeLayers([layer('user file', user), layer('workspace file', workspace)]).settings;
        expectAtLeastAsTight(after, before);
      }),
    );
  });

  test('never makes anything looser by odd JSON either', () => {
    fc.assert(
      fc.property(anySettings, anyJson, (user, workspace) => {
        const before = mergeLayers([layer('user file', user)]).settings;
        const after = mergeLayers([layer('user file', user), layer('workspace file', workspace)]).settings;
        expectAtLeastAsTight(after, before);
      }),
    );
  });

  test('leaves every file excluded that was', () => {
    const pattern = fc.oneof(
      fc.constantFrom('*.log', '!keep.log', 'keep.log', '!*.log', 'a/', '!a/', 'x\n!keep.log', 'x\r\n!a/'),
      fc.constantFrom('\uFEFF!keep.log', ' !*.log', '\t!a/', '\\!a/', '!!*.log', '\r!*.log', '#', ''),
    );
    const patterns = fc.array(pattern, { maxLength: 4 });
    fc.assert(
      fc.property(patterns, patterns, (user, workspace) => {
        const below = layer('user file', { 'files.exclude': user });
        const above = layer('workspace file', { 'files.exclude': workspace });
        const before = ignore().add(mergeLayers([below]).settings['files.exclude'].join('\n'));
        const after = ignore().add(mergeLayers([below, above]).settings['files.exclude'].join('\n'));
        for (const path of ['x.log', 'keep.log', 'a/keep.log', 'a/b.ts']) {
          if (before.ignores(path)) expect(after.ignores(path)).toBe(true);
        }
      }),
    );
  });

  /** Whether context may come from the file, as the page of settings says it. */
  function isInScope(path: string, { 'context.folders': folders }: Settings): boolean {
    return folders.length === 0 || folders.some((folder) => path.startsWith(`${folder.replace(/\/$/, '')}/`));
  }

  function expectAtLeastAsTight(after: Settings, before: Settings) {
    expect(before['completion.enabled'] || !after['completion.enabled']).toBe(true);
    expectAtLeastAsQuiet(completionOptionsOf(after), completionOptionsOf(before));
    expect(after['completion.maxLines']).toBeLessThanOrEqual(before['completion.maxLines']);
    expect(after['embedded.memoryLimitMb']).toBeLessThanOrEqual(before['embedded.memoryLimitMb']);
    expect(before['context.enabled'] || !after['context.enabled']).toBe(true);
    expect(before['context.embeddings'] || !after['context.embeddings']).toBe(true);
    expect(after['context.maxTokens']).toBeLessThanOrEqual(before['context.maxTokens']);
    expect(after['context.memoryLimitMb']).toBeLessThanOrEqual(before['context.memoryLimitMb']);
    for (const path of ['x.ts', 'a/x.ts', 'a/b/x.ts', 'a/b/c/x.ts', 'ab/x.ts', 'd/x.ts'])
      expect(isInScope(path, before) || !isInScope(path, after)).toBe(true);
    expect(after['completion.disabledLanguages']).toEqual(
      expect.arrayContaining([...before['completion.disabledLanguages']]),
    );
    expect(after['files.exclude']).toEqual(expect.arrayContaining([...before['files.exclude']]));
    expect(before['completion.comments'] || !after['completion.comments']).toBe(true);
    expect(before['completion.speculate'] === 'off' && after['completion.speculate'] !== 'off').toBe(false);
    const negated = (settings: Settings) => settings['files.exclude'].filter((item) => item.startsWith('!'));
    expect(negated(after)).toEqual(negated(before));
  }

  function expectAtLeastAsQuiet(after: CompletionOptions, before: CompletionOptions) {
    expect(after.minimumConfidence).toBeGreaterThanOrEqual(before.minimumConfidence);
    expect(after.minimumProbability).toBeGreaterThanOrEqual(before.minimumProbability);
    expect(profileNames.indexOf(after.profile)).toBeGreaterThanOrEqual(profileNames.indexOf(before.profile));
    for (const path of ['x.ts', 'a/x.ts', 'a/b/x.ts', 'd/x.go', 'd/x.rs'])
      for (const languageId of ['go', 'rust', 'typescript', '__proto__'])
        expect(completionModes.indexOf(completionMode(after, languageId, path))).toBeGreaterThanOrEqual(
          completionModes.indexOf(completionMode(before, languageId, path)),
        );
  }
});

describe('the folders that context comes from', () => {
  const own = layer('user file', { 'context.folders': ['packages', 'docs/'] });
  const trusted = (folders: readonly string[]): SettingsLayer => ({
    ...layer('workspace file', { 'context.folders': folders }),
    rights: 'full-but-endpoints',
  });

  test('are narrowed by a workspace to what lies in its list and in yours', () => {
    const within = layer('workspace file', { 'context.folders': ['packages/web', 'docs'] });
    expect(mergeLayers([own, within]).settings['context.folders']).toEqual(['packages/web', 'docs']);
    expect(problemsOf(own, within)).toBe('');
  });

  test.each([
    [[], ['packages', 'docs/']],
    [
      ['packages', 'docs/', 'tools'],
      ['packages', 'docs/'],
    ],
    [['packages-old'], ['packages', 'docs/']],
  ])('are not widened to %j by a workspace, trusted or not', (folders, granted) => {
    const untrusted = layer('workspace file', { 'context.folders': folders });
    for (const workspace of [trusted(folders), untrusted]) {
      expect(mergeLayers([own, workspace]).settings['context.folders']).toEqual(granted);
      expect(problemsOf(own, workspace)).toContain('"context.folders"');
    }
  });

  test('are replaced by the editor at start', () => {
    const start = layer('editor, at start', { context: { folders: ['tools'] } });
    expect(mergeLayers([own, start]).settings['context.folders']).toEqual(['tools']);
  });

  test.each(['', '/etc', '..', '../other', 'a/../..', './a', 'a//b', 'a\\b', 'a\n!b', '/', '.'])(
    'are not %j',
    (folder) => {
      expect(problemsOf(layer('user file', { 'context.folders': [folder] }))).toBe(
        'In the user file, "context.folders" must be a list of folders relative to the root of the workspace, with /, not a list that has something else in it. Until it is corrected, what the other layers say is in force.',
      );
    },
  );

  test.each(['a', 'a/', '.github', '..a', 'a/b.c/d e', 'größe'])('may be %j', (folder) => {
    const { settings } = mergeLayers([layer('user file', { 'context.folders': [folder] })]);
    expect(settings['context.folders']).toEqual([folder]);
  });

  test('reach the engine without a slash at their ends, beside the other settings of context', () => {
    const limits = { memoryLimitMb: 64, maxTokens: 100 };
    const { settings } = mergeLayers([own, layer('editor, at start', { context: limits })]);
    expect(contextOptionsOf(settings)).toEqual({
      enabled: true,
      maxTokens: 100,
      folders: ['packages', 'docs'],
      memoryLimitBytes: 64 * 1024 * 1024,
      embeddings: false,
    });
  });
});

test('a repository cannot have code sent to models that make vectors', () => {
  const wanted: SettingsLayer = {
    ...layer('editor', { 'context.embeddings': true }),
    rights: 'full-but-endpoints',
  };
  expect(mergeLayers([wanted]).settings['context.embeddings']).toBe(false);
  expect(mergeLayers([wanted]).layers[0]?.problems).toMatchObject([{ code: 'settings-user-only' }]);
});

describe('bad input', () => {
  test('a value that does not fit is reported and leaves the one below', () => {
    const layers = [
      layer('user file', { 'completion.maxLines': 3 }),
      layer('editor', {
        completion: { enabled: 'yes', maxLines: 0, minimumConfidence: 80, disabledLanguages: [1] },
        'embedded.memoryLimitMb': 1.5,
        'files.exclude': 'dist',
      }),
    ];
    expect(mergeLayers(layers).settings).toEqual({ ...defaultSettings, 'completion.maxLines': 3 });
    expect(problemsOf(...layers)).toMatchInlineSnapshot(`
      "In the editor, "completion.enabled" must be true or false, not a text. Until it is corrected, true is in force.
      In the editor, "completion.disabledLanguages" must be a list of texts, not a list that has something else in it. Until it is corrected, what the other layers say is in force.
      In the editor, "completion.minimumConfidence" must be a number from 0 to 1, not 80. Until it is corrected, 0 is in force.
      In the editor, "completion.maxLines" must be a whole number from 1 to 100, not 0. Until it is corrected, 3 is in force.
      In the editor, "embedded.memoryLimitMb" must be a whole number from 16 to 65536, not 1.5. Until it is corrected, 300 is in force.
      In the editor, "files.exclude" must be a list of texts of one line, not a text. Until it is corrected, what the other layers say is in force."
    `);
  });

  test('an unknown key is reported with the nearest known one', () => {
    const typos = { 'completion.enable': false, maxlines: 3, completion: 1, telemetry: true };
    expect(problemsOf(layer('editor', typos))).toMatchInlineSnapshot(`
      "the editor names a setting that does not exist: "completion.enable". Did you mean "completion.enabled"?
      the editor names a setting that does not exist: "maxlines". Did you mean "completion.maxLines"?
      the editor names a setting that does not exist: "completion". Did you mean "completion.enabled"?
      the editor names a setting that does not exist: "telemetry". The settings are: completion.enabled, completion.disabledLanguages, completion.languages, completion.files, completion.profile, completion.comments, completion.minimumConfidence, completion.maxLines, completion.speculate, completion.hostedAutomatic, limits.dailyRequests, models, routes.completion, routes.chat, routes.embedding, routes.languages, embedded.enabled, embedded.memoryLimitMb, context.enabled, context.maxTokens, context.folders, context.memoryLimitMb, context.embeddings, files.exclude."
    `);
  });

  test('a broken file is reported with the place, and the other layers stay in force', () => {
    const broken = fileLayer('{\n  "completion.enabled": false\n  "files.exclude": []\n}');
    const other = layer('editor', { 'completion.maxLines': 4 });
    expect(problemsOf(broken, other)).toMatchInlineSnapshot(
      `"The settings file config.jsonc is not valid JSONC: comma expected at line 3, column 3. Fix it there; until then the settings of the other layers are in force."`,
    );
    expect(mergeLayers([broken, other]).settings).toEqual({ ...defaultSettings, 'completion.maxLines': 4 });
  });

  test.each(['[]', '3', 'null', '"on"'])('a file that holds %s is reported', (text) => {
    expect(mergeLayers([fileLayer(text)]).layers[0]).toMatchObject({
      state: 'unreadable',
      problems: [{ code: 'settings-not-object' }],
    });
  });

  test('at most twenty unknown keys are reported, each in a few words', () => {
    const junk = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}${'x'.repeat(10_000)}`, i]));
    const problems = mergeLayers([layer('editor', junk)]).layers[0]?.problems ?? [];
    expect(problems).toHaveLength(20);
    for (const { message } of problems) expect(message.length).toBeLessThan(200);
  });

  test('whatever the layers hold, nothing is thrown, no prototype changes, and settings are valid', () => {
    fc.assert(
      fc.property(fc.array(anyJson, { maxLength: 4 }), (values) => {
        const first = mergeLayers(values.map((value) => layer('editor', value))).settings;
        const again = mergeLayers([layer('user file', first)]);
        expect(again.settings).toEqual(first);
        expect(again.layers[0]?.problems).toEqual([]);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(Object.keys(first)).toEqual([...settingKeys]);
      }),
    );
  });

  test('an own __proto__ key in a file changes nothing', () => {
    const { settings } = mergeLayers([
      fileLayer('{"__proto__": {"completion.enabled": false, "polluted": 1}}'),
    ]);
    expect(settings).toEqual(defaultSettings);
    expect('polluted' in {}).toBe(false);
  });
});
