export { startLocalnet, type Localnet, type LocalnetEndpoint, type LocalnetOptions } from "./localnet.js";
export type { BlockTime } from "./chain/block-producer.js";
export { DEVELOPMENT_URIS } from "./dev/accounts.js";
export { developmentKey, type DevelopmentKey } from "./dev/development-key.js";
export type { DevelopmentTools, Signer, SubnetParameters } from "./dev/development-tools.js";
export { LocalnetError, type LocalnetFailure } from "./errors.js";
export type { AnswerInstead, ConnectionFaults, RequestFault, RequestSeen } from "./rpc/connection-faults.js";
export type { RuntimeCall } from "./runtime/calls.js";
export type { RuntimeEvent } from "./runtime/events.js";
