import { setMaxListeners } from "node:events";
import type { ApiPromise } from "@polkadot/api";
import { linkSignal, type Clock, type Logger } from "@headframe/kit";
import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import { decodeAddress } from "../keys/address.js";
import type { Keypair } from "../keys/keypair.js";
import type { CallOptions, Chain, Head, HeadListener, ServeAxonRequest, Unsubscribe } from "../port/chain.js";
import type { Inclusion } from "../port/inclusion.js";
import type { AxonInfo, Metagraph } from "../port/metagraph.js";
import type { NetworkName } from "../port/network.js";
import type { RegisterRequest, Registration, RegistrationTerms } from "../port/registration.js";
import type {
  CommitWeightsRequest,
  RevealWeightsRequest,
  SetWeightsRequest,
  Weight,
  WeightCommits,
  WeightTerms,
} from "../port/weights.js";
import { commitUnconfirmed, commitWeights, revealUnconfirmed, revealWeights } from "./commit-weights.js";
import { READ_TIMEOUT_MS, TRANSACTION_TIMEOUT_MS } from "./deadlines.js";
import { toAxonInfo, toServedBlock } from "./decode-metagraph.js";
import { EndpointWatch } from "./endpoint-watch.js";
import { toChainError } from "./failures.js";
import { HeadWatch, toHead } from "./head-watch.js";
import { joinSignals } from "./join-signals.js";
import { KeyQueue } from "./key-queue.js";
import { MetagraphReader } from "./metagraph-reader.js";
import { readWeightCommits } from "./read-commits.js";
import {
  readBalance,
  readRegisteredAt,
  readSubnetRegisteredAt,
  readTerms,
  readTimestamp,
} from "./read-registration.js";
import { readWeights, readWeightTerms } from "./read-weights.js";
import { register, registrationUnconfirmed } from "./register.js";
import { assertRuntime } from "./runtime-shapes.js";
import { axonUnconfirmed, serveAxon, subnetNotFound } from "./serve-axon.js";
import { setWeights, weightsUnconfirmed } from "./set-weights.js";
import { readStorage } from "./storage.js";
import type { SubmissionAccess } from "./submit-transaction.js";
import type { SubtensorProvider } from "./subtensor-provider.js";
import { untilAborted } from "./until-aborted.js";

/** Which chain this is. */
export interface SubstrateChainOptions {
  readonly network: NetworkName;
  /** A node without a new block for so long is left; `undefined`: blocks come when they come. */
  readonly headTimeoutMs: number | undefined;
}

/** What a {@link SubstrateChain} works with; it closes the provider. */
export interface SubstrateChainParts {
  readonly api: ApiPromise;
  readonly provider: SubtensorProvider;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called once, after everything was closed. */
  readonly onClosed: () => void;
}

/** A transaction of ours: how it is sent, and what is said when nothing was heard of it in time. */
interface Transaction<Request, T> {
  readonly operation: string;
  readonly run: (access: SubmissionAccess, request: Request, signal: AbortSignal) => Promise<T>;
  readonly unconfirmed: (request: Request, cause: ChainError) => ChainError;
}

/** The Chain port over @polkadot/api and a connection that repairs itself. */
export class SubstrateChain implements Chain {
  readonly network: NetworkName;
  readonly genesisHash: Uint8Array;
  readonly #access: SubmissionAccess;
  readonly #heads: HeadWatch;
  readonly #endpoints: EndpointWatch;
  readonly #queue = new KeyQueue();
  readonly #metagraphs: MetagraphReader;
  readonly #closing = new AbortController();
  readonly #onClosed: () => void;
  #checkedSpecVersion: number | undefined;
  #closed: Promise<void> | undefined;

  constructor({ network, headTimeoutMs }: SubstrateChainOptions, parts: SubstrateChainParts) {
    const { api, provider, clock, logger, onClosed } = parts;
    this.network = network;
    this.genesisHash = hexToU8a(provider.identity.genesisHash);
    this.#access = {
      api,
      provider,
      send: (method, params) => provider.send(method, params),
      assertRuntime: () => this.#assertRuntime(),
    };
    this.#heads = new HeadWatch({ api, provider, logger });
    this.#metagraphs = new MetagraphReader({ logger });
    this.#endpoints = new EndpointWatch(headTimeoutMs, { provider, clock, logger });
    this.#onClosed = onClosed;
    // Every call under way listens. Node would print a warning at the eleventh.
    setMaxListeners(0, this.#closing.signal);
  }

  get endpoint(): string {
    return this.#access.provider.endpoint;
  }

  get specVersion(): number {
    return this.#access.api.runtimeVersion.specVersion.toNumber();
  }

  get isConnected(): boolean {
    return this.#access.provider.isConnected;
  }

  /** Begins to follow the heads while the library loads the runtime, and checks it; the last step of connecting. */
  async start(): Promise<void> {
    this.#heads.subscribe((head) => this.#endpoints.noteHead(head));
    await Promise.all([this.#access.api.isReadyOrError, this.#heads.start()]);
    this.#assertRuntime();
    this.#endpoints.start();
  }

  bestHead(options?: CallOptions): Promise<Head> {
    return this.#read("read the best block", options, async ({ api, send }) => {
      return toHead(api, await send("chain_getHeader", []));
    });
  }

  finalizedHead(options?: CallOptions): Promise<Head> {
    return this.#read("read the finalized block", options, async ({ api, send }) => {
      const hash = await send("chain_getFinalizedHead", []);
      return toHead(api, await send("chain_getHeader", [hash]));
    });
  }

  subscribeHeads(listener: HeadListener): Unsubscribe {
    return this.#heads.subscribe(listener);
  }

  metagraph(netuid: number, options?: CallOptions): Promise<Metagraph> {
    return this.#read(`read the metagraph of netuid ${netuid}`, options, async (access) => {
      const metagraph = await this.#metagraphs.read(access, netuid);
      if (metagraph === null) throw subnetNotFound(netuid);
      return metagraph;
    });
  }

  async uidOf(netuid: number, hotkey: string, options?: CallOptions): Promise<number | null> {
    decodeAddress(hotkey);
    return this.#read(`find hotkey ${hotkey} on netuid ${netuid}`, options, async (access) => {
      const uid = await readStorage(access, "uids", [netuid, hotkey]);
      return uid === null ? null : Number(uid);
    });
  }

  async axonOf(netuid: number, hotkey: string, options?: CallOptions): Promise<AxonInfo | null> {
    decodeAddress(hotkey);
    return this.#read(`read the axon of ${hotkey} on netuid ${netuid}`, options, async (access) => {
      return toAxonInfo(await readStorage(access, "axons", [netuid, hotkey]));
    });
  }

  async axonServedAt(netuid: number, hotkey: string, options?: CallOptions): Promise<number> {
    decodeAddress(hotkey);
    return this.#read(`read when ${hotkey} served on netuid ${netuid}`, options, async (access) => {
      return toServedBlock(await readStorage(access, "axons", [netuid, hotkey]));
    });
  }

  servingRateLimit(netuid: number, options?: CallOptions): Promise<number> {
    return this.#read(`read the serving rate limit of netuid ${netuid}`, options, async (access) => {
      return Number(await readStorage(access, "servingRateLimit", [netuid]));
    });
  }

  timestampOf(blockHash: Uint8Array, options?: CallOptions): Promise<number> {
    return this.#read("read the time of a block", options, (access) => readTimestamp(access, blockHash));
  }

  async balanceOf(address: string, options?: CallOptions): Promise<bigint> {
    decodeAddress(address);
    return this.#read(`read the balance of ${address}`, options, (access) => readBalance(access, address));
  }

  registrationTerms(netuid: number, options?: CallOptions): Promise<RegistrationTerms> {
    return this.#read(`read the price of netuid ${netuid}`, options, (access) => readTerms(access, netuid));
  }

  subnetRegisteredAt(netuid: number, options?: CallOptions): Promise<number> {
    return this.#read(`read the registration of netuid ${netuid}`, options, (access) =>
      readSubnetRegisteredAt(access, netuid),
    );
  }

  registeredAt(netuid: number, uid: number, options?: CallOptions): Promise<number> {
    return this.#read(`read the registration of UID ${uid} on netuid ${netuid}`, options, (access) =>
      readRegisteredAt(access, netuid, uid),
    );
  }

  async register(request: RegisterRequest, options?: CallOptions): Promise<Registration> {
    decodeAddress(request.hotkey);
    return this.#transact(request, options, {
      operation: `register hotkey ${request.hotkey} on netuid ${request.netuid}`,
      run: register,
      unconfirmed: registrationUnconfirmed,
    });
  }

  serveAxon(request: ServeAxonRequest, options?: CallOptions): Promise<Inclusion> {
    const { ip, port, netuid } = request;
    return this.#transact(request, options, {
      operation: `serve axon ${ip}:${port} on netuid ${netuid}`,
      run: serveAxon,
      unconfirmed: axonUnconfirmed,
    });
  }

  weightTerms(netuid: number, options?: CallOptions): Promise<WeightTerms> {
    return this.#read(`read what netuid ${netuid} asks of weights`, options, (access) =>
      readWeightTerms(access, netuid),
    );
  }

  weightsOf(netuid: number, uid: number, options?: CallOptions): Promise<readonly Weight[]> {
    return this.#read(`read the weights of UID ${uid} on netuid ${netuid}`, options, (access) =>
      readWeights(access, netuid, uid),
    );
  }

  setWeights(request: SetWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#transact(request, options, {
      operation: `set weights on netuid ${request.netuid}`,
      run: setWeights,
      unconfirmed: weightsUnconfirmed,
    });
  }

  async weightCommits(netuid: number, hotkey: string, options?: CallOptions): Promise<WeightCommits> {
    decodeAddress(hotkey);
    return this.#read(`read what ${hotkey} committed to on netuid ${netuid}`, options, (access) =>
      readWeightCommits(access, netuid, hotkey),
    );
  }

  commitWeights(request: CommitWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#transact(request, options, {
      operation: `commit to weights on netuid ${request.netuid}`,
      run: commitWeights,
      unconfirmed: commitUnconfirmed,
    });
  }

  revealWeights(request: RevealWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#transact(request, options, {
      operation: `reveal weights on netuid ${request.netuid}`,
      run: revealWeights,
      unconfirmed: revealUnconfirmed,
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { api, provider } = this.#access;
    this.#closing.abort(new ChainError({ code: "chain/closed" }, "the chain client was closed"));
    this.#heads.stop();
    this.#endpoints.stop();
    // Not `api.disconnect()`: ending its subscription sets a timer of two seconds that the process would wait for.
    api["_unsubscribeHealth"]();
    await provider.disconnect();
    this.#onClosed();
  }

  #read<T>(
    operation: string,
    options: CallOptions | undefined,
    work: (access: SubmissionAccess) => Promise<T>,
  ): Promise<T> {
    return this.#bounded(operation, READ_TIMEOUT_MS, options, work);
  }

  /** One transaction of a key after the other. */
  #transact<Request extends { readonly signer: Keypair }, T>(
    request: Request,
    options: CallOptions | undefined,
    { operation, run, unconfirmed }: Transaction<Request, T>,
  ): Promise<T> {
    return this.#queue.run(request.signer.ss58, async () => {
      try {
        return await this.#bounded(operation, TRANSACTION_TIMEOUT_MS, options, (access, signal) =>
          run(access, request, signal),
        );
      } catch (error) {
        const isLate = error instanceof ChainError && error.code === "chain/timeout";
        throw isLate ? unconfirmed(request, error) : error;
      }
    });
  }

  async #bounded<T>(
    operation: string,
    timeoutMs: number,
    { signal: caller }: CallOptions = {},
    work: (access: SubmissionAccess, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#closing.signal.throwIfAborted();
    caller?.throwIfAborted();
    const limited = linkSignal(caller, timeoutMs);
    const { signal, release } = joinSignals(limited.signal, this.#closing.signal);
    try {
      this.#assertRuntime();
      return await untilAborted(work(this.#access, signal), signal);
    } catch (error) {
      this.#closing.signal.throwIfAborted();
      caller?.throwIfAborted();
      throw toChainError(error, { endpoint: this.endpoint, operation });
    } finally {
      release();
      limited.release();
    }
  }

  /** Connecting, and a runtime upgrade since the last call, may have brought other shapes than those relied on. */
  #assertRuntime(): void {
    const { specVersion } = this;
    if (specVersion === this.#checkedSpecVersion) return;
    assertRuntime(this.#access.api.runtimeMetadata, { endpoint: this.endpoint, specVersion });
    this.#checkedSpecVersion = specVersion;
  }
}
