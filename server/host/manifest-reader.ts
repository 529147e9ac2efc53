import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ManifestReader } from '../context/ports.ts';
import { readFlags } from './small-file.ts';

/** Reads manifests synchronously: they are few, small and wanted in the middle of an answer. */
export function manifestReader(): ManifestReader {
  return { read: (root, path) => readManifest(join(root, path)) };
}

function readManifest(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, readFlags);
    const facts = fstatSync(descriptor);
    return facts.isFile() && facts.size <= maxBytes ? readFileSync(descriptor, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const maxBytes = 256 * 1024;
