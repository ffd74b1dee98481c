/** `iss` of tokens that a miner makes: for its executors, and for the sessions of validators. */
export const MINER_ISSUER = "headframe-miner";

/** `iss` of tokens that an executor makes when it dials out. */
export const EXECUTOR_ISSUER = "headframe-executor";

/** `aud` of tokens that are meant for a miner. */
export const MINER_AUDIENCE = "headframe-miner";
