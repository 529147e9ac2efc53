/** Cuts a text where a turn, or the text itself, ends by a control marker that its server should have taken out. */
export function cutAtMarker(text: string): string {
  const places = endMarkers.map((marker) => text.indexOf(marker)).filter((at) => at !== -1);
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
}

const endMarkers = ['<|endoftext|>', '<|im_end|>', '<|eot_id|>', '<|end_of_text|>', '<EOT>'] as const;
