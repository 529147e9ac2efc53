import { amount, type EventFields, eventVersion, fieldsOf, oneOf, short } from './event-fields.ts';
import { type SuggestionEvent, suggestionEventOf } from './suggestion-events.ts';

/** Written before a request goes out to a model, so that servers that run side by side count it. */
export interface ModelRequestEvent {
  readonly kind: 'model-request';
  /** The answer's event has the same. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The settings' name of the model. */
  readonly model: string;
  readonly feature: ModelFeature;
  readonly trigger: Trigger;
  /** Whether the model is on another machine. */
  readonly isHosted: boolean;
}

/** Written when a request has ended, however it did. */
export interface ModelAnswerEvent {
  readonly kind: 'model-answer';
  readonly id: string;
  readonly at: number;
  readonly model: string;
  readonly feature: ModelFeature;
  /** `ok`, `cancelled` or the kind of the failure. */
  readonly outcome: string;
  readonly ms: number;
  readonly promptTokens: number | undefined;
  /** Those of the prompt that the server had kept. */
  readonly cachedTokens: number | undefined;
  readonly completionTokens: number | undefined;
  /** US dollars; undefined when the price is not known, 0 only when it cost nothing. */
  readonly costUsd: number | undefined;
}

export type ModelUseEvent = ModelRequestEvent | ModelAnswerEvent;

/** What a text of events holds. */
export interface ParsedEvents {
  readonly events: readonly ModelUseEvent[];
  readonly suggestions: readonly SuggestionEvent[];
  /** How many pieces were damaged, of others or of newer versions. */
  readonly skipped: number;
}

/** One line of JSON without a line end, shorter than 4 KB whatever the names in it. */
export function eventLine(event: ModelUseEvent): string {
  const names = 'outcome' in event ? { outcome: short(event.outcome) } : {};
  // The version comes first, so that parseEvents finds where an event begins.
  return JSON.stringify({
    v: eventVersion,
    ...event,
    id: short(event.id),
    model: short(event.model),
    ...names,
  });
}

/**
 * Reads lines of JSON and never throws. A half line that a killed writer left stands before a whole one, so an event
 * begins wherever its first bytes are; inside of strings they cannot be, since JSON escapes the quotation marks.
 */
export function parseEvents(text: string): ParsedEvents {
  const pieces = text.split(/\n|(?=\{"v":)/).filter((piece) => piece.trim() !== '');
  const events: ModelUseEvent[] = [];
  const suggestions: SuggestionEvent[] = [];
  for (const piece of pieces) {
    const fields = fieldsOf(piece);
    const event = fields && eventOf(fields);
    if (event !== undefined) events.push(event);
    const suggestion = fields && suggestionEventOf(fields);
    if (suggestion !== undefined) suggestions.push(suggestion);
  }
  return { events, suggestions, skipped: pieces.length - events.length - suggestions.length };
}

type ModelFeature = (typeof modelFeatures)[number];
type Trigger = (typeof triggers)[number];

function eventOf(fields: EventFields): ModelUseEvent | undefined {
  return fields.get('kind') === 'model-request' ? requestOf(fields) : answerOf(fields);
}

function requestOf(fields: EventFields): ModelRequestEvent | undefined {
  const shared = sharedOf(fields);
  const trigger = oneOf(triggers, fields.get('trigger'));
  const isHosted = fields.get('isHosted');
  if (shared === undefined || trigger === undefined || typeof isHosted !== 'boolean') return undefined;
  return { kind: 'model-request', ...shared, trigger, isHosted };
}

function answerOf(fields: EventFields): ModelAnswerEvent | undefined {
  const shared = sharedOf(fields);
  const outcome = fields.get('outcome');
  const ms = amount(fields.get('ms'));
  if (fields.get('kind') !== 'model-answer' || shared === undefined) return undefined;
  if (typeof outcome !== 'string' || ms === undefined) return undefined;
  return {
    kind: 'model-answer',
    ...shared,
    outcome,
    ms,
    promptTokens: amount(fields.get('promptTokens')),
    cachedTokens: amount(fields.get('cachedTokens')),
    completionTokens: amount(fields.get('completionTokens')),
    costUsd: amount(fields.get('costUsd')),
  };
}

function sharedOf(fields: EventFields): Pick<ModelUseEvent, 'id' | 'at' | 'model' | 'feature'> | undefined {
  const id = fields.get('id');
  const at = amount(fields.get('at'));
  const model = fields.get('model');
  const feature = oneOf(modelFeatures, fields.get('feature'));
  if (typeof id !== 'string' || typeof model !== 'string') return undefined;
  return at === undefined || feature === undefined ? undefined : { id, at, model, feature };
}

const modelFeatures = ['completion', 'chat', 'action', 'embedding', 'doctor'] as const;
const triggers = ['invoked', 'automatic'] as const;
