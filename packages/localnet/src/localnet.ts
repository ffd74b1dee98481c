import { silentLogger, systemClock, type Clock, type Logger } from "@headframe/kit";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { BlockProducer, type BlockTime } from "./chain/block-producer.js";
import { Chain } from "./chain/chain.js";
import type { GenesisOptions } from "./chain/genesis.js";
import { loadSnapshot, StateFile } from "./chain/state-file.js";
import { TransactionPool } from "./chain/transaction-pool.js";
import { accountIdOf, DEVELOPMENT_URIS, taoToRao } from "./dev/accounts.js";
import { developmentKey } from "./dev/development-key.js";
import { DevelopmentTools } from "./dev/development-tools.js";
import type { ConnectionFaults } from "./rpc/connection-faults.js";
import { RpcServer } from "./rpc/server.js";
import { toHex, type Hex } from "./scale/hex.js";

/** How a localnet is to be. Everything has a default that suits a test. */
export interface LocalnetOptions {
  /** Where to listen. Default: this machine only, any free port. */
  readonly host?: string;
  readonly port?: number;
  /** Milliseconds between blocks, or a block for each transaction as it comes (the default). */
  readonly blockTimeMs?: BlockTime;
  /** How many blocks finality is behind the head. Default: 0 with instant blocks, else 2. */
  readonly finalityLagBlocks?: number;
  /** Balances in TAO by SS58 address, besides those of the development accounts. Of new chains only. */
  readonly balances?: Readonly<Record<string, number>>;
  /** Blocks that must lie between two `register_network`. Default: none. Of new chains only. */
  readonly networkRateLimitBlocks?: number;
  /** Lets axons be served on 127.0.0.1 and ::1, which a real chain refuses. Default: true. Of new chains only. */
  readonly allowLoopbackAxon?: boolean;
  /** Where the chain is kept when nothing runs; it is taken up again from there. Default: in memory only. */
  readonly stateFile?: string;
  /** What clients see as the chain's name. */
  readonly chainName?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Where clients reach the chain, with what is wrong with their connections. */
export interface LocalnetEndpoint {
  /** `ws://host:port`. The same after {@link goOnline}. */
  readonly url: string;
  /** What is wrong with its connections; see {@link ConnectionFaults}. */
  readonly faults: ConnectionFaults;
  /** Cuts off all clients; they may dial again at once. */
  dropConnections(): void;
  /** Cuts off all clients and frees the port; the chain goes on. */
  goOffline(): Promise<void>;
  /** Serves the same chain on the same port again. Throws `ListenError` when somebody else took it. */
  goOnline(): Promise<void>;
}

/** A running development chain, and its first endpoint. */
export interface Localnet extends LocalnetEndpoint {
  readonly genesisHash: Hex;
  /** The number of the best block. */
  readonly headNumber: number;
  /** Shortcuts for setting up what a test or a demo needs. */
  readonly dev: DevelopmentTools;
  /** Serves the same chain on another free port as well, as a network has several nodes. It ends with the chain. */
  openEndpoint(): Promise<LocalnetEndpoint>;
  /** Ends the chain. What waited in the pool is dropped. */
  close(): Promise<void>;
}

const DEVELOPMENT_BALANCE_TAO = 1_000_000;
const TIMED_FINALITY_LAG_BLOCKS = 2;

/**
 * Starts a development chain. Throws `ListenError` when its port cannot be listened on, and `LocalnetError` when its
 * state file cannot be used.
 */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const { host = "127.0.0.1", port = 0, blockTimeMs = "instant", chainName = "Headframe Localnet" } = options;
  const { clock = systemClock, logger = silentLogger, stateFile } = options;
  if (blockTimeMs !== "instant" && !(blockTimeMs >= 1))
    throw new RangeError(`no block time: ${blockTimeMs} ms`);
  await cryptoWaitReady();

  const snapshot = stateFile === undefined ? undefined : await loadSnapshot(stateFile);
  const defaultLag = blockTimeMs === "instant" ? 0 : TIMED_FINALITY_LAG_BLOCKS;
  const finalityLagBlocks = options.finalityLagBlocks ?? defaultLag;
  const chain = new Chain({ origin: snapshot ?? genesisOf(options, clock), finalityLagBlocks }, { clock });
  const storage = stateFile === undefined ? undefined : new StateFile(stateFile, { chain, logger });
  const producer = new BlockProducer(blockTimeMs, { chain, logger });
  const pool = new TransactionPool(chain, () => producer.wake());
  const node = { chain, pool, chainName };
  const server = new RpcServer({ host, port }, { node, logger });
  await server.start();
  try {
    await storage?.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  producer.start(pool);

  const servers = [server];
  return {
    ...endpointOf(server, host),
    genesisHash: chain.genesisHash,
    get headNumber() {
      return chain.head.number;
    },
    dev: new DevelopmentTools({ chain, pool, producer }),
    async openEndpoint() {
      const further = new RpcServer({ host, port: 0 }, { node, logger });
      await further.start();
      servers.push(further);
      return endpointOf(further, host);
    },
    async close() {
      await producer.stop();
      pool.close();
      await Promise.all(servers.map((one) => one.stop()));
      await storage?.stop();
    },
  };
}

function endpointOf(server: RpcServer, host: string): LocalnetEndpoint {
  return {
    url: `ws://${host.includes(":") ? `[${host}]` : host}:${server.port}`,
    faults: server.faults,
    dropConnections: () => server.dropConnections(),
    goOffline: () => server.stop(),
    goOnline: () => server.start(),
  };
}

function genesisOf(options: LocalnetOptions, clock: Clock): GenesisOptions {
  const { balances = {}, networkRateLimitBlocks = 0, allowLoopbackAxon = true } = options;
  const development = DEVELOPMENT_URIS.map((uri) => {
    const account = toHex(developmentKey(uri).publicKey);
    return [account, taoToRao(DEVELOPMENT_BALANCE_TAO)] as const;
  });
  const chosen = Object.entries(balances).map(
    ([address, tao]) => [accountIdOf(address), taoToRao(tao)] as const,
  );
  return {
    balances: new Map([...development, ...chosen]),
    networkRateLimitBlocks: BigInt(networkRateLimitBlocks),
    timestampMs: clock.nowMs(),
    allowLoopbackAxon,
  };
}
