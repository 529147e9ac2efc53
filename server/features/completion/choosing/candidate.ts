/** A text that may be shown, filtered; one request has a few at most. */
export interface Candidate {
  readonly text: string;
  readonly source: 'embedded' | 'model';
  /** The settings' name of the model; undefined for the embedded one. */
  readonly model: string | undefined;
  /** Probability from 0 to 1: the embedded model's own calibration, or the geometric mean of a model's tokens. */
  readonly confidence: number | undefined;
  /** Where it comes from, in plain words. */
  readonly explanation: string;
}
