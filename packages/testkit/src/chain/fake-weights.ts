import {
  ChainError,
  weightCommitHash,
  type CommitWeightsRequest,
  type RevealWeightsRequest,
  type RevealWindow,
  type SetWeightsRequest,
  type Weight,
  type WeightCommit,
  type WeightCommits,
  type WeightTerms,
} from "@headframe/chain";

type OwnTerms = Omit<WeightTerms, "lastUpdateBlocks">;

interface Commit {
  readonly hash: string;
  readonly block: number;
}

const DEFAULT_TERMS: OwnTerms = {
  versionKey: 0n,
  rateLimitBlocks: 100,
  minUids: 1,
  maxShare: 1,
  isCommitReveal: false,
  stakeThresholdRao: 0n,
};

/** Epochs between a commitment and its revelation. */
const REVEAL_PERIOD_EPOCHS = 1;

const MOST_UNREVEALED = 10;

/** The weights of a fake chain, with the refusals of a real one. */
export class FakeWeights {
  /** Blocks of an epoch. */
  tempo = 360;
  readonly #terms = new Map<number, Partial<OwnTerms>>();
  readonly #weights = new Map<string, readonly Weight[]>();
  readonly #lastUpdates = new Map<string, number>();
  readonly #commits = new Map<string, readonly Commit[]>();

  setTerms(netuid: number, terms: Partial<OwnTerms>): void {
    this.#terms.set(netuid, { ...this.#terms.get(netuid), ...terms });
  }

  terms(netuid: number, neurons: number): WeightTerms {
    const lastUpdateBlocks = Array.from(
      { length: neurons },
      (_, uid) => this.#lastUpdates.get(`${netuid}/${uid}`) ?? 0,
    );
    return { ...this.#ownTerms(netuid), lastUpdateBlocks };
  }

  of(netuid: number, uid: number): readonly Weight[] {
    return this.#weights.get(`${netuid}/${uid}`) ?? [];
  }

  set(request: SetWeightsRequest, uid: number, block: number): void {
    const { netuid } = request;
    if (this.#ownTerms(netuid).isCommitReveal) refuse(netuid, "CommitRevealEnabled");
    this.#checkRate(request, uid, block);
    this.#put(request, uid);
    this.#lastUpdates.set(`${netuid}/${uid}`, block);
  }

  commits(netuid: number, hotkey: string, block: number): WeightCommits {
    const current = this.#epochOf(block + 1);
    const commits = this.#kept(netuid, hotkey).map((commit): WeightCommit => {
      const window = this.#windowAfter(commit.block);
      const isEarly = current < window.epoch;
      return { ...commit, window, phase: isEarly ? "early" : current === window.epoch ? "due" : "expired" };
    });
    return { block, commits, next: this.#windowAfter(block + 1) };
  }

  commit({ netuid, commitHash: hash, signer }: CommitWeightsRequest, uid: number, block: number): void {
    if (!this.#ownTerms(netuid).isCommitReveal) refuse(netuid, "CommitRevealDisabled");
    this.#checkRate({ netuid, signer }, uid, block);
    const { commits } = this.commits(netuid, signer.ss58, block - 1);
    const live = commits.filter(({ phase }) => phase !== "expired");
    if (live.length >= MOST_UNREVEALED) refuse(netuid, "TooManyUnrevealedCommits");
    this.#commits.set(`${netuid}/${signer.ss58}`, [...live, { hash, block }]);
    this.#lastUpdates.set(`${netuid}/${uid}`, block);
  }

  reveal(request: RevealWeightsRequest, uid: number, block: number): void {
    const { netuid, signer } = request;
    if (!this.#ownTerms(netuid).isCommitReveal) refuse(netuid, "CommitRevealDisabled");
    const { commits } = this.commits(netuid, signer.ss58, block - 1);
    const hash = weightCommitHash({ ...request, publicKey: signer.publicKey });
    const at = commits.findIndex((commit) => commit.hash === hash);
    const hotkey = signer.ss58;
    if (at === -1)
      throw new ChainError({ code: "chain/no-such-commit", netuid, hotkey }, `no commit ${hash}`);
    if (commits[at]?.phase !== "due") {
      throw new ChainError({ code: "chain/not-reveal-epoch", netuid, hotkey }, `${hash} is not due`);
    }
    this.#put(request, uid);
    this.#commits.set(`${netuid}/${hotkey}`, commits.slice(at + 1));
  }

  #put({ netuid, weights, versionKey }: SetWeightsRequest, uid: number): void {
    if (versionKey < this.#ownTerms(netuid).versionKey) refuse(netuid, "IncorrectWeightVersionKey");
    const largest = Math.max(1, ...weights.map(({ weight }) => weight));
    const scaled = weights.map((each) => ({ ...each, weight: Math.floor((each.weight * 65_535) / largest) }));
    this.#weights.set(`${netuid}/${uid}`, scaled);
  }

  #checkRate(
    { netuid, signer }: Pick<SetWeightsRequest, "netuid" | "signer">,
    uid: number,
    block: number,
  ): void {
    const last = this.#lastUpdates.get(`${netuid}/${uid}`) ?? 0;
    if (last === 0 || block - last >= this.#ownTerms(netuid).rateLimitBlocks) return;
    const hotkey = signer.ss58;
    throw new ChainError({ code: "chain/weights-rate-limit", netuid, hotkey }, `${hotkey} did so lately`);
  }

  #ownTerms(netuid: number): OwnTerms {
    return { ...DEFAULT_TERMS, ...this.#terms.get(netuid) };
  }

  #kept(netuid: number, hotkey: string): readonly Commit[] {
    return this.#commits.get(`${netuid}/${hotkey}`) ?? [];
  }

  #windowAfter(block: number): RevealWindow {
    const epoch = this.#epochOf(block) + REVEAL_PERIOD_EPOCHS;
    return { epoch, firstBlock: epoch * this.tempo, lastBlock: (epoch + 1) * this.tempo - 1 };
  }

  #epochOf(block: number): number {
    return Math.floor(block / this.tempo);
  }
}

function refuse(netuid: number, reason: string): never {
  throw new ChainError({ code: "chain/weights-refused", netuid, reason }, `weights are refused: ${reason}`);
}
