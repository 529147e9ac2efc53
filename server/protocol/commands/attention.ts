import type { Command } from '../command.ts';
import type { Server } from '../handler.ts';
import { InvalidParams } from '../invalid-params.ts';
import type { SuggestionStatus } from '../suggestion-application.ts';

/** `innerloop.toggle`: suggestions off or on again, everywhere or in one file. */
export const toggle: Command = statusCommand(uriOf, ({ application }, uri) =>
  application.suggestions.toggle(uri),
);

/** `innerloop.resume`: suggestions come again, and what was dismissed is forgotten. */
export const resume: Command = statusCommand(uriOf, ({ application }, uri) =>
  application.suggestions.resume(uri),
);

/** `innerloop.snooze`: no suggestions by themselves for some minutes. */
export const snooze: Command = statusCommand(minutesOf, ({ application }, minutes) =>
  application.suggestions.snooze(minutes),
);

/** A command whose outcome is said in a line. */
function statusCommand<Value>(
  read: (given: unknown) => Value,
  change: (server: Server, value: Value) => SuggestionStatus,
): Command {
  return {
    prepare({ values: [given] }, server) {
      const value = read(given ?? undefined);
      return async () => {
        const status = change(server, value);
        server.user.show('info', status.message);
        server.user.statusChanged(status);
        return null;
      };
    },
  };
}

function uriOf(given: unknown): string | undefined {
  if (given === undefined || typeof given === 'string') return given;
  throw new InvalidParams('arguments (a URI)');
}

/** Command lines of editors give numbers as text, too. */
function minutesOf(given: unknown): number {
  const minutes = typeof given === 'string' && /^\d{1,5}$/.test(given) ? Number(given) : given;
  if (minutes === undefined) return usualMinutes;
  if (typeof minutes === 'number' && minutes >= 0 && Number.isFinite(minutes)) return minutes;
  throw new InvalidParams('arguments (minutes, 0 or more)');
}

const usualMinutes = 10;
