import type { Policy } from '../../policy/policy.ts';
import type { FileLister, LeftOut, Listing } from '../ports.ts';
import { reasonInPath } from './source-path.ts';

/** Whose files are looked for: another root inside this one keeps its own. */
export interface ScanSubject {
  readonly root: string;
  readonly policy: Policy;
  readonly isOwn: (path: string) => boolean;
  /** Why a path does not count although it may be read; `reasonInPath` unless it is given. */
  readonly reasonIn?: (path: string) => LeftOut['reason'] | undefined;
}

/** Lists a root; of what is left out by path, nothing is read or even looked at. */
export async function scanRoot(
  lister: FileLister,
  subject: ScanSubject,
  signal: AbortSignal,
): Promise<Listing> {
  const leftOut: LeftOut[] = [];
  const wants = (path: string) => {
    if (!subject.isOwn(path)) return false;
    const reason = reasonForPath(subject.policy, path, subject.reasonIn);
    if (reason !== undefined) leftOut.push({ path, reason });
    return reason === undefined;
  };
  const listing = await lister.list(subject.root, wants, signal);
  return { ...listing, leftOut: leftOut.concat(listing.leftOut) };
}

/** Why a path is not read; secrets and exclusions come first, because they are promises. */
export function reasonForPath(
  policy: Policy,
  path: string,
  reasonIn = reasonInPath,
): LeftOut['reason'] | undefined {
  return policy.exclusionOf(path) === undefined ? reasonIn(path) : 'excluded';
}
