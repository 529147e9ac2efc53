import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as z from 'zod';

import { spawnServer } from '../support/lsp-client.ts';
import { isReady, type WireSubject } from './wire-typing.ts';

/** Where it runs and whom it asks. */
export interface InnerloopOptions {
  /** For caches, settings and state of its own. */
  readonly folder: string;
  readonly workspace: string;
  readonly modelUrl: string;
}

/** Starts the built server on a model, everything else as without any setting; its requests are automatic. */
export async function startInnerloop({
  folder,
  workspace,
  modelUrl,
}: InnerloopOptions): Promise<WireSubject> {
  const env = {
    ...process.env,
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  const server = spawnServer([process.execPath, 'dist/main.js', 'serve', '--stdio'], { env });
  const ready = await isReady(server, {
    rootUri: pathToFileURL(workspace).href,
    initializationOptions: {
      models: { bench: { baseUrl: `${modelUrl}/v1`, model: 'bench', fim: 'suffix' } },
      'routes.completion': ['bench'],
    },
  });
  if (!ready) throw new Error(`innerloop ended before it was ready: ${server.stderr()}`);
  return {
    name: 'innerloop',
    server,
    method: 'textDocument/inlineCompletion',
    context: { triggerKind: 2 },
    textOf: (result) => inlineSchema.safeParse(result).data?.items[0]?.insertText,
  };
}

const inlineSchema = z.object({ items: z.array(z.object({ insertText: z.string() })) });
