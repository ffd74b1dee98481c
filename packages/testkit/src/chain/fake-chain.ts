import { createHash } from "node:crypto";
import {
  ChainError,
  decodeAddress,
  packAddress,
  type AxonInfo,
  type CallOptions,
  type Chain,
  type Head,
  type HeadListener,
  type Inclusion,
  type Metagraph,
  type NetworkName,
  type Neuron,
  type CommitWeightsRequest,
  type RegisterRequest,
  type Registration,
  type RegistrationTerms,
  type RevealWeightsRequest,
  type ServeAxonRequest,
  type SetWeightsRequest,
  type Unsubscribe,
  type Weight,
  type WeightCommits,
  type WeightTerms,
} from "@headframe/chain";
import { FakeWeights } from "./fake-weights.js";

/** What a {@link FakeChain} begins with. */
export interface FakeChainOptions {
  readonly network?: NetworkName;
  /** Default: 32 bytes of 0x11. */
  readonly genesisHash?: Uint8Array;
  /** Blocks between two `serve_axon` of one hotkey. Default 0: no limit. */
  readonly servingRateLimitBlocks?: number;
}

/** A neuron to register; everything else has the value of a fresh registration. */
export type FakeNeuron = Pick<Neuron, "hotkey"> & Partial<Omit<Neuron, "uid" | "hotkeyPublicKey">>;

const DEFAULT_TERMS: RegistrationTerms = {
  priceRao: 0n,
  isOpen: true,
  canLimitPrice: true,
  immunityPeriodBlocks: 4096,
};

/**
 * The Chain port in memory: the same refusals as a real chain, without a network. Blocks come when
 * {@link FakeChain.produceBlock} is called or something is served.
 */
export class FakeChain implements Chain {
  readonly endpoint = "ws://fake.invalid";
  readonly network: NetworkName;
  readonly genesisHash: Uint8Array;
  specVersion = 1;
  readonly #servingRateLimitBlocks: number;
  readonly #subnets = new Map<number, Neuron[]>();
  readonly #terms = new Map<number, RegistrationTerms>();
  /** Block by netuid. */
  readonly #subnetRegisteredAt = new Map<number, number>();
  /** Block by netuid and UID. */
  readonly #registeredAt = new Map<string, number>();
  /** Block in which the address 0 was served, by netuid and hotkey. */
  readonly #resetAt = new Map<string, number>();
  readonly #balancesRao = new Map<string, bigint>();
  readonly #weights = new FakeWeights();
  readonly #listeners = new Set<HeadListener>();
  #blockNumber = 0;
  #isConnected = true;
  #isClosed = false;

  constructor(options: FakeChainOptions = {}) {
    this.network = options.network ?? "local";
    this.genesisHash = options.genesisHash ?? new Uint8Array(32).fill(0x11);
    this.#servingRateLimitBlocks = options.servingRateLimitBlocks ?? 0;
  }

  get isConnected(): boolean {
    return this.#isConnected && !this.#isClosed;
  }

  /** In the next block. */
  createSubnet(netuid: number): void {
    if (this.#subnets.has(netuid)) return;
    this.#subnets.set(netuid, []);
    this.#subnetRegisteredAt.set(netuid, this.#blockNumber + 1);
  }

  /** Registers a neuron, or changes the one that has this hotkey; creates the subnet. Gives its UID. */
  setNeuron(netuid: number, changes: FakeNeuron): number {
    this.createSubnet(netuid);
    const neurons = this.#neurons(netuid);
    const at = neurons.findIndex(({ hotkey }) => hotkey === changes.hotkey);
    const uid = at === -1 ? neurons.length : at;
    const fresh: Neuron = {
      uid,
      hotkey: changes.hotkey,
      hotkeyPublicKey: decodeAddress(changes.hotkey),
      coldkey: changes.hotkey,
      stakeRao: 0n,
      validatorPermit: false,
      active: true,
      axon: null,
    };
    neurons[uid] = { ...(neurons[uid] ?? fresh), ...changes };
    this.produceBlock();
    if (at === -1) this.#registeredAt.set(`${netuid}/${uid}`, this.#blockNumber);
    return uid;
  }

  /** Changes what registering takes; the rest keeps its values. */
  setRegistration(netuid: number, terms: Partial<RegistrationTerms>): void {
    this.#terms.set(netuid, { ...(this.#terms.get(netuid) ?? DEFAULT_TERMS), ...terms });
  }

  /** Changes what the subnet asks of weights; the rest keeps its values. */
  setWeightTerms(netuid: number, terms: Partial<Omit<WeightTerms, "lastUpdateBlocks">>): void {
    this.#weights.setTerms(netuid, terms);
  }

  /** Sets how many blocks an epoch of all subnets has. Epoch 0 begins with block 0. */
  setTempo(blocks: number): void {
    this.#weights.tempo = blocks;
  }

  setBalance(address: string, balanceRao: bigint): void {
    this.#balancesRao.set(address, balanceRao);
  }

  /** Gives the UID of a hotkey to another one, as a registration on a full subnet does. */
  replaceNeuron(netuid: number, uid: number, hotkey: string): void {
    const neurons = this.#neurons(netuid);
    const old = neurons[uid];
    if (!old) throw new Error(`UID ${uid} is not taken`);
    const fresh = { coldkey: hotkey, axon: null, stakeRao: 0n };
    neurons[uid] = { ...old, ...fresh, hotkey, hotkeyPublicKey: decodeAddress(hotkey) };
    this.#resetAt.delete(`${netuid}/${old.hotkey}`);
    this.produceBlock();
    this.#registeredAt.set(`${netuid}/${uid}`, this.#blockNumber);
  }

  /** Gives the UID of a hotkey to another one of the same owner, axon included, as `swap_hotkey` does. */
  swapHotkey(netuid: number, uid: number, hotkey: string): void {
    const neurons = this.#neurons(netuid);
    const old = neurons[uid];
    if (!old) throw new Error(`UID ${uid} is not taken`);
    neurons[uid] = { ...old, hotkey, hotkeyPublicKey: decodeAddress(hotkey) };
    this.produceBlock();
  }

  /** Removes a subnet and everything on it. */
  removeSubnet(netuid: number): void {
    for (const { uid, hotkey } of this.#subnets.get(netuid) ?? []) {
      this.#registeredAt.delete(`${netuid}/${uid}`);
      this.#resetAt.delete(`${netuid}/${hotkey}`);
    }
    this.#subnets.delete(netuid);
    this.#subnetRegisteredAt.delete(netuid);
    this.produceBlock();
  }

  /** Adds a block and tells the subscribers, unless the connection is lost. */
  produceBlock(): void {
    this.#blockNumber += 1;
    if (!this.isConnected) return;
    const head = this.#head();
    for (const listener of this.#listeners) listener(head);
  }

  /** Every call fails until {@link FakeChain.restoreConnection}. Blocks go on. */
  loseConnection(): void {
    this.#isConnected = false;
  }

  restoreConnection(): void {
    this.#isConnected = true;
    const head = this.#head();
    for (const listener of this.#listeners) listener(head);
  }

  async bestHead(options?: CallOptions): Promise<Head> {
    this.#assertUsable(options);
    return this.#head();
  }

  async finalizedHead(options?: CallOptions): Promise<Head> {
    this.#assertUsable(options);
    return this.#head();
  }

  subscribeHeads(listener: HeadListener): Unsubscribe {
    // An own function per call: the same listener may subscribe twice.
    const entry: HeadListener = (head) => listener(head);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  async metagraph(netuid: number, options?: CallOptions): Promise<Metagraph> {
    this.#assertUsable(options);
    return { netuid, block: this.#blockNumber, neurons: [...this.#neurons(netuid)] };
  }

  async uidOf(netuid: number, hotkey: string, options?: CallOptions): Promise<number | null> {
    this.#assertUsable(options);
    return this.#find(netuid, hotkey)?.uid ?? null;
  }

  async axonOf(netuid: number, hotkey: string, options?: CallOptions): Promise<AxonInfo | null> {
    this.#assertUsable(options);
    return this.#find(netuid, hotkey)?.axon ?? null;
  }

  async axonServedAt(netuid: number, hotkey: string, options?: CallOptions): Promise<number> {
    this.#assertUsable(options);
    return this.#find(netuid, hotkey)?.axon?.block ?? this.#resetAt.get(`${netuid}/${hotkey}`) ?? 0;
  }

  async servingRateLimit(_netuid: number, options?: CallOptions): Promise<number> {
    this.#assertUsable(options);
    return this.#servingRateLimitBlocks;
  }

  async timestampOf(_blockHash: Uint8Array, options?: CallOptions): Promise<number> {
    this.#assertUsable(options);
    return Date.now();
  }

  async balanceOf(address: string, options?: CallOptions): Promise<bigint> {
    decodeAddress(address);
    this.#assertUsable(options);
    return this.#balancesRao.get(address) ?? 0n;
  }

  async registrationTerms(netuid: number, options?: CallOptions): Promise<RegistrationTerms> {
    this.#assertUsable(options);
    this.#neurons(netuid);
    return this.#terms.get(netuid) ?? DEFAULT_TERMS;
  }

  async subnetRegisteredAt(netuid: number, options?: CallOptions): Promise<number> {
    this.#assertUsable(options);
    return this.#subnetRegisteredAt.get(netuid) ?? 0;
  }

  async registeredAt(netuid: number, uid: number, options?: CallOptions): Promise<number> {
    this.#assertUsable(options);
    return this.#registeredAt.get(`${netuid}/${uid}`) ?? 0;
  }

  async register(request: RegisterRequest, options?: CallOptions): Promise<Registration> {
    const { netuid, hotkey, maxPriceRao, signer } = request;
    decodeAddress(hotkey);
    const { priceRao, isOpen } = await this.registrationTerms(netuid, options);
    const balanceRao = await this.balanceOf(signer.ss58, options);
    const refuse = (detail: ChainError["detail"]): never => {
      throw new ChainError(detail, `${hotkey} cannot be registered`, { hint: "see the code" });
    };
    if (priceRao > maxPriceRao) {
      refuse({ code: "chain/price-too-high", netuid, maxPriceRao: String(maxPriceRao) });
    }
    if (!isOpen) refuse({ code: "chain/registration-closed", netuid });
    if (this.#find(netuid, hotkey)) refuse({ code: "chain/already-registered", netuid, hotkey });
    if (balanceRao <= priceRao) refuse({ code: "chain/balance-too-low", coldkey: signer.ss58 });
    this.setBalance(signer.ss58, balanceRao - priceRao);
    const uid = this.setNeuron(netuid, { hotkey, coldkey: signer.ss58 });
    return { uid, ...this.#inclusion() };
  }

  async serveAxon(request: ServeAxonRequest, options?: CallOptions): Promise<Inclusion> {
    this.#assertUsable(options);
    const { netuid, signer, ip, port, protocol = 0, version = 0 } = request;
    const hotkey = signer.ss58;
    const address = packAddress(ip);
    if (!address || port < 1 || port > 65_535) {
      throw new ChainError({ code: "chain/invalid-axon", ip, port }, `${ip}:${port} cannot be served`);
    }
    const neuron = this.#find(netuid, hotkey);
    if (!neuron) {
      throw new ChainError(
        { code: "chain/hotkey-not-registered", netuid, hotkey },
        `hotkey ${hotkey} is not registered on netuid ${netuid}`,
      );
    }
    const servedAt = await this.axonServedAt(netuid, hotkey, options);
    const sinceServed = this.#blockNumber - servedAt;
    if (servedAt > 0 && sinceServed < this.#servingRateLimitBlocks) {
      throw new ChainError(
        { code: "chain/serving-rate-limit", netuid, hotkey },
        `hotkey ${hotkey} served an axon ${sinceServed} blocks ago`,
      );
    }
    const block = this.#blockNumber + 1;
    const isReset = address.ip === 0n;
    if (isReset) this.#resetAt.set(`${netuid}/${hotkey}`, block);
    const axon: AxonInfo = { ip, port, ipType: address.ipType, protocol, version, block };
    this.setNeuron(netuid, { hotkey, axon: isReset ? null : axon });
    return this.#inclusion();
  }

  async weightTerms(netuid: number, options?: CallOptions): Promise<WeightTerms> {
    this.#assertUsable(options);
    return this.#weights.terms(netuid, this.#neurons(netuid).length);
  }

  async weightsOf(netuid: number, uid: number, options?: CallOptions): Promise<readonly Weight[]> {
    this.#assertUsable(options);
    return this.#weights.of(netuid, uid);
  }

  async setWeights(request: SetWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#aboutWeights(request, options, (uid, block) => this.#weights.set(request, uid, block));
  }

  async weightCommits(netuid: number, hotkey: string, options?: CallOptions): Promise<WeightCommits> {
    decodeAddress(hotkey);
    this.#assertUsable(options);
    return this.#weights.commits(netuid, hotkey, this.#blockNumber);
  }

  async commitWeights(request: CommitWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#aboutWeights(request, options, (uid, block) => this.#weights.commit(request, uid, block));
  }

  async revealWeights(request: RevealWeightsRequest, options?: CallOptions): Promise<Inclusion> {
    return this.#aboutWeights(request, options, (uid, block) => this.#weights.reveal(request, uid, block));
  }

  /** What `change` refuses is in no block. */
  #aboutWeights(
    { netuid, signer }: CommitWeightsRequest | SetWeightsRequest,
    options: CallOptions | undefined,
    change: (uid: number, block: number) => void,
  ): Inclusion {
    this.#assertUsable(options);
    const hotkey = signer.ss58;
    this.#neurons(netuid);
    const uid = this.#find(netuid, hotkey)?.uid;
    if (uid === undefined) {
      const detail = { code: "chain/hotkey-not-registered", netuid, hotkey } as const;
      throw new ChainError(detail, `hotkey ${hotkey} is not registered on netuid ${netuid}`);
    }
    change(uid, this.#blockNumber + 1);
    this.produceBlock();
    return this.#inclusion();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
  }

  #inclusion(): Inclusion {
    const { number, hash } = this.#head();
    return { blockNumber: number, blockHash: hash, extrinsicHash: digest(`extrinsic ${number}`) };
  }

  #head(): Head {
    return { number: this.#blockNumber, hash: digest(`block ${this.#blockNumber}`) };
  }

  #find(netuid: number, hotkey: string): Neuron | undefined {
    decodeAddress(hotkey);
    return this.#subnets.get(netuid)?.find((neuron) => neuron.hotkey === hotkey);
  }

  #neurons(netuid: number): Neuron[] {
    const neurons = this.#subnets.get(netuid);
    if (!neurons) {
      throw new ChainError({ code: "chain/subnet-not-found", netuid }, `there is no subnet ${netuid}`);
    }
    return neurons;
  }

  #assertUsable(options: CallOptions = {}): void {
    options.signal?.throwIfAborted();
    if (this.#isClosed) throw new ChainError({ code: "chain/closed" }, "the chain client was closed");
    if (!this.#isConnected) {
      throw new ChainError(
        { code: "chain/disconnected", endpoint: this.endpoint },
        `the connection to ${this.endpoint} is lost`,
      );
    }
  }
}

function digest(text: string): Uint8Array {
  return Uint8Array.from(createHash("blake2s256").update(text).digest());
}
