/** Request metadata of `ProofService.Prove`: the id of the executor that is challenged. */
export const EXECUTOR_ID_KEY = "headframe-executor-id";

/** Request metadata: `Bearer <token>`. */
export const AUTHORIZATION_KEY = "authorization";

/** Request metadata: the caller can read packed responses. Present or absent; the value says nothing. */
export const ACCEPT_GZIP_KEY = "headframe-accept-gzip";

/** Trailing metadata of a refusal: the code of the failure, for machines. */
export const ERROR_CODE_KEY = "error-code";

/** Trailing metadata of a refusal: the remedy, for people. Percent-encoded, since metadata is ASCII. */
export const ERROR_HINT_KEY = "error-hint";

/** Trailing metadata of a refusal: how long to wait before another try, in milliseconds. */
export const RETRY_AFTER_KEY = "retry-after-ms";

/** Trailing metadata of a refusal, and a field of the server's log line about it. */
export const REQUEST_ID_KEY = "request-id";
