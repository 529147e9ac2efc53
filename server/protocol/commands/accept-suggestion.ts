import type { Command } from '../command.ts';
import { InvalidParams } from '../invalid-params.ts';

/** `innerloop.acceptSuggestion`: the user took a suggestion. */
export const acceptSuggestion: Command = {
  prepare({ values: [suggestionId] }, { application }) {
    if (typeof suggestionId !== 'string') throw new InvalidParams('arguments');
    return async () => {
      application.accepted(suggestionId);
      return null;
    };
  },
};
