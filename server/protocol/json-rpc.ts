/** A record of unknown values: what a JSON object is before anyone looked into it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The ids that JSON-RPC allows for requests. */
export type RequestId = string | number;

/** The error codes of JSON-RPC and LSP that we send. */
export const rpcErrors = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  serverNotInitialized: -32002,
  requestCancelled: -32800,
  contentModified: -32801,
  requestFailed: -32803,
} as const;

/** One incoming JSON value, sorted by what it is; `params` is an object always (absent or `null` count as empty). */
export type Incoming =
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string; readonly params: JsonObject }
  | { readonly kind: 'notification'; readonly method: string; readonly params: JsonObject }
  | {
      readonly kind: 'response';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: JsonObject | undefined;
    }
  /** To be answered with `code`. */
  | { readonly kind: 'refused'; readonly id: RequestId | null; readonly code: number }
  | { readonly kind: 'ignored' };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sorts an incoming value; never throws and never looks deeper than its first level. */
export function sortMessage(message: unknown): Incoming {
  if (!isJsonObject(message)) return { kind: 'refused', id: null, code: rpcErrors.invalidRequest };
  const id = idOf(message);
  if (typeof message.method === 'string') return sortCall(message, message.method, id);
  if (id !== undefined && ('result' in message || 'error' in message)) {
    const error = isJsonObject(message.error) ? message.error : undefined;
    return { kind: 'response', id, result: message.result ?? null, error };
  }
  // An answer without a usable id belongs to nobody.
  if ('result' in message || 'error' in message) return { kind: 'ignored' };
  return { kind: 'refused', id: id ?? null, code: rpcErrors.invalidRequest };
}

function sortCall(message: JsonObject, method: string, id: RequestId | undefined): Incoming {
  if (id === undefined && 'id' in message)
    return { kind: 'refused', id: null, code: rpcErrors.invalidRequest };
  const params = message.params ?? {};
  if (isJsonObject(params)) {
    return id === undefined
      ? { kind: 'notification', method, params }
      : { kind: 'request', id, method, params };
  }
  // LSP passes parameters by name only.
  return id === undefined ? { kind: 'ignored' } : { kind: 'refused', id, code: rpcErrors.invalidParams };
}

function idOf(message: JsonObject): RequestId | undefined {
  const id = message.id;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
