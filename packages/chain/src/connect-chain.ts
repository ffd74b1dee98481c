import { linkSignal, silentLogger, systemClock, type Clock, type Logger } from "@headframe/kit";
import { ChainError } from "./errors.js";
import type { Chain } from "./port/chain.js";
import { NETWORKS, type NetworkName } from "./port/network.js";
import { bridgeConsole } from "./substrate/console-bridge.js";
import { CONNECT_TIMEOUT_MS } from "./substrate/deadlines.js";
import { toConnectError } from "./substrate/failures.js";
import { SubtensorProvider } from "./substrate/subtensor-provider.js";

/** Which chain to connect to. */
export interface ConnectChainOptions {
  readonly network: NetworkName;
  /** `ws://…` or `wss://…`. Default: the network's own. */
  readonly endpoint?: string | undefined;
  /** Ends the attempt; has no effect once connected. */
  readonly signal?: AbortSignal;
}

/** What the connection works with. */
export interface ConnectChainParts {
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/**
 * Connects to a Subtensor node and checks that it is the network named and that its runtime has the shapes relied
 * on. Resolves or rejects within 15 s; a refused connection rejects at once.
 *
 * Rejects with a `ChainError`: `chain/invalid-endpoint`, `chain/endpoint-unreachable`, `chain/not-subtensor`,
 * `chain/wrong-network`, `chain/incompatible-runtime`, `chain/request-failed`.
 */
export async function connectChain(
  options: ConnectChainOptions,
  parts: ConnectChainParts = {},
): Promise<Chain> {
  const { network, endpoint: url = NETWORKS[network].defaultEndpoint, signal } = options;
  const { logger: parent = silentLogger, clock = systemClock } = parts;
  const endpoint = shownEndpoint(url);
  const logger = parent.child({ component: "chain", endpoint });
  const provider = new SubtensorProvider({ url, endpoint, network }, { clock, logger });
  // The client library takes 0.4 s and 60 MB to load: nobody pays for it who does not connect.
  const { openSubstrateChain } = await import("./substrate/open-substrate-chain.js");
  const restoreConsole = bridgeConsole(logger);
  const deadline = linkSignal(signal, CONNECT_TIMEOUT_MS);
  try {
    await provider.connect(deadline.signal);
    return await openSubstrateChain(
      { endpoint, network },
      { provider, logger, onClosed: restoreConsole },
      deadline.signal,
    );
  } catch (error) {
    await provider.disconnect();
    restoreConsole();
    signal?.throwIfAborted();
    throw toConnectError(error, endpoint);
  } finally {
    deadline.release();
  }
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
