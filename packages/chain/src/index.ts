export { connectChain, type ConnectChainOptions, type ConnectChainParts } from "./connect-chain.js";
export {
  AddressError,
  ChainError,
  PASSING_FAILURES,
  type AddressFailure,
  type ChainFailure,
} from "./errors.js";
export { decodeAddress, encodeAddress, isAddress, SS58_PREFIX } from "./keys/address.js";
export {
  generateMnemonic,
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
export type { CallOptions, Chain, Head, HeadListener, ServeAxonRequest, Unsubscribe } from "./port/chain.js";
export type { Inclusion } from "./port/inclusion.js";
export type { AxonInfo, Metagraph, Neuron } from "./port/metagraph.js";
export { MetagraphView, type MetagraphViewOptions, type MetagraphViewParts } from "./port/metagraph-view.js";
export type { RegisterRequest, Registration, RegistrationTerms } from "./port/registration.js";
export { weightCommitHash, type CommittedWeights } from "./port/weight-commit-hash.js";
export type {
  CommitWeightsRequest,
  RevealWeightsRequest,
  RevealWindow,
  SetWeightsRequest,
  Weight,
  WeightCommit,
  WeightCommits,
  WeightTerms,
} from "./port/weights.js";
export { formatTao, parseTao, RAO_PER_TAO, raoOfTao } from "./port/tao.js";
export {
  NETWORK_NAMES,
  isEndpointUrl,
  NETWORKS,
  SUBTENSOR_SPEC_NAME,
  type NetworkFacts,
  type NetworkName,
} from "./port/network.js";
export {
  BASILICA_FRESHNESS_SECONDS,
  basilicaLegacyText,
  basilicaRequestText,
  basilicaResponseText,
} from "./requests/basilica.js";
export { signBtauth } from "./requests/btauth.js";
export { signEpistula } from "./requests/epistula.js";
export { RequestError, type RequestFailure } from "./requests/errors.js";
export { MAX_LASTING_PER_HOTKEY, ReplayMemory, type UsedNonce } from "./requests/replay-memory.js";
export type { HttpRequest, RequestScheme } from "./requests/request-claim.js";
export {
  RequestVerifier,
  type ReplayStore,
  type RequestSender,
  type SignatureToVerify,
} from "./requests/request-verifier.js";
export { WalletError, type KeyfileEncryption, type WalletFailure } from "./wallet/errors.js";
export { readColdkeyPublic, type PublicIdentity } from "./wallet/coldkey-public.js";
export { formatKeyfile, formatPublicKeyfile } from "./wallet/format-keyfile.js";
export type { KeyfileSecret } from "./wallet/keyfile.js";
export { keypairFromSecret } from "./wallet/keypair-of-keyfile.js";
export {
  listWallets,
  summariseHotkey,
  type HotkeySummary,
  type ListedHotkey,
  type WalletSummary,
} from "./wallet/list-wallets.js";
export { loadColdkey } from "./wallet/load-coldkey.js";
export { loadHotkey } from "./wallet/load-hotkey.js";
export { sealNacl, type NaclOptions } from "./wallet/nacl-box.js";
export type { KeyfileParts, PasswordSource } from "./wallet/open-keyfile.js";
export { passwordFromEnvironment, passwordVariable } from "./wallet/password-variable.js";
export { readSecret } from "./wallet/read-secret.js";
export {
  coldkeyFile,
  coldkeyPublicFile,
  DEFAULT_WALLET_PATH,
  hotkeyFile,
  hotkeyPublicFile,
  type HotkeyLocation,
  type WalletFile,
  type WalletLocation,
} from "./wallet/wallet-paths.js";
export { writeHotkey, type HotkeyToWrite } from "./wallet/write-hotkey.js";
export { writeKeyFile, type WriteKeyFileOptions } from "./wallet/write-key-file.js";
