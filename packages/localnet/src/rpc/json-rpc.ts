/** An error as JSON-RPC 2.0 sends it. */
export class JsonRpcError extends Error {
  override readonly name = "JsonRpcError";
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const PARSE_ERROR = -32_700;
export const INVALID_REQUEST = -32_600;
export const METHOD_NOT_FOUND = -32_601;
export const INVALID_PARAMS = -32_602;
export const INTERNAL_ERROR = -32_603;
/** These three as `jsonrpsee` numbers them, the server of Substrate nodes. */
export const TOO_MANY_SUBSCRIPTIONS = -32_006;
export const REQUEST_TOO_BIG = -32_007;
export const BATCH_TOO_LARGE = -32_010;
/** What Substrate answers for a block that it does not have. */
export const UNKNOWN_BLOCK = 4003;

type Id = string | number | null;

/** A well-formed call. Without id it is a notification, which is not answered. */
export interface JsonRpcRequest {
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The request in `value`. Throws {@link JsonRpcError} when it is none. */
export function readRequest(value: unknown): JsonRpcRequest {
  if (typeof value !== "object" || value === null) throw new JsonRpcError(INVALID_REQUEST, "Invalid request");
  const { jsonrpc, id, method, params = [] } = value as Readonly<Record<string, unknown>>;
  if (jsonrpc !== "2.0" || typeof method !== "string" || !isId(id)) {
    throw new JsonRpcError(INVALID_REQUEST, "Invalid request");
  }
  if (!Array.isArray(params))
    throw new JsonRpcError(INVALID_PARAMS, "Invalid params", "params must be an array");
  return { id, method, params };
}

function isId(value: unknown): value is Id | undefined {
  return value === undefined || value === null || typeof value === "string" || typeof value === "number";
}

/** The id of a request that may be malformed otherwise. */
export function idOf(value: unknown): Id {
  if (typeof value !== "object" || value === null) return null;
  const { id } = value as { readonly id?: unknown };
  return isId(id) ? (id ?? null) : null;
}

export function resultMessage(id: Id, result: unknown): string {
  return JSON.stringify({ jsonrpc: "2.0", id, result: result === undefined ? null : result });
}

export function errorMessage(id: Id, { code, message, data }: JsonRpcError): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message, data } });
}

export function notification(method: string, subscription: string, result: unknown): string {
  return JSON.stringify({ jsonrpc: "2.0", method, params: { subscription, result } });
}
