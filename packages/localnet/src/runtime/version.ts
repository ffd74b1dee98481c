import { blake2AsU8a } from "@polkadot/util-crypto";
import { toHex, type Hex } from "../scale/hex.js";

/** Versions of the runtime APIs that we serve. */
export const API_VERSIONS = {
  Core: 5,
  Metadata: 2,
  AccountNonceApi: 1,
  TransactionPaymentApi: 4,
  NeuronInfoRuntimeApi: 1,
  SubnetInfoRuntimeApi: 2,
  SubnetRegistrationRuntimeApi: 1,
} as const;

/** An API's id: the first eight bytes of the blake2b hash of its name, as the `sp_api` macros make it. */
function apiId(name: string): Hex {
  return toHex(blake2AsU8a(name, 64));
}

/** The production runtime whose shapes and rules we follow. `impl_name` tells that this is another implementation. */
export const RUNTIME_VERSION = {
  spec_name: "node-subtensor",
  impl_name: "headframe-localnet",
  authoring_version: 1,
  spec_version: 424,
  impl_version: 1,
  apis: Object.entries(API_VERSIONS).map(([name, version]) => [apiId(name), version] as const),
  transaction_version: 1,
  system_version: 1,
};
