import { type NoiseScene, noiseForms } from './noise-forms.ts';

/** What is wrong with a synthetic reply. */
export type NoiseKind = keyof typeof noiseForms;

/** A reply that this program made; no model wrote it. */
export interface SyntheticReply {
  /** What it came to: `clean` where the kind that was drawn is not possible at this place. */
  readonly kind: NoiseKind;
  readonly text: string;
  /** Whether the model would say that a limit of tokens cut it off. */
  readonly isCutOff: boolean;
}

/** Of 1,000 replies where something is to be written; `noise.md` says why. They stay as they are. */
export const frequencies: Readonly<Record<NoiseKind, number>> = {
  clean: 310,
  'runs-on': 130,
  overlap: 90,
  'wrong-name': 70,
  'cut-off': 60,
  indentation: 60,
  echo: 50,
  fence: 45,
  bracket: 40,
  repetition: 35,
  blank: 30,
  prose: 30,
  'lost-line': 30,
  markers: 20,
  'line-of-the-file': 0,
};

/** Of 1,000 replies where nothing is to be written, and where a model that is asked mostly writes nonetheless. */
export const silentFrequencies: Readonly<Record<NoiseKind, number>> = {
  clean: 0,
  'runs-on': 350,
  overlap: 0,
  'wrong-name': 0,
  'cut-off': 0,
  indentation: 0,
  echo: 50,
  fence: 0,
  bracket: 0,
  repetition: 0,
  blank: 200,
  prose: 50,
  'lost-line': 0,
  markers: 0,
  'line-of-the-file': 350,
};

/** Kinds of which nobody could tell that they are wrong, without knowing what the author wants. */
export const plausibleKinds: ReadonlySet<NoiseKind> = new Set([
  'wrong-name',
  'lost-line',
  'line-of-the-file',
]);

/** Draws a kind for the place and makes the reply out of the true text; the same for the same `random`. */
export function syntheticReply(scene: NoiseScene, random: () => number): SyntheticReply {
  const table = scene.start === scene.end ? silentFrequencies : frequencies;
  return replyOfKind(scene, drawnKind(table, random), random);
}

/** The reply of one kind. */
export function replyOfKind(scene: NoiseScene, kind: NoiseKind, random: () => number): SyntheticReply {
  const text = noiseForms[kind](scene, random);
  if (text === undefined) return { kind: 'clean', text: noiseForms.clean(scene), isCutOff: false };
  return { kind, text, isCutOff: kind === 'cut-off' || kind === 'repetition' };
}

/** Draws a kind as often as the table says. */
export function drawnKind(table: Readonly<Record<NoiseKind, number>>, random: () => number): NoiseKind {
  let left = random() * 1_000;
  for (const kind of noiseKinds) {
    left -= table[kind];
    if (left < 0) return kind;
  }
  return 'clean';
}

/** All kinds, in the order in which they are drawn and shown. */
export const noiseKinds: readonly NoiseKind[] = [
  'clean',
  'runs-on',
  'overlap',
  'wrong-name',
  'cut-off',
  'indentation',
  'echo',
  'fence',
  'bracket',
  'repetition',
  'blank',
  'prose',
  'lost-line',
  'markers',
  'line-of-the-file',
];

/** The pieces in which a reply is streamed, of one to six UTF-16 units, about as long as tokens of code. */
export function piecesOf(text: string, random: () => number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + Math.floor(random() * 6);
    const whole = (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
    pieces.push(text.slice(at, whole));
    at = whole;
  }
  return pieces;
}
