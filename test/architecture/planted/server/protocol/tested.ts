import { helper } from '../../test/helper.ts';
export const tested = helper;
