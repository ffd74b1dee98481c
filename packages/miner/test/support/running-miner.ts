import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type connectChain, type Keypair, keypairFromSeed, verifySignature } from "@headframe/chain";
import { type Logger, silentLogger } from "@headframe/kit";
import { loadConfig } from "@headframe/kit/config";
import {
  connect,
  FleetClient,
  type GrpcChannel,
  type MinerAuthResponse__Output,
  MinerDiscoveryClient,
  ProofClient,
} from "@headframe/protocol";
import { FakeChain, writeWallet } from "@headframe/testkit/chain";
import { onTestFinished } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { type MinerReady, runMiner } from "../../src/miner.js";
import { SHARED_SECRET } from "./fake-executor.js";
import { type CleanUp, temporaryDirectory } from "./temporary.js";

export const NETUID = 39;

/** A miner in this process, on a fake chain, with everything else real. */
export interface RunningMiner {
  readonly ready: MinerReady;
  readonly chain: FakeChain;
  readonly hotkey: Keypair;
  readonly directory: string;
  /** Stops it and waits until it has ended. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Executors by id. */
  readonly executors?: Readonly<Record<string, string>>;
  /** Further keys, dotted. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly directory?: string;
  readonly chain?: FakeChain;
  readonly logger?: Logger;
  /** Default: to the fake chain. */
  readonly connect?: typeof connectChain;
  /** When the miner is stopped. Default: at the end of the test. */
  readonly cleanUp?: CleanUp;
}

/** Starts a miner that is stopped when the test, or whatever `cleanUp` says, has finished. Resolves once it is ready; rejects when it cannot be. */
export async function startMiner(options: StartOptions = {}): Promise<RunningMiner> {
  const { cleanUp = onTestFinished } = options;
  const directory = options.directory ?? (await temporaryDirectory(cleanUp));
  const walletPath = join(directory, "wallets");
  const hotkey = await writeWallet({
    walletPath,
    walletName: "miner",
    hotkeyName: "default",
    seed: new Uint8Array(32).fill(1),
  });
  const chain = options.chain ?? new FakeChain();
  if ((await chain.uidOf(NETUID, hotkey.ss58).catch(() => null)) === null) {
    chain.setNeuron(NETUID, { hotkey: hotkey.ss58 });
  }
  const config = loadConfig({
    schema: configSchema,
    flags: { ...flagsFor(directory, options), ...options.flags },
  });
  const stopping = new AbortController();
  let onReady: (ready: MinerReady) => void = () => undefined;
  const ready = new Promise<MinerReady>((resolve) => {
    onReady = resolve;
  });
  const running = runMiner(config, {
    signal: stopping.signal,
    logger: options.logger ?? silentLogger,
    version: "0.0.0-test",
    connect: options.connect ?? (() => Promise.resolve(chain)),
    // The thread has tests of its own; from sources it takes seconds to start.
    verify: async ({ scheme, publicKey, message, signature }) =>
      verifySignature(scheme, publicKey, message, signature),
    onReady,
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  cleanUp(() => stop().catch(() => undefined));
  const endedEarly = running.then(() => Promise.reject(new Error("the miner ended before it was ready")));
  return { ready: await Promise.race([ready, endedEarly]), chain, hotkey, directory, stop };
}

function flagsFor(directory: string, { executors = { "gpu-1": "127.0.0.1:1" } }: StartOptions) {
  return {
    "bittensor.wallet_path": join(directory, "wallets"),
    "bittensor.network": "local",
    "bittensor.axon_host": "127.0.0.1",
    "bittensor.axon_port": 0,
    "server.host": "127.0.0.1",
    "server.port": 0,
    "api.port": 0,
    "metrics.prometheus.port": 0,
    "database.url": `sqlite:${join(directory, "miner.db")}`,
    "security.jwt_secret": SHARED_SECRET,
    // Tests ask again and again until something has happened.
    "validator_comms.rate_limit.enabled": false,
    "executor_management.health_check_interval": "1s",
    "executor_management.health_check_timeout": "1s",
    "executor_management.executors": Object.entries(executors).map(([id, grpc_address]) => ({
      id,
      grpc_address,
    })),
  };
}

/** A validator with its key, talking to an axon as a real one does. */
export class TestValidator {
  readonly hotkey: Keypair;
  readonly channel: GrpcChannel;
  readonly discovery: MinerDiscoveryClient;
  readonly #miner: RunningMiner;

  constructor(miner: RunningMiner, seed: number, cleanUp: CleanUp = onTestFinished) {
    this.#miner = miner;
    this.hotkey = keypairFromSeed(new Uint8Array(32).fill(seed));
    this.channel = connect(`127.0.0.1:${miner.ready.axonPort}`);
    this.discovery = new MinerDiscoveryClient(this.channel);
    cleanUp(async () => this.channel.close());
  }

  /** Authenticates in the present generation. */
  authenticate(nonce: string = randomUUID()): Promise<MinerAuthResponse__Output> {
    const seconds = Math.floor(Date.now() / 1000);
    const target = this.#miner.hotkey.ss58;
    const text = `BASILICA_AUTH_V1:${nonce}:${target}:${seconds}`;
    return this.discovery.authenticateValidator({
      validatorHotkey: this.hotkey.ss58,
      signature: Buffer.from(this.hotkey.sign(Buffer.from(text))).toString("hex"),
      nonce,
      timestamp: { value: { seconds } },
      targetMinerHotkey: target,
    });
  }

  fleet(token: string): FleetClient {
    return new FleetClient(this.channel, { token: () => token });
  }

  proofs(token: string): ProofClient {
    return new ProofClient(this.channel, { token: () => token });
  }
}

/** A chain on which the validator with this seed has a permit. */
export function chainWithValidator(seed = 2): FakeChain {
  const chain = new FakeChain();
  const { ss58 } = keypairFromSeed(new Uint8Array(32).fill(seed));
  chain.setNeuron(NETUID, { hotkey: ss58, validatorPermit: true, stakeRao: 1_000_000_000_000n });
  return chain;
}

/** Resolves once `condition` holds; looks again whenever the event loop was idle. Vitest's time-out bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
