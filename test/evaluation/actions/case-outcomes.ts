/** What a runner says of one case. */
export interface CaseOutcome {
  /** The case's own name, as the runner prints it. */
  readonly name: string;
  /** What is around it: groups, class, file. */
  readonly group: string;
  readonly status: 'pending' | 'red' | 'green';
  /** Why it is red. */
  readonly message: string;
}

/** What a run brought. */
export interface RunOutcome {
  readonly cases: readonly CaseOutcome[];
  /** What the runner printed, for reading where it collected nothing. */
  readonly output: string;
}

/** The outcome of a case by name; of namesakes, the one in the group that names the function. */
export function outcomeOf(
  { cases }: RunOutcome,
  name: string,
  functionName: string,
): CaseOutcome | undefined {
  const namesakes = cases.filter((outcome) => outcome.name === name);
  if (namesakes.length < 2) return namesakes[0];
  const word = bare(functionName);
  return namesakes.find(({ group }) => bare(group).includes(word));
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z\d]/g, '');
}
