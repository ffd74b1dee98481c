import { ABORT_CODES, type Reason } from "../rules/outcome.js";
import { parseParams } from "../rules/params.js";
import { commitToOpening } from "../rules/seeds.js";
import { deadlinesOf, distanceAllowanceUs, hardLimitUs, OPENINGS_LIMIT_US } from "../rules/timing.js";
import { checkPrepare } from "../wire/check-prepare.js";
import { decodeFrame, frameTypeOf, HEADER_BYTES, type DecodedFrame } from "../wire/frame.js";
import { decodeFrameAs, frameDigest, isSignedBy, type ChainState } from "../wire/hash-chain.js";
import type { SessionContext, VerifyHotkey } from "../wire/identity.js";
import {
  ALL_GPUS,
  type AbortMessage,
  type ListMessage,
  type Message,
  type PrepareMessage,
  type ReadyMessage,
} from "../wire/message.js";
import { isSameBytes } from "../wire/same-bytes.js";
import { isExecutorDelegated, isValidatorDelegated } from "./check-delegation.js";
import { isInContext } from "./context.js";
import { GpuRecord, type RecordedKind } from "./gpu-record.js";
import { RoundTrips } from "./round-trips.js";
import type { TranscriptFrame } from "./transcript.js";
import { isVerdictFrame } from "./transcript-hash.js";

/** How far a session has come (section 17.3). */
export type Phase = "prepare" | "ready" | "ping" | "fill" | "walk" | "open";

/** In which phase a frame is recorded. */
const RECORDING_PHASES = {
  commit1: "fill",
  commit2: "walk",
  openings: "open",
} as const satisfies Record<RecordedKind, Phase>;

const PHASES: readonly Phase[] = ["prepare", "ready", "ping", "fill", "walk", "open"];
const NO_COMMIT = new Uint8Array(32);

/** When the messages that deadlines count from were sent, in microseconds. */
export interface PhaseTimes {
  /** T0, of the Challenge. */
  readonly challengeUs?: number;
  /** T2, of the Nonce. */
  readonly nonceUs?: number;
  /** T4, of the Open. */
  readonly openUs?: number;
}

/** An Abort, and who sent it. */
export interface SessionAbort {
  readonly by: "validator" | "executor";
  readonly message: AbortMessage;
}

export interface SessionEvaluationOptions {
  readonly verifyHotkey: VerifyHotkey;
  /** Left out, a session between any parties will do. */
  readonly context?: SessionContext | undefined;
}

/**
 * Follows a session frame by frame by the rules of section 17.3, live or from a transcript.
 *
 * States: the six phases in order; closed by a session reason or a Verdict. What remains to be said at the end, and the
 * openings themselves, is the part of `judgeSession`.
 */
export class SessionEvaluation {
  readonly #options: SessionEvaluationOptions;
  readonly #roundTrips = new RoundTrips();
  #phase: Phase = "prepare";
  /** Whether a Prepare could be read: only the first one tells which GPUs there are. */
  #hasSpecs = false;
  #gpus: readonly GpuRecord[] = [];
  #sessionReason: Reason | undefined;
  #isVerdictProcessed = false;
  #prepare: PrepareMessage | undefined;
  #ready: ReadyMessage | undefined;
  #abort: SessionAbort | undefined;
  #chain: ChainState = {};
  #times: PhaseTimes = {};
  #lastUs = 0;

  constructor(options: SessionEvaluationOptions) {
    this.#options = options;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** One per GPU of the first readable Prepare, even if it was refused. */
  get gpus(): readonly GpuRecord[] {
    return this.#gpus;
  }

  /** Applies to every GPU that has no reason of its own. */
  get sessionReason(): Reason | undefined {
    return this.#sessionReason;
  }

  /** Whether further frames change nothing. */
  get isClosed(): boolean {
    return this.#sessionReason !== undefined || this.#isVerdictProcessed;
  }

  /** The accepted Prepare. */
  get prepare(): PrepareMessage | undefined {
    return this.#prepare;
  }

  /** The first Ready with a right signature, also one that refuses. */
  get ready(): ReadyMessage | undefined {
    return this.#ready;
  }

  /** The first Abort with a right signature. */
  get abort(): SessionAbort | undefined {
    return this.#abort;
  }

  get chain(): ChainState {
    return this.#chain;
  }

  get times(): PhaseTimes {
    return this.#times;
  }

  get rttSamples(): number {
    return this.#roundTrips.count;
  }

  get rttMinUs(): number | undefined {
    return this.#roundTrips.minUs;
  }

  /** The time of the last frame before the Verdict. */
  get lastUs(): number {
    return this.#lastUs;
  }

  /** When V need not wait any longer for commits or openings: T0 + H1, T2 + H2, T4 + 10 s. */
  get hardLimitUs(): number | undefined {
    const { challengeUs, nonceUs, openUs } = this.#times;
    if (openUs !== undefined) return openUs + OPENINGS_LIMIT_US;
    if (nonceUs !== undefined)
      return nonceUs + hardLimitUs(this.#gpus.map((gpu) => gpu.deadlines?.d2Us ?? 0));
    if (challengeUs === undefined) return undefined;
    return challengeUs + hardLimitUs(this.#gpus.map((gpu) => gpu.deadlines?.d1Us ?? 0));
  }

  /** What the GPUs committed to, in slot order, zeros where there is nothing: the list of a Nonce or an Open. */
  commits(kind: "commit1" | "commit2"): readonly Uint8Array[] {
    return this.#gpus.map((gpu) => gpu.recorded(kind)?.content ?? NO_COMMIT);
  }

  /** Takes in the next frame. Frames come in the order of the transcript. */
  async push(frame: TranscriptFrame): Promise<void> {
    this.#noteGpus(frame);
    if (this.isClosed) return;
    if (!isVerdictFrame(frame)) {
      if (frame.us < this.#lastUs) return this.#stop("v_malformed");
      this.#lastUs = frame.us;
    }
    const decoded = decodeFrame(frame.bytes, frame.direction);
    if (decoded === undefined || !this.#fitsSession(decoded.message)) {
      if (frame.direction === "V>E") return this.#stop("v_malformed");
      return this.#blameExecutor("malformed", frame.bytes);
    }
    if (frame.direction === "V>E") await this.#takeFromValidator(decoded, frame.us);
    else await this.#takeFromExecutor(decoded, frame.us);
  }

  #stop(reason: Reason): void {
    this.#sessionReason = reason;
  }

  #noteGpus(frame: TranscriptFrame): void {
    if (this.#hasSpecs || frame.direction !== "V>E") return;
    const prepare = decodeFrameAs(frame.bytes, "V>E", "prepare")?.message;
    if (prepare === undefined) return;
    this.#hasSpecs = true;
    this.#gpus = prepare.gpus.map(({ uuid, params }, slot) => {
      const parsed = parseParams(params);
      return new GpuRecord(slot, uuid, params, parsed.ok ? parsed.params : undefined);
    });
  }

  /** The part of step 1 that needs an accepted Prepare. */
  #fitsSession(message: Message): boolean {
    if (this.#prepare === undefined) return true;
    if (!isSameBytes(message.cid, this.#prepare.cid)) return false;
    switch (message.type) {
      case "commit1":
      case "commit2":
      case "openings":
        return message.gpu < this.#gpus.length;
      case "nonce":
      case "open":
        return message.commits.length === this.#gpus.length;
      case "abort":
        return message.gpu < this.#gpus.length || message.gpu === ALL_GPUS;
      case "prepare":
      case "ready":
      case "ping":
      case "pong":
      case "challenge":
      case "verdict":
        return true;
    }
  }

  /** Gives a reason to the GPU that the frame names, if it names one, else to the session (end of step 1). */
  #blameExecutor(reason: "malformed" | "out_of_order", frame: Uint8Array): void {
    const type = frameTypeOf(frame);
    const namesGpu = type === "commit1" || type === "commit2" || type === "openings";
    const gpu = this.#gpus[frame[HEADER_BYTES] ?? ALL_GPUS];
    if (this.#prepare !== undefined && namesGpu && gpu !== undefined) gpu.settle(reason);
    else this.#stop(reason);
  }

  async #takeFromValidator(frame: DecodedFrame, us: number): Promise<void> {
    const { message } = frame;
    const phase = this.#phase;
    if (message.type === "prepare" && phase === "prepare") return this.#takePrepare(message, frame);
    if (message.type === "ping" && phase === "ping") return this.#roundTrips.ping(message.token, us);
    if (message.type === "challenge" && phase === "ping") return this.#takeChallenge(frame, us);
    if (message.type === "nonce" && phase === "fill") return this.#takeNonce(message, frame, us);
    if (message.type === "open" && phase === "walk") return this.#takeOpen(message, frame, us);
    if (this.#prepare === undefined || (message.type !== "verdict" && message.type !== "abort")) {
      return this.#stop("v_out_of_order");
    }
    if (!isSignedBy(this.#chain, frame, this.#prepare.session)) return this.#stop("v_bad_signature");
    if (message.type === "verdict") {
      this.#isVerdictProcessed = true;
      return;
    }
    this.#abort ??= { by: "validator", message };
    this.#stop("aborted");
  }

  async #takeFromExecutor(frame: DecodedFrame, us: number): Promise<void> {
    const { message } = frame;
    if (message.type === "ready" && this.#phase === "ready") return this.#takeReady(message, frame);
    if (this.#hasReached("ping")) {
      if (message.type === "pong") {
        if (this.#phase === "ping") this.#roundTrips.pong(message.token, us);
        return;
      }
      if (message.type === "abort") return this.#takeExecutorAbort(message, frame, us);
      const isCommit = message.type === "commit1" || message.type === "commit2";
      if ((isCommit || message.type === "openings") && this.#hasReached(RECORDING_PHASES[message.type])) {
        return this.#takeAnswer(message.type, frame, us);
      }
    }
    this.#blameExecutor("out_of_order", frame.bytes);
  }

  #hasReached(phase: Phase): boolean {
    return PHASES.indexOf(this.#phase) >= PHASES.indexOf(phase);
  }

  async #takePrepare(prepare: PrepareMessage, frame: DecodedFrame): Promise<void> {
    const { context, verifyHotkey } = this.#options;
    if (checkPrepare(prepare) === undefined) return this.#stop("v_bad_params");
    if (context !== undefined && !isInContext(prepare, context)) return this.#stop("v_context");
    if (!(await isValidatorDelegated(prepare, verifyHotkey))) return this.#stop("v_bad_delegation");
    if (!isSignedBy({}, frame, prepare.session)) return this.#stop("v_bad_signature");
    this.#prepare = prepare;
    this.#chain = { prepare: frameDigest({}, "prepare", frame.unsigned) };
    this.#phase = "ready";
  }

  async #takeReady(ready: ReadyMessage, frame: DecodedFrame): Promise<void> {
    const prepare = this.#prepare;
    if (prepare === undefined) throw new Error("there is no phase ready without a Prepare");
    if (!(await isExecutorDelegated(ready, prepare, this.#options.verifyHotkey))) {
      return this.#stop("bad_delegation");
    }
    if (!isSignedBy(this.#chain, frame, ready.session)) return this.#stop("bad_signature");
    this.#ready = ready;
    if (ready.status !== 0) return this.#stop("refused");
    const isSameList =
      ready.claims.length === this.#gpus.length &&
      this.#gpus.every((gpu, slot) => isSameBytes(gpu.uuid, ready.claims[slot]?.uuid));
    if (!isSameList) return this.#stop("ready_mismatch");
    this.#chain = { ...this.#chain, ready: frameDigest(this.#chain, "ready", frame.unsigned) };
    this.#phase = "ping";
  }

  #takeChallenge(frame: DecodedFrame, us: number): void {
    const rttMinUs = this.#roundTrips.minUs;
    if (rttMinUs === undefined) return this.#stop("no_rtt");
    if (!this.#isSignedByValidator(frame)) return this.#stop("v_bad_signature");
    const allowanceUs = distanceAllowanceUs(rttMinUs);
    for (const gpu of this.#gpus) {
      const rates = this.#prepare?.gpus[gpu.slot];
      if (gpu.params !== undefined && rates !== undefined) {
        gpu.deadlines = deadlinesOf(gpu.params, rates, allowanceUs);
      }
    }
    this.#chain = { ...this.#chain, challenge: frameDigest(this.#chain, "challenge", frame.unsigned) };
    this.#times = { challengeUs: us };
    this.#phase = "fill";
  }

  #takeNonce(message: ListMessage, frame: DecodedFrame, us: number): void {
    if (!this.#isSignedByValidator(frame)) return this.#stop("v_bad_signature");
    if (!this.#closePhase("commit1", message, us)) return;
    this.#chain = { ...this.#chain, nonce: frameDigest(this.#chain, "nonce", frame.unsigned) };
    this.#times = { ...this.#times, nonceUs: us };
    this.#phase = "walk";
  }

  #takeOpen(message: ListMessage, frame: DecodedFrame, us: number): void {
    if (!this.#isSignedByValidator(frame)) return this.#stop("v_bad_signature");
    const openCommit = commitToOpening(message.cid, message.value);
    if (!isSameBytes(openCommit, this.#prepare?.openCommit)) return this.#stop("v_bad_reveal");
    if (!this.#closePhase("commit2", message, us)) return;
    this.#chain = { ...this.#chain, open: frameDigest(this.#chain, "open", frame.unsigned) };
    this.#times = { ...this.#times, openUs: us };
    this.#phase = "open";
  }

  /** What Nonce and Open have in common: the list, the waiting, the GPUs that are missing. */
  #closePhase(kind: "commit1" | "commit2", message: ListMessage, us: number): boolean {
    if (!this.commits(kind).every((commit, slot) => isSameBytes(commit, message.commits[slot]))) {
      this.#stop("v_bad_vector");
      return false;
    }
    if (us < (this.hardLimitUs ?? 0) && !this.#gpus.every((gpu) => gpu.has(kind))) {
      this.#stop("v_early");
      return false;
    }
    for (const gpu of this.#gpus) {
      if (gpu.recorded(kind) === undefined) gpu.settle(`${kind}_missing`);
    }
    return true;
  }

  #takeExecutorAbort(message: AbortMessage, frame: DecodedFrame, us: number): void {
    if (!this.#isSignedByExecutor(frame)) return this.#stop("bad_signature");
    this.#abort ??= { by: "executor", message };
    if (this.#phase === "ping") return this.#stop("aborted");
    if (message.code === ABORT_CODES.timed_out.code && this.#waitedInVain(us))
      return this.#stop("v_incomplete");
    if (message.gpu === ALL_GPUS) return this.#stop("executor_abort");
    this.#gpus[message.gpu]?.settle("executor_abort");
  }

  /** Whether E did all it could and V let the limit pass. */
  #waitedInVain(us: number): boolean {
    if (this.#phase !== "fill" && this.#phase !== "walk") return false;
    const kind = this.#phase === "fill" ? "commit1" : "commit2";
    return us >= (this.hardLimitUs ?? 0) && this.#gpus.every((gpu) => gpu.has(kind));
  }

  /** Step 6: commits and openings. */
  #takeAnswer(kind: RecordedKind, frame: DecodedFrame, us: number): void {
    const { message } = frame;
    if (message.type !== "commit1" && message.type !== "commit2" && message.type !== "openings") return;
    const gpu = this.#gpus[message.gpu];
    if (gpu === undefined) return;
    if (kind === "commit2" && gpu.recorded("commit1") === undefined) return;
    if (kind === "openings") {
      if (gpu.recorded("commit2") === undefined || us > (this.hardLimitUs ?? 0)) return;
    }
    const first = gpu.recorded(kind);
    if (isSameBytes(frame.bytes, first?.bytes)) return;
    if (!this.#isSignedByExecutor(frame)) return gpu.settle("bad_signature");
    if (first !== undefined) return gpu.settle("equivocation");
    if (this.#phase !== RECORDING_PHASES[kind]) return;
    const content = message.type === "openings" ? message.body : message.root;
    gpu.record(kind, { us, bytes: frame.bytes, content });
  }

  #isSignedByValidator(frame: DecodedFrame): boolean {
    return this.#prepare !== undefined && isSignedBy(this.#chain, frame, this.#prepare.session);
  }

  #isSignedByExecutor(frame: DecodedFrame): boolean {
    return this.#ready !== undefined && isSignedBy(this.#chain, frame, this.#ready.session);
  }
}
