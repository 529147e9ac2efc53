/** What a value most likely is. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'list' | 'map' | 'function' | 'unknown';

/** Guesses from a parameter's name what it takes, for languages whose parameters need no type. */
export function guessedKind(name: string): ValueKind {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  if (booleanStart.test(words[0] ?? '') && words.length > 1) return 'boolean';
  for (const [kind, pattern] of patterns) if (pattern.test(last)) return kind;
  return last.length === 1 ? 'number' : 'unknown';
}

const booleanStart = /^(is|has|can|should|with|use|allow|enable|include)$/;

const patterns: readonly (readonly [ValueKind, RegExp])[] = [
  [
    'function',
    /^(callback|cb|job|task|action|ask|load|read|write|send|visit|each|check|fn|func|function|handler|predicate|compare|comparator|mapper|reducer|visitor|listener)$/,
  ],
  ['boolean', /^(flag|enabled|disabled|strict|verbose|force|recursive|active|visible)$/],
  [
    'map',
    /^(options|opts|config|settings|map|dict|mapping|record|headers|params|kwargs|attributes|props|counts)$/,
  ],
  [
    'number',
    /^(count|size|length|len|index|idx|num|number|amount|total|sum|price|rate|quantity|qty|width|height|radius|depth|limit|offset|min|max|low|high|start|end|step|steps|age|year|month|day|hours?|minutes?|seconds?|ms|percent|weight|score|level|id|position|precision|digits|left|right|first|second|lower|upper|base|exponent|factor|distance|celsius|fahrenheit|kelvin|degrees|balance|cents|discount|attempts?|tries|retries|times|places|points|pages|days|weeks|months|years|bytes|pixels|lit(re|er)s|met(re|er)s|grams|euros|dollars)$/,
  ],
  [
    'text',
    /^(name|text|string|str|s|word|title|label|key|path|file|filename|url|uri|line|message|msg|content|input|source|code|prefix|suffix|pattern|separator|delimiter|email|format|token|kind|type|slug|sentence|char|character|raw|html|json|query|unit|currency|status|color|colour|mode|command|sku|isbn|address|phrase)$/,
  ],
  [
    'list',
    /^(list|array|arr|values|items|elements|numbers|words|lines|names|rows|entries|xs|ys|args|parts|tokens|keys|stack|queue|tags|prices|scores|.+[^su]s)$/,
  ],
];
