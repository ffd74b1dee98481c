import { ChainError } from "../errors.js";
import { NETWORK_NAMES, NETWORKS, SUBTENSOR_SPEC_NAME, type NetworkName } from "../port/network.js";
import { RpcError } from "./json-rpc-socket.js";
import type { SendRequest } from "./node-request.js";

/** Which chain answers on a connection. */
export interface ChainIdentity {
  /** 0x-hex of 32 bytes. */
  readonly genesisHash: string;
  readonly specName: string;
  readonly specVersion: number;
}

/** What a connection is expected to lead to. */
export interface ExpectedChain {
  readonly endpoint: string;
  readonly network: NetworkName;
  /** Known once connected: after a lost connection it must be the same chain. */
  readonly genesisHash?: string | undefined;
}

const GENESIS_HASH = /^0x[0-9a-f]{64}$/;

/**
 * Asks which chain is on the other side and refuses any but the expected: `chain/not-subtensor`,
 * `chain/wrong-network`. Done after every dial, since an endpoint's name may lead elsewhere the next time.
 */
export async function identifyChain(send: SendRequest, expected: ExpectedChain): Promise<ChainIdentity> {
  const identity = await readIdentity(send, expected.endpoint);
  const { endpoint, network } = expected;
  if (identity.specName !== SUBTENSOR_SPEC_NAME) throw notSubtensor(endpoint, identity.specName);

  const { genesisHash } = identity;
  const actual = NETWORK_NAMES.find((name) => NETWORKS[name].genesisHash === genesisHash) ?? "local";
  if (actual !== network) {
    throw new ChainError(
      { code: "chain/wrong-network", endpoint, genesisHash },
      `chain endpoint ${endpoint} is not network "${network}": it is ${describe(actual)} (genesis ${genesisHash})`,
      { hint: remedy(network, actual) },
    );
  }
  if (expected.genesisHash !== undefined && expected.genesisHash !== genesisHash) {
    throw new ChainError(
      { code: "chain/wrong-network", endpoint, genesisHash },
      `chain endpoint ${endpoint} now leads to another chain: genesis ${genesisHash}, not ${expected.genesisHash}`,
      { hint: "restart this process if the development chain was begun anew; otherwise check the endpoint" },
    );
  }
  return identity;
}

async function readIdentity(send: SendRequest, endpoint: string): Promise<ChainIdentity> {
  let genesisHash: unknown;
  let version: unknown;
  try {
    [genesisHash, version] = await Promise.all([
      send("chain_getBlockHash", [0]),
      send("state_getRuntimeVersion", []),
    ]);
  } catch (error) {
    if (error instanceof RpcError) throw notSubtensor(endpoint, "unknown", error);
    throw error;
  }
  if (typeof genesisHash !== "string" || !GENESIS_HASH.test(genesisHash))
    throw notSubtensor(endpoint, "unknown");
  if (typeof version !== "object" || version === null) throw notSubtensor(endpoint, "unknown");
  const { specName, specVersion } = version as {
    readonly specName?: unknown;
    readonly specVersion?: unknown;
  };
  return { genesisHash, specName: String(specName), specVersion: Number(specVersion) };
}

function describe(network: NetworkName): string {
  return network === "local" ? "a development chain" : `network "${network}"`;
}

function remedy(configured: NetworkName, actual: NetworkName): string {
  const usual = NETWORKS[configured].defaultEndpoint;
  return `set network = "${actual}", or chain_endpoint = "${usual}"`;
}

function notSubtensor(endpoint: string, specName: string, cause?: unknown): ChainError {
  return new ChainError(
    { code: "chain/not-subtensor", endpoint, specName },
    `chain endpoint ${endpoint} is not a Subtensor node${specName === "unknown" ? "" : `: its runtime is "${specName}"`}`,
    { cause, hint: "check chain_endpoint: it must be the WebSocket RPC address of a Subtensor node" },
  );
}
