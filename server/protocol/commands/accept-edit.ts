import type { Command } from '../command.ts';
import { InvalidParams } from '../invalid-params.ts';

/** `innerloop.acceptEdit`: the user took a next edit. */
export const acceptEdit: Command = {
  prepare({ values: [editId] }, { application }) {
    if (typeof editId !== 'string') throw new InvalidParams('arguments');
    return async () => {
      application.editAccepted(editId);
      return null;
    };
  },
};
