/** From the first dial until the runtime's shapes were checked. A slow public node needs some 3 s. */
export const CONNECT_TIMEOUT_MS = 15_000;

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

/** The pause before the first dial after a loss; it doubles with each failure up to the other. */
export const FIRST_REDIAL_MS = 100;
export const LONGEST_REDIAL_MS = 10_000;
