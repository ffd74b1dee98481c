import { silentLogger, systemClock, type Clock, type Logger } from "@headframe/kit";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { BlockProducer, type BlockTime } from "./chain/block-producer.js";
import { Chain } from "./chain/chain.js";
import { TransactionPool } from "./chain/transaction-pool.js";
import { accountIdOf, developmentKey, DEVELOPMENT_URIS, taoToRao } from "./dev/accounts.js";
import { DevelopmentTools } from "./dev/development-tools.js";
import { toHex, type Hex } from "./scale/hex.js";
import { RpcServer } from "./rpc/server.js";

/** How a localnet is to be. Everything has a default that suits a test. */
export interface LocalnetOptions {
  /** Where to listen. Default: this machine only, any free port. */
  readonly host?: string;
  readonly port?: number;
  /** Milliseconds between blocks, or a block for each transaction as it comes (the default). */
  readonly blockTimeMs?: BlockTime;
  /** How many blocks finality is behind the head. Default: 0 with instant blocks, else 2. */
  readonly finalityLagBlocks?: number;
  /** Balances in TAO by SS58 address, besides those of the development accounts. */
  readonly balances?: Readonly<Record<string, number>>;
  /** Blocks that must lie between two `register_network`. Default: none. */
  readonly networkRateLimitBlocks?: number;
  /** What clients see as the chain's name. */
  readonly chainName?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A running development chain. */
export interface Localnet {
  /** `ws://host:port`. The same after {@link goOnline}. */
  readonly url: string;
  readonly genesisHash: Hex;
  readonly chain: Chain;
  /** Shortcuts for setting up what a test or a demo needs. */
  readonly dev: DevelopmentTools;
  /** Cuts off all clients and frees the port; the chain stays as it is. */
  goOffline(): Promise<void>;
  /** Serves the same chain on the same port again. */
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

const DEVELOPMENT_BALANCE_TAO = 1_000_000;
const TIMED_FINALITY_LAG_BLOCKS = 2;

/** Starts a development chain. Throws `LocalnetError` when its port cannot be listened on. */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const { host = "127.0.0.1", port = 0, blockTimeMs = "instant", chainName = "Headframe Localnet" } = options;
  const { clock = systemClock, logger = silentLogger } = options;
  await cryptoWaitReady();

  const defaultLag = blockTimeMs === "instant" ? 0 : TIMED_FINALITY_LAG_BLOCKS;
  const genesis = {
    balances: genesisBalances(options.balances ?? {}),
    networkRateLimitBlocks: BigInt(options.networkRateLimitBlocks ?? 0),
    timestampMs: clock.nowMs(),
  };
  const chain = new Chain({ genesis, finalityLagBlocks: options.finalityLagBlocks ?? defaultLag }, { clock });
  const producer = new BlockProducer(blockTimeMs, { chain, logger });
  const pool = new TransactionPool(chain, () => producer.wake());
  const server = new RpcServer({ host, port }, { node: { chain, pool, chainName }, logger });
  await server.start();
  producer.start(pool);

  return {
    url: `ws://${host.includes(":") ? `[${host}]` : host}:${server.port}`,
    genesisHash: chain.genesisHash,
    chain,
    dev: new DevelopmentTools({ chain, pool, producer }),
    goOffline: () => server.stop(),
    goOnline: () => server.start(),
    async close() {
      await producer.stop();
      await server.stop();
    },
  };
}

function genesisBalances(balances: Readonly<Record<string, number>>): ReadonlyMap<Hex, bigint> {
  const development = DEVELOPMENT_URIS.map((uri) => {
    const account = toHex(developmentKey(uri).publicKey);
    return [account, taoToRao(DEVELOPMENT_BALANCE_TAO)] as const;
  });
  const chosen = Object.entries(balances).map(
    ([address, tao]) => [accountIdOf(address), taoToRao(tao)] as const,
  );
  return new Map([...development, ...chosen]);
}
