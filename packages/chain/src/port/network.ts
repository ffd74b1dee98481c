/** The networks a subnet can live on. `local` is any development chain. */
export type NetworkName = "finney" | "test" | "local";

/** Where a network is found and how it is recognised. */
export interface NetworkFacts {
  /** WebSocket endpoint used when none is configured. */
  readonly defaultEndpoint: string;
  /** Hash of block 0 as 0x-hex; absent for `local`, where every chain has its own. */
  readonly genesisHash?: string;
  /** Between two blocks; absent for `local`, where blocks may come only with transactions. */
  readonly blockTimeMs?: number;
}

/** The public networks' endpoints and genesis hashes. They never change: a new hash is a new chain. */
export const NETWORKS: Readonly<Record<NetworkName, NetworkFacts>> = {
  finney: {
    defaultEndpoint: "wss://entrypoint-finney.opentensor.ai:443",
    genesisHash: "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03",
    blockTimeMs: 12_000,
  },
  test: {
    defaultEndpoint: "wss://test.finney.opentensor.ai:443",
    genesisHash: "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105",
    blockTimeMs: 12_000,
  },
  local: { defaultEndpoint: "ws://127.0.0.1:9944" },
};

/** Every {@link NetworkName}. */
export const NETWORK_NAMES = ["finney", "test", "local"] as const satisfies readonly NetworkName[];

/** `specName` of every Subtensor runtime. */
export const SUBTENSOR_SPEC_NAME = "node-subtensor";

/** Whether `text` can be the endpoint of a node: a WebSocket URL. */
export function isEndpointUrl(text: string): boolean {
  return URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol);
}
