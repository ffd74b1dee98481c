import { errorMessage, linkSignal, silentLogger, systemClock, type Clock, type Logger } from "@headframe/kit";
import { ChainError } from "./errors.js";
import type { Chain } from "./port/chain.js";
import { NETWORKS, type NetworkName } from "./port/network.js";
import { FIRST_REQUESTS } from "./substrate/answers-ahead.js";
import { bridgeConsole } from "./substrate/console-bridge.js";
import { CONNECT_TIMEOUT_MS, STALLED_AFTER_BLOCKS } from "./substrate/deadlines.js";
import { EndpointList, type Endpoint } from "./substrate/endpoint-list.js";
import { toConnectError, toEndpointsError } from "./substrate/failures.js";
import type { MetadataFiles } from "./substrate/metadata-files.js";
import { NEWEST_METADATA_REQUEST } from "./substrate/newest-metadata.js";
import { SubtensorProvider } from "./substrate/subtensor-provider.js";

/** Which chain to connect to. */
export interface ConnectChainOptions {
  readonly network: NetworkName;
  /** `ws://…` or `wss://…`. Default: the first of `endpoints`, or the network's own. */
  readonly endpoint?: string | undefined;
  /** Further nodes of the network, in order of preference, for when `endpoint` cannot be used. At most 16. */
  readonly endpoints?: readonly string[];
  /** Without a new block for so long a node is left. Default: six block times; on `local`, never. */
  readonly headTimeoutMs?: number;
  /** Where the runtime's metadata is kept between starts, which makes them faster. Default: nowhere. */
  readonly metadataDirectory?: string | undefined;
  /** Asks the node for the metadata even when it is kept, and fails unless it can be kept. Default: false. */
  readonly isMetadataRefresh?: boolean;
  /** Ends the attempt; has no effect once connected. */
  readonly signal?: AbortSignal;
}

/** What the connection works with. */
export interface ConnectChainParts {
  readonly logger?: Logger;
  readonly clock?: Clock;
}

type Resolved = Required<Pick<ConnectChainParts, "logger" | "clock">>;

const MOST_ENDPOINTS = 16;

/**
 * Connects to a Subtensor node and checks that it is the network named and that its runtime has the shapes relied
 * on. Each endpoint is tried once, in order; each attempt ends within 15 s, a refused connection at once. Later, a
 * lost connection, a silent node and one whose blocks stand still are left for the next endpoint.
 *
 * Rejects with a `ChainError`: `chain/invalid-endpoint`, `chain/endpoint-unreachable`, `chain/not-subtensor`,
 * `chain/wrong-network`, `chain/incompatible-runtime`, `chain/metadata-not-kept`, `chain/request-failed`.
 */
export async function connectChain(
  options: ConnectChainOptions,
  parts: ConnectChainParts = {},
): Promise<Chain> {
  const { logger: parent = silentLogger, clock = systemClock } = parts;
  const { signal } = options;
  const resolved = { clock, logger: parent.child({ component: "chain" }) };
  const endpoints = endpointsOf(options);
  const list = new EndpointList(endpoints, clock);
  const failures: unknown[] = [];
  for (const endpoint of endpoints) {
    try {
      return await connectTo(endpoint, list, options, resolved);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = toConnectError(error, endpoint.shown);
      if (endpoints.length === 1) throw failure;
      resolved.logger.warn(
        { endpoint: endpoint.shown, reason: errorMessage(failure) },
        "chain endpoint cannot be used",
      );
      failures.push(failure);
    }
  }
  throw toEndpointsError(endpoints, failures);
}

async function connectTo(
  endpoint: Endpoint,
  endpoints: EndpointList,
  options: ConnectChainOptions,
  { clock, logger }: Resolved,
): Promise<Chain> {
  const { network, headTimeoutMs = stallTimeoutMs(network), signal: parent } = options;
  const metadataFiles = metadataFilesOf(options);
  // Where metadata is kept, it turns out only after the chain was identified whether it has to be asked for.
  const mayBeKept = metadataFiles?.isRefresh === false;
  const firstRequests = mayBeKept ? FIRST_REQUESTS : [...FIRST_REQUESTS, NEWEST_METADATA_REQUEST];
  const where = { endpoint, endpoints, network, firstRequests };
  const provider = new SubtensorProvider(where, { clock, logger });
  // The client library takes 0.4 s and 60 MB to load: nobody pays for it who does not connect.
  const { openSubstrateChain } = await import("./substrate/open-substrate-chain.js");
  const restoreConsole = bridgeConsole(logger);
  const { signal, release } = linkSignal(parent, CONNECT_TIMEOUT_MS);
  try {
    await provider.connect(signal);
    return await openSubstrateChain(
      { network, headTimeoutMs },
      { provider, clock, logger, onClosed: restoreConsole },
      signal,
      metadataFiles,
    );
  } catch (error) {
    endpoints.noteFailure(endpoint);
    await provider.disconnect();
    restoreConsole();
    throw error;
  } finally {
    release();
  }
}

function metadataFilesOf(options: ConnectChainOptions): MetadataFiles | undefined {
  const { metadataDirectory: directory, isMetadataRefresh: isRefresh = false } = options;
  return directory === undefined ? undefined : { directory, isRefresh };
}

function stallTimeoutMs(network: NetworkName): number | undefined {
  const { blockTimeMs } = NETWORKS[network];
  return blockTimeMs === undefined ? undefined : blockTimeMs * STALLED_AFTER_BLOCKS;
}

function endpointsOf({ network, endpoint, endpoints = [] }: ConnectChainOptions): readonly Endpoint[] {
  const named = new Set([...(endpoint === undefined ? [] : [endpoint]), ...endpoints]);
  if (named.size === 0) named.add(NETWORKS[network].defaultEndpoint);
  if (named.size > MOST_ENDPOINTS)
    throw new RangeError(`${named.size} chain endpoints, at most ${MOST_ENDPOINTS}`);
  return [...named].map((url) => ({ url, shown: shownEndpoint(url) }));
}

/** The address as it may be shown: without a user, a password or a query, which can hold an access key. */
function shownEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isBare = !url || (url.username === "" && url.password === "" && url.search === "");
  const shown = isBare ? endpoint : `${url.protocol}//${url.host}${url.pathname}`;
  if (url?.protocol === "ws:" || url?.protocol === "wss:") return shown;
  throw new ChainError(
    { code: "chain/invalid-endpoint", endpoint: shown },
    `chain endpoint "${shown}" is not a WebSocket address`,
    { hint: `give one such as ${NETWORKS.local.defaultEndpoint} or ${NETWORKS.finney.defaultEndpoint}` },
  );
}
