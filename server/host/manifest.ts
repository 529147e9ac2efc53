import { createHash } from 'node:crypto';

import type { LeftOutReason, StoredFile } from '../context/ports.ts';

/** The one file that says which segments are in force and what they were built from. */
export interface Manifest {
  /** The root as it was opened; URIs in the segments start with it. */
  readonly root: string;
  /** Oldest first. */
  readonly segments: readonly { readonly name: string; readonly bytes: number }[];
  readonly files: readonly StoredFile[];
}

/** Raised whenever what follows changes; another number is a miss. */
export const manifestFormat = 1;

/** The text of a manifest: a line with the format and the checksum of the rest, then one JSON value. */
export function manifestText(manifest: Manifest): string {
  const files = manifest.files.map(({ path, size, stamp, leftOut }) => [path, size, stamp, leftOut ?? '']);
  const body = JSON.stringify({ root: manifest.root, segments: manifest.segments, files });
  return `innerloop-manifest ${manifestFormat} ${checksum(body)}\n${body}`;
}

/** Reads a manifest; undefined when it is damaged or of another format. */
export function parseManifest(text: string): Manifest | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== `innerloop-manifest ${manifestFormat} ${checksum(body)}`) return undefined;
  const value: WrittenManifest = JSON.parse(body);
  const files = value.files.map(([path, size, stamp, leftOut]) => {
    return { path, size, stamp, leftOut: leftOut === '' ? undefined : leftOut };
  });
  return { root: value.root, segments: value.segments, files };
}

/** What stands in the body; the checksum vouches that we wrote it. */
interface WrittenManifest extends Omit<Manifest, 'files'> {
  readonly files: readonly (readonly [string, number, string, LeftOutReason | ''])[];
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
