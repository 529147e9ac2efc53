/** Cuts a text where a control marker of the model's family begins: behind it the model has left the gap. */
export function cutAtMarker(text: string, markers: readonly string[]): string {
  const places = [...markers, ...commonMarkers]
    .map((marker) => text.indexOf(marker))
    .filter((at) => at !== -1);
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
}

/** Ends of a turn or a text that servers let through when their stop words are wrong. */
const commonMarkers = ['<|endoftext|>', '<|im_end|>', '<|eot_id|>', '<|end_of_text|>', '<EOT>'] as const;
