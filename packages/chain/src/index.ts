export { connectChain, type ConnectChainOptions, type ConnectChainParts } from "./connect-chain.js";
export { AddressError, ChainError, type AddressFailure, type ChainFailure } from "./errors.js";
export { decodeAddress, encodeAddress, isAddress, SS58_PREFIX } from "./keys/address.js";
export {
  isMnemonic,
  keypairFromMnemonic,
  keypairFromPrivateKey,
  keypairFromSeed,
  keypairFromUri,
} from "./keys/derive.js";
export type { Keypair } from "./keys/keypair.js";
export { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, SIGNATURE_SCHEMES, type SignatureScheme } from "./keys/scheme.js";
export { verifySignature } from "./keys/signatures.js";
export { packAddress, unpackAddress, type PackedAddress } from "./port/axon-address.js";
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
export { MetagraphView, type MetagraphViewOptions, type MetagraphViewParts } from "./port/metagraph-view.js";
export {
  NETWORK_NAMES,
  NETWORKS,
  SUBTENSOR_SPEC_NAME,
  type NetworkFacts,
  type NetworkName,
} from "./port/network.js";
export { WalletError, type KeyfileEncryption, type WalletFailure } from "./wallet/errors.js";
export { readColdkeyPublic, type PublicIdentity } from "./wallet/coldkey-public.js";
export { formatKeyfile } from "./wallet/format-keyfile.js";
export { loadHotkey } from "./wallet/load-hotkey.js";
export {
  coldkeyPublicFile,
  DEFAULT_WALLET_PATH,
  hotkeyFile,
  type HotkeyLocation,
  type WalletLocation,
} from "./wallet/wallet-paths.js";
