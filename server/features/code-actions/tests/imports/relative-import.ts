import { folderOf } from '../../../../context/relative-paths.ts';
import { segmentsOf, sharedCount } from '../test-layout.ts';

/** The way from one file to another, beginning with `./` or `../`. */
export function relativeImport(from: string, to: string): string {
  const start = segmentsOf(folderOf(from));
  const end = to.split('/');
  const shared = sharedCount(start, end.slice(0, -1));
  const up = start.length - shared;
  return `${up === 0 ? './' : '../'.repeat(up)}${end.slice(shared).join('/')}`;
}
