/** Whether suggestions come by themselves, as far as the user's own doing decides. */
export type AttentionStatus =
  | { readonly kind: 'on' }
  | { readonly kind: 'off'; readonly where: 'everywhere' | 'in this file' }
  | { readonly kind: 'snoozed'; readonly leftMs: number }
  /** Too many in a row were not wanted in this file. */
  | { readonly kind: 'manual'; readonly leftMs: number };

/** The status in plain words, for the editor to show. */
export function attentionSentence(status: AttentionStatus): string {
  switch (status.kind) {
    case 'on':
      return 'Suggestions are on.';
    case 'off':
      return `Suggestions are off ${status.where}; innerloop.toggle brings them back.`;
    case 'snoozed':
      return `Suggestions sleep for ${minutes(status.leftMs)}; innerloop.resume wakes them.`;
    case 'manual':
      return `Three suggestions in a row were not wanted in this file: for ${minutes(status.leftMs)} they come only by hand. innerloop.resume undoes it.`;
  }
}

function minutes(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / msPerMinute));
  return whole === 1 ? '1 more minute' : `${whole} more minutes`;
}

const msPerMinute = 60_000;
