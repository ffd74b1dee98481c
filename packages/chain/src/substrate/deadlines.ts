/** From the first dial until the runtime's shapes were checked. A slow public node needs some 3 s. */
export const CONNECT_TIMEOUT_MS = 15_000;

/** One dial, the chain's identification included, when there is another endpoint to turn to. */
export const FAILOVER_DIAL_TIMEOUT_MS = 4_000;

/** TCP, TLS and WebSocket handshake of one dial. */
export const HANDSHAKE_TIMEOUT_MS = 8_000;

/**
 * One request. A node that leaves one unanswered for so long is taken for dead: the connection is dropped and
 * dialled again, since a half-open socket never reports itself.
 */
export const REQUEST_TIMEOUT_MS = 30_000;

/** A read that the Chain port offers: a few requests, whose answers are small. */
export const READ_TIMEOUT_MS = 20_000;

/** A transaction, from the nonce to its event: ten blocks of finney. */
export const TRANSACTION_TIMEOUT_MS = 120_000;

/** A closing handshake; then the socket is cut. */
export const CLOSE_TIMEOUT_MS = 500;

/** Without a new block for so many block times a node is left: 72 s on finney, which now and then skips one. */
export const STALLED_AFTER_BLOCKS = 6;

/** Between two looks at how the present endpoint does. */
export const ENDPOINT_LOOK_MS = 5_000;

/** Between two attempts to return to a more preferred endpoint. */
export const RETURN_INTERVAL_MS = 300_000;

/** How long an endpoint is left alone after a failure; it doubles with each further one up to the other. */
export const FIRST_REDIAL_MS = 100;
export const LONGEST_REDIAL_MS = 10_000;
