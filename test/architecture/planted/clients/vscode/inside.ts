import { text } from '../../server/base/text.ts';
export const inside = text;
