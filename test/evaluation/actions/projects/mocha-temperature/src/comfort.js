/** How a temperature feels. */
export function feeling(celsius) {
  if (celsius < 0) return 'freezing';
  if (celsius < 18) return 'cold';
  if (celsius > 28) return 'hot';
  return 'pleasant';
}

/** The mean of measured values. */
export function meanOf(values) {
  if (values.length === 0) throw new RangeError('no values');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Switches the heating by the wanted and the measured value. */
export const heating = (wanted, measured, isAway = false) => {
  if (isAway) return 'off';
  return measured < wanted ? 'on' : 'off';
};
