import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { completionOptionsOf } from '../../server/config/feature-options.ts';
import { mergeLayers } from '../../server/config/merge-layers.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';
import type { SettingsLayer } from '../../server/config/settings-layer.ts';
import type { CompletionMode } from '../../server/features/completion/completion-mode.ts';
import type { CompletionOptions } from '../../server/features/completion/completion-options.ts';
import { profileNames, profiles } from '../../server/features/completion/profiles.ts';

function full(value: unknown): SettingsLayer {
  return { name: 'user file', source: 'yours', rights: 'full', content: { kind: 'value', value } };
}

function workspace(value: unknown): SettingsLayer {
  return {
    name: 'workspace file',
    source: 'theirs',
    rights: 'tighten-only',
    content: { kind: 'value', value },
  };
}

/** What the editor says while it runs; a repository may have written it. */
function later(value: unknown): SettingsLayer {
  return {
    name: 'editor',
    source: 'the editor',
    rights: 'full-but-endpoints',
    content: { kind: 'value', value },
  };
}

function optionsUnder(...layers: SettingsLayer[]): CompletionOptions {
  return completionOptionsOf(mergeLayers(layers).settings);
}

function problemsOf(...layers: SettingsLayer[]): readonly string[] {
  return mergeLayers(layers).layers.flatMap(({ problems }) =>
    problems.map(({ message, remedy }) => `${message} ${remedy}`),
  );
}

test('without settings the quiet profile holds', () => {
  expect(completionOptionsOf(defaultSettings)).toMatchObject({
    profile: 'quiet',
    minimumConfidence: profiles.quiet.minimumConfidence,
    minimumProbability: profiles.quiet.minimumProbability,
    comments: true,
    speculate: 'off',
    maxLines: 12,
  });
});

describe('the least confidence', () => {
  test.each(profileNames)('is that of the profile "%s" where nobody sets it', (profile) => {
    const { minimumConfidence, minimumProbability } = profiles[profile];
    expect(optionsUnder(full({ 'completion.profile': profile }))).toMatchObject({
      minimumConfidence,
      minimumProbability,
    });
  });

  test('is what somebody set, whatever the profile, for models of others too', () => {
    const options = optionsUnder(
      full({ 'completion.profile': 'quiet', 'completion.minimumConfidence': 0.2 }),
    );
    expect(options).toMatchObject({ minimumConfidence: 0.2, minimumProbability: 0.2 });
  });

  test('is the profile’s again where a later layer says 0', () => {
    const options = optionsUnder(full({ 'completion.minimumConfidence': 0.2 }), {
      ...full({ 'completion.minimumConfidence': 0 }),
      name: 'editor, at start',
    });
    expect(options.minimumConfidence).toBe(profiles.quiet.minimumConfidence);
  });

  test('is raised by a workspace, but not put below what the profile asks', () => {
    expect(optionsUnder(workspace({ 'completion.minimumConfidence': 0.9 })).minimumConfidence).toBe(0.9);
    const lower = workspace({ 'completion.minimumConfidence': 0.3 });
    expect(optionsUnder(lower).minimumConfidence).toBe(profiles.quiet.minimumConfidence);
    expect(problemsOf(lower)).toHaveLength(1);
  });

  test('is not put below a profile that a later layer chooses', () => {
    const theirs = workspace({ 'completion.minimumConfidence': profiles.guided.minimumConfidence + 0.05 });
    const options = optionsUnder(full({ 'completion.profile': 'guided' }), theirs, {
      ...full({ 'completion.profile': 'quiet' }),
      name: 'editor, at start',
    });
    expect(options.minimumConfidence).toBe(profiles.quiet.minimumConfidence);
  });
});

test('a profile limits the lines, and never widens what the setting says', () => {
  expect(optionsUnder(full({ 'completion.profile': 'guided' })).maxLines).toBe(3);
  expect(optionsUnder(full({ 'completion.profile': 'guided', 'completion.maxLines': 1 })).maxLines).toBe(1);
});

describe('modes by pattern', () => {
  const filesUnder = (...layers: SettingsLayer[]) => Object.entries(optionsUnder(...layers).files);

  test('of a later layer come last, where they win, also those that an earlier layer has', () => {
    const start = { ...full({ 'completion.files': { 'a/': 'manual' } }), name: 'editor, at start' } as const;
    expect(filesUnder(full({ 'completion.files': { 'a/': 'off', '*.md': 'on' } }), start)).toEqual([
      ['*.md', 'on'],
      ['a/', 'manual'],
    ]);
  });

  test('of a workspace may only be "off"', () => {
    const own = full({ 'completion.files': { '*.md': 'off' } });
    const theirs = workspace({ 'completion.files': { '*': 'on', 'docs/': 'manual', 'data/': 'off' } });
    expect(filesUnder(own, theirs)).toEqual([
      ['*.md', 'off'],
      ['data/', 'off'],
    ]);
    expect(problemsOf(own, theirs)).toEqual([expect.stringContaining('"completion.files"')]);
  });

  test('that the editor says again while it runs stay in their order, and nothing is told', () => {
    const said = { 'completion.files': { 'docs/': 'off', 'docs/api/': 'on', 'old/': 'manual' } };
    expect(filesUnder(full(said), later(said))).toEqual(Object.entries(said['completion.files']));
    expect(problemsOf(full(said), later(said))).toEqual([]);
  });

  test.each(['', '   ', '!docs/', '# docs', 'a\nb', 'a\u0000', 'x'.repeat(201)])(
    'are not kept for %j',
    (pattern) => {
      const layer = full({ 'completion.files': { [pattern]: 'off', 'kept/': 'off' } });
      expect(filesUnder(layer)).toEqual([['kept/', 'off']]);
      expect(problemsOf(layer)).toEqual([
        'In yours, a pattern in "completion.files" is blank, longer than 200 characters, or begins with ! or #. Use the syntax of .gitignore, one pattern an entry, such as "docs/**": "off"; instead of ! write a later entry that says "on".',
      ]);
    },
  );
});

describe('modes by language', () => {
  test('are only made quieter by a workspace', () => {
    const own = full({ 'completion.languages': { go: 'manual', rust: 'off' } });
    const theirs = workspace({ 'completion.languages': { go: 'off', rust: 'manual', python: 'manual' } });
    expect(optionsUnder(own, theirs).languages).toEqual({ go: 'off', rust: 'off', python: 'manual' });
    expect(problemsOf(own, theirs)).toEqual([expect.stringContaining('"completion.languages"')]);
  });

  test('that are none are told with their choices, and spoil no other', () => {
    const layer = full({ 'completion.languages': { go: 'manal', rust: 'off', python: 3, lua: null } });
    expect(optionsUnder(layer).languages).toEqual({ rust: 'off' });
    expect(problemsOf(layer)).toEqual([
      'In yours, "completion.languages.go" is none of the choices. Did you mean "manual"? It takes on, manual, off.',
      expect.stringContaining('"completion.languages.python" must be one of on, manual, off, not 3.'),
    ]);
  });
});

test('the quieter of two profiles holds where one of them is a workspace’s', () => {
  const loudness = (name: (typeof profileNames)[number]) => profileNames.indexOf(name);
  for (const own of profileNames)
    for (const theirs of profileNames) {
      const { profile } = optionsUnder(
        full({ 'completion.profile': own }),
        workspace({ 'completion.profile': theirs }),
      );
      expect(loudness(profile)).toBe(Math.max(loudness(own), loudness(theirs)));
    }
});

test('each profile asks for at least what the louder ones ask', () => {
  for (const [index, name] of profileNames.entries())
    for (const louder of profileNames.slice(0, index)) {
      expect(profiles[name].minimumConfidence).toBeGreaterThan(profiles[louder].minimumConfidence);
      expect(profiles[name].minimumProbability).toBeGreaterThan(profiles[louder].minimumProbability);
    }
});

test('what one layer says of patterns reaches completion in its order', () => {
  const modes = fc.constantFrom<CompletionMode>('on', 'manual', 'off');
  const patterns = fc.uniqueArray(fc.constantFrom('a/', '*.ts', '**/b', '/c', 'd?e'), { minLength: 1 });
  fc.assert(
    fc.property(patterns, modes, (names, mode) => {
      const files = Object.fromEntries(names.map((name) => [name, mode]));
      expect(Object.keys(optionsUnder(full({ completion: { files } })).files)).toEqual(names);
    }),
  );
});
