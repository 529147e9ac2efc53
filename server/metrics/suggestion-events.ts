import { amount, type EventFields, eventVersion, oneOf, short } from './event-fields.ts';

/** What became of one suggestion; its events have one id. No code, no paths. */
export interface SuggestionLifeEvent {
  readonly kind: LifeKind;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How it is known, or why it ended; undefined for an offer. */
  readonly reason: string | undefined;
  /** The settings' name of the model; `embedded` for the model of the user's own code. */
  readonly model: string;
  /** As the editor names it. */
  readonly language: string;
  readonly latencyMs: number;
  /** UTF-16 units. */
  readonly length: number;
  readonly lines: number;
  readonly source: string;
  readonly profile: string;
  readonly trigger: (typeof triggers)[number];
  /** How long it was on screen; undefined before its end. */
  readonly shownMs: number | undefined;
  /** UTF-16 units that were taken by hand; undefined before its end. */
  readonly acceptedLength: number | undefined;
  /** Keyed hashes; undefined where no key can be kept. */
  readonly document: string | undefined;
  readonly text: string | undefined;
}

/** How often there was nothing for one reason within one minute. */
interface SilentEvent {
  readonly kind: 'suggestion-silent';
  /** The beginning of the minute. */
  readonly at: number;
  readonly reason: string;
  readonly language: string;
  readonly count: number;
}

export type SuggestionEvent = SuggestionLifeEvent | SilentEvent;

/** One line of JSON without a line end, shorter than 4 KB whatever the names in it. */
export function suggestionEventLine(event: SuggestionEvent): string {
  if (event.kind === 'suggestion-silent') {
    const { kind, at, reason, language, count } = event;
    return JSON.stringify({
      v: eventVersion,
      kind,
      at,
      reason: label(reason),
      language: label(language),
      count,
    });
  }
  // Field by field: whoever calls may hold more than it should tell.
  const { kind, at, latencyMs, length, lines, trigger, shownMs, acceptedLength } = event;
  return JSON.stringify({
    ...{ v: eventVersion, kind, id: label(event.id), at },
    reason: event.reason === undefined ? undefined : label(event.reason),
    ...{ model: short(event.model), language: label(event.language), latencyMs, length, lines },
    ...{ source: label(event.source), profile: label(event.profile), trigger, shownMs, acceptedLength },
    ...{ document: hashIn(event.document), text: hashIn(event.text) },
  });
}

/** The event that a line's fields are; undefined for another one. */
export function suggestionEventOf(fields: EventFields): SuggestionEvent | undefined {
  return fields.get('kind') === 'suggestion-silent' ? silentOf(fields) : lifeOf(fields);
}

type LifeKind = (typeof lifeKinds)[number];

function silentOf(fields: EventFields): SilentEvent | undefined {
  const at = amount(fields.get('at'));
  const count = amount(fields.get('count'));
  const reason = text(fields, 'reason');
  const language = text(fields, 'language');
  if (at === undefined || count === undefined || reason === undefined || language === undefined)
    return undefined;
  return { kind: 'suggestion-silent', at, reason, language, count };
}

function lifeOf(fields: EventFields): SuggestionLifeEvent | undefined {
  const kind = oneOf(lifeKinds, fields.get('kind'));
  const trigger = oneOf(triggers, fields.get('trigger'));
  const at = amount(fields.get('at'));
  const id = text(fields, 'id');
  if (kind === undefined || trigger === undefined || at === undefined || id === undefined) return undefined;
  return {
    ...{ kind, id, at, trigger, reason: text(fields, 'reason') },
    ...{ model: text(fields, 'model') ?? '', language: text(fields, 'language') ?? '' },
    ...{ source: text(fields, 'source') ?? '', profile: text(fields, 'profile') ?? '' },
    latencyMs: amount(fields.get('latencyMs')) ?? 0,
    length: amount(fields.get('length')) ?? 0,
    lines: amount(fields.get('lines')) ?? 0,
    shownMs: amount(fields.get('shownMs')),
    acceptedLength: amount(fields.get('acceptedLength')),
    document: hashIn(text(fields, 'document')),
    text: hashIn(text(fields, 'text')),
  };
}

function text(fields: EventFields, key: string): string | undefined {
  const value = fields.get(key);
  return typeof value === 'string' ? value : undefined;
}

/** Names of our own and of languages have no other characters, so nothing else can pass for one. */
function label(name: string): string {
  return /^[\w+#.-]{1,80}$/.test(name) ? name : '';
}

function hashIn(value: string | undefined): string | undefined {
  return value !== undefined && /^[0-9a-f]{32}$/.test(value) ? value : undefined;
}

const lifeKinds = [
  'suggestion-offered',
  'suggestion-shown',
  'suggestion-accepted',
  'suggestion-partly-accepted',
  'suggestion-dismissed',
  'suggestion-ignored',
  'suggestion-superseded',
] as const;
const triggers = ['invoked', 'automatic'] as const;
