export { AddressError, ChainError, type AddressFailure, type ChainFailure } from "./errors.js";
export type { Keypair } from "./keys/keypair.js";
export { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, SIGNATURE_SCHEMES, type SignatureScheme } from "./keys/scheme.js";
export type {
  CallOptions,
  Chain,
  Head,
  HeadListener,
  Inclusion,
  ServeAxonRequest,
  Unsubscribe,
} from "./port/chain.js";
export type { AxonInfo, Metagraph, Neuron } from "./port/metagraph.js";
export {
  NETWORK_NAMES,
  NETWORKS,
  SUBTENSOR_SPEC_NAME,
  type NetworkFacts,
  type NetworkName,
} from "./port/network.js";
export { WalletError, type KeyfileEncryption, type WalletFailure } from "./wallet/errors.js";
