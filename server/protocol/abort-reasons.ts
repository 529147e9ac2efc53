/** Why a request stopped: its client no longer wants it. */
export const cancelled: Error = new Error('cancelled by the client');
/** Why a request stopped: a newer one about the same document makes it worthless. */
export const superseded: Error = new Error('superseded by a newer request');
