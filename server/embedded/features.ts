import { type Candidate, type SourceSummaries, shareDepths, sources } from './evidence-table.ts';

/** What the confidence is computed from, besides the candidate itself. */
export interface Situation {
  readonly summaries: SourceSummaries;
  /** Share of the mixture that fits what was typed. */
  readonly fitting: number;
  /** The largest share among the other candidates that fit. */
  readonly rival: number;
  readonly rank: number;
  /** The class of the candidate, of the token before the cursor and of the one before that. */
  readonly tokenClass: number;
  readonly classBefore: number;
  readonly classTwoBefore: number;
  /** UTF-16 units of the word that were typed. */
  readonly typedLength: number;
  /** Whether the candidate is just what was typed. */
  readonly isTyped: boolean;
  readonly tokenLength: number;
  /** Tokens before the cursor on its line. */
  readonly column: number;
  /** Tokens suggested so far. */
  readonly step: number;
  /** How often the token stands in the file, up to a limit. */
  readonly presence: number;
  /** How often it stands in the repository. */
  readonly popularity: number;
  /** Places of words that go on where the typed word ends: around the cursor, and in the repository. */
  readonly longerAround: number;
  readonly longerElsewhere: number;
  /** How often the token stands on the cursor's line before the cursor. */
  readonly onLine: number;
  /** Tokens in a row, ending with this one, that the line above has at the same places; -1 when it has another here. */
  readonly aboveAgrees: number;
  /** Lines to the nearest place of the token in the file; -1 when there is none. */
  readonly lastSeen: number;
  /** Share of the blanks in front of the candidate that are the ones we would write. */
  readonly blankShare: number;
  /** Whether the line below the cursor starts with this token while we are at the start of a line. */
  readonly repeatsBelow: boolean;
  /** Whether a bracket, when the candidate closes one, is open on this line. */
  readonly closesOwn: boolean;
  /** Brackets open before the cursor on its line. */
  readonly openOnLine: number;
}

/** The numbers that the trees of the confidence ask about; their order is part of the trained data. */
export function featuresOf(candidate: Candidate, situation: Situation): Float64Array {
  const features = new Float64Array(featureCount);
  writeMixture(features, candidate, situation);
  features.set(candidate.probability, 3);
  features.set(candidate.depth, 6);
  features.set(candidate.count.subarray(0, 2), 9);
  features.set(candidate.agreed.subarray(0, 2), 11);
  features[13] = candidate.distance;
  writeSummaries(features, situation);
  writeSituation(features, situation);
  writeRelations(features, candidate, situation);
  features.set(candidate.shares.subarray(0, 2 * shareDepths), 44);
  features[54] = situation.onLine;
  features[55] = situation.aboveAgrees;
  return features;
}

const featureCount = 46 + 2 * shareDepths;

function writeMixture(features: Float64Array, { mixed }: Candidate, { fitting, rival }: Situation): void {
  features[0] = fitting > 0 ? mixed / fitting : 0;
  features[1] = fitting > 0 ? (mixed - rival) / fitting : 0;
  features[2] = fitting;
}

function writeSummaries(features: Float64Array, { summaries }: Situation): void {
  const [file, repository, other] = summaries;
  features[14] = file.depth;
  features[15] = file.total;
  features[16] = file.distinct;
  features[17] = repository.depth;
  features[18] = repository.total;
  features[19] = repository.distinct;
  features[20] = other.depth;
}

function writeSituation(features: Float64Array, situation: Situation): void {
  features[21] = situation.rank;
  features[22] = situation.tokenClass;
  features[23] = situation.classBefore;
  features[24] = situation.classTwoBefore;
  features[25] = situation.typedLength;
  features[26] = situation.isTyped ? 1 : 0;
  features[27] = situation.tokenLength;
  features[28] = situation.column;
  features[29] = situation.step;
  features[30] = situation.lastSeen;
  features[31] = situation.blankShare;
  features[32] = situation.repeatsBelow ? 1 : 0;
  features[33] = situation.closesOwn ? 1 : 0;
  features[34] = situation.openOnLine;
  features[35] = situation.presence;
  features[36] = situation.popularity;
  features[37] = situation.longerAround;
  features[38] = situation.longerElsewhere;
}

function writeRelations(
  features: Float64Array,
  candidate: Candidate,
  { column, summaries }: Situation,
): void {
  const [file, repository] = summaries;
  const { depth, count } = candidate;
  features[39] = (depth[sources.file] ?? 0) - column;
  features[40] = (depth[sources.repository] ?? 0) - column;
  features[41] = Math.max(file.depth, repository.depth) - column;
  features[42] = (count[sources.repository] ?? 0) / Math.max(1, repository.total);
  features[43] = (count[sources.file] ?? 0) / Math.max(1, file.total);
}
