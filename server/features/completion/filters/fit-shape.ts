import { ok } from '../../../base/outcome.ts';
import { cutCode, streamSceneAt } from '../stream-cutter.ts';
import type { Filter } from './filter.ts';

/** Cuts a text where its shape is complete, as the stream is cut, now that what does not belong to it is gone. */
export const fitShape: Filter = {
  name: 'fit-shape',
  apply: (text, { document, offset, shape }) => ok(cutCode(text, streamSceneAt(document, offset, shape))),
};
