/** What a feature returns: a value, or nothing with a reason from that feature's closed list. */
export type Outcome<Value, Reason extends string> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'nothing'; readonly reason: Reason };

/** Wraps a value that is there. */
export function ok<Value>(value: Value): { readonly kind: 'ok'; readonly value: Value } {
  return { kind: 'ok', value };
}

/** Says why there is nothing to offer; this is normal and no failure. */
export function nothing<Reason extends string>(
  reason: Reason,
): { readonly kind: 'nothing'; readonly reason: Reason } {
  return { kind: 'nothing', reason };
}

/** Makes the compiler prove that a `switch` over a union handles every member. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
}
