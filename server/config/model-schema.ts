import * as z from 'zod';

import { editFormats } from '../model/edit-format.ts';
import { fimFamilyNames } from '../model/fim-family.ts';
import { presetNames } from '../model/presets.ts';

const text = z.string().min(1);
/** A relative path would be looked for in the workspace, where others may put files. */
const path = z
  .string()
  .regex(/^(~[/\\]|[/\\]|[A-Za-z]:[/\\])/)
  .meta({ words: 'an absolute path, or one that begins with ~/' });
/** People paste their key here; it is not shown again. */
const variable = z
  .string()
  .regex(/^[A-Za-z_]\w*$/)
  .meta({ words: 'the name of an environment variable (not the key itself)' });
const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/);
const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e]*$/)
  .meta({ words: 'a text of one line in ASCII' });
/** Queries are joined of them, so they hold one line. */
const line = z.string().regex(/^[^\r\n]*$/);
const dollars = z.number().min(0);

/** One model of the settings; docs, JSON Schema and messages come from here. */
export const modelSchema = z.strictObject({
  preset: z
    .enum(presetNames)
    .optional()
    .describe('What runs there; without one, any server with the routes of OpenAI.'),
  model: text.describe('The name by which the server knows the model.'),
  baseUrl: text
    .optional()
    .describe('Where it is, up to and with /v1 where it has that; presets know their usual place.'),
  keyEnv: variable.optional().describe('The environment variable that holds the key.'),
  keyCommand: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('A program and its arguments that print the key; run again when the key is refused.'),
  headers: z.record(headerName, headerValue).optional().describe('Headers to send along.'),
  query: z.record(text, line).optional().describe('Query parameters to send along, such as api-version.'),
  window: z
    .int()
    .min(256)
    .max(10_000_000)
    .optional()
    .describe('Tokens of prompt and answer together; asked from the server where it tells.'),
  fim: z
    .enum(['suffix', 'template', 'infill', 'ollama', 'mistral', 'chat'])
    .optional()
    .describe('How it is asked to fill a gap; presets and names decide it otherwise.'),
  template: z
    .enum(fimFamilyNames)
    .optional()
    .describe('The family whose markers it knows, where its name does not say.'),
  editFormat: z
    .enum(editFormats)
    .optional()
    .describe(
      'How it writes changes: blocks to search and replace, or whole functions; models that are small or on this machine write functions otherwise.',
    ),
  price: z
    .strictObject({ input: dollars, output: dollars, cachedInput: dollars.optional() })
    .optional()
    .describe(
      'US dollars per million tokens: "input", "output", and "cachedInput" where it differs; otherwise a price list is asked.',
    ),
  firstTokenSeconds: z
    .number()
    .min(0.1)
    .max(600)
    .optional()
    .describe('How long it may take to begin (3 for completion, 30 for chat).'),
  allowPlainHttp: z
    .boolean()
    .optional()
    .describe('Whether http without encryption is fine beyond this machine.'),
  proxy: text.optional().describe('The address of a proxy; otherwise HTTPS_PROXY and NO_PROXY count.'),
  caFile: path.optional().describe("A PEM file with your company's certificates."),
  certFile: path.optional().describe('A PEM file with your own certificate (mutual TLS).'),
  keyFile: path.optional().describe('A PEM file with the key of that certificate.'),
});

/** What a model may be called: the name stands in messages and tables. */
export const modelName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/@+-]{0,59}$/u);
