import * as z from 'zod';

import { presetNames, presetOf } from '../model/presets.ts';

import { expectationOf } from './expectation.ts';
import { markdownTable } from './markdown-table.ts';
import { modelSchema } from './model-schema.ts';
import { settingKeys, settingsSchema } from './settings-schema.ts';

/** The page of all settings, made from the schema. */
export function settingsPage(): string {
  const rows = settingKeys.map((key) => {
    const schema = settingsSchema.shape[key];
    const standard = JSON.stringify(schema.parse(undefined));
    return [`\`${key}\``, expectationOf(schema), `\`${standard}\``, schema.description ?? ''];
  });
  const table = markdownTable([['setting', 'value', 'default', 'meaning'], ...rows]);
  return `${introduction.join('\n')}\n\n${table}\n\n${modelSection()}\n`;
}

function modelSection(): string {
  const fields = Object.entries(modelSchema.shape).map(([name, schema]) => [
    `\`${name}\``,
    expectationOf(schema),
    schema.description ?? '',
  ]);
  const servers = presetNames.map((name) => {
    const { baseUrl, keyEnv, fim } = presetOf(name);
    return [
      `\`${name}\``,
      baseUrl ?? 'yours: set `baseUrl`',
      keyEnv === undefined ? 'none' : `\`${keyEnv}\``,
      fim === 'by-name' ? 'by the name of the model' : fim,
    ];
  });
  return [
    '## A model',
    '',
    ...modelIntroduction,
    '',
    markdownTable([['field', 'value', 'meaning'], ...fields]),
    '',
    '## Presets',
    '',
    markdownTable([['preset', 'address', 'key, for that address only', 'completes by'], ...servers]),
  ].join('\n');
}

/** A JSON Schema that editors check settings files with; it knows dotted and nested spellings. */
export function settingsJsonSchema(): object {
  const { properties } = z.toJSONSchema(settingsSchema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'innerloop settings',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...properties, ...nested(properties ?? {}) },
    additionalProperties: false,
  };
}

/** The generated module of defaults, so that the start path needs no zod. */
export function settingsDefaultsModule(): string {
  const lines = settingKeys.map((key) => {
    const standard = settingsSchema.shape[key].parse(undefined);
    const value = typeof standard === 'string' ? `'${standard}'` : JSON.stringify(standard);
    return `  ${/^\w+$/.test(key) ? key : `'${key}'`}: ${value},`;
  });
  return `import type { Settings } from './settings-schema.ts';

/** The defaults of settings-schema.ts as plain data; made by \`npm run generate\`. */
export const defaultSettings: Settings = {
${lines.join('\n')}
};
`;
}

function nested(properties: Readonly<Record<string, unknown>>): Record<string, object> {
  const namespaces = new Map<string, Record<string, unknown>>();
  for (const [key, schema] of Object.entries(properties)) {
    const dot = key.indexOf('.');
    if (dot === -1) continue;
    const namespace = namespaces.get(key.slice(0, dot)) ?? {};
    namespace[key.slice(dot + 1)] = schema;
    namespaces.set(key.slice(0, dot), namespace);
  }
  return Object.fromEntries(
    [...namespaces].map(([name, members]) => [
      name,
      { type: 'object', properties: members, additionalProperties: false },
    ]),
  );
}

const introduction = [
  '# Settings',
  '',
  'Made from `settings-schema.ts` by `npm run generate`.',
  '',
  'Four layers, the later one wins:',
  '',
  '1. your file: `$XDG_CONFIG_HOME/innerloop/config.jsonc`, or `~/.config/innerloop/config.jsonc`; on macOS `~/Library/Application Support/innerloop/config.jsonc`; on Windows `%APPDATA%\\innerloop\\config.jsonc`;',
  "2. the workspace's file: `.innerloop/config.jsonc` in its root; it may only tighten: turn off, quieten, exclude more, name fewer folders, raise the threshold, lower limits;",
  '3. the editor, at start: `initializationOptions`;',
  '4. the editor, later: `workspace/didChangeConfiguration`, section `innerloop`.',
  '',
  'Where code, keys and money go (`models`, `routes`, `limits`, `completion.hostedAutomatic`, `context.embeddings`) is decided in 1 and 3 alone: the others may hold what a repository says.',
  '',
  'Files are JSON with comments.',
  'Dotted and nested spellings mean the same: `{ "completion.enabled": false }`, `{ "completion": { "enabled": false } }`.',
  '`null` means: not set here.',
  'A value that does not fit is reported and ignored; `innerloop doctor` shows which layer said what.',
];

const modelIntroduction = [
  'A model is an entry of `models`; routes call it by its name:',
  '',
  '```jsonc',
  '{',
  '  "models": { "quick": { "preset": "ollama", "model": "qwen2.5-coder:1.5b-base" } },',
  '  "routes.completion": ["quick"]',
  '}',
  '```',
  '',
  '`innerloop doctor` finds the servers on this machine and prints such lines to paste.',
];
