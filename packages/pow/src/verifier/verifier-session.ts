import { HOTKEY_SCHEME_CODES } from "../delegation.js";
import { ABORT_CODES, type AbortCode } from "../rules/outcome.js";
import { encodeParams } from "../rules/params.js";
import { commitToOpening } from "../rules/seeds.js";
import { MIN_RTT_SAMPLES } from "../rules/timing.js";
import { SessionEvaluation } from "../transcript/session-evaluation.js";
import type { Transcript, TranscriptFrame } from "../transcript/transcript.js";
import { encodeUnsigned } from "../wire/frame.js";
import { signFrame } from "../wire/hash-chain.js";
import type { SessionCredential, VerifyHotkey } from "../wire/identity.js";
import { ALL_GPUS, type Direction, type GpuSpec, type Message } from "../wire/message.js";
import type { BlockReference, ChallengeRequest, GpuRequest } from "./verifier-options.js";

/** What a validator does next. */
export type VerifierStep =
  | { readonly do: "send"; readonly frame: Uint8Array }
  | { readonly do: "wait"; readonly untilUs: number }
  /** Close the session: nothing that could still come would change the outcome. */
  | { readonly do: "end" };

/** The limits of section 16, in microseconds. */
const READY_LIMIT_US = 30_000_000;
const PONG_LIMIT_US = 2_000_000;
const CHALLENGE_LIMIT_US = 120_000_000;
const MAX_PINGS = 20;
/** The last answered ping is not older than this when the Challenge is sent (section 15). */
const FRESH_PONG_US = 2_000_000;
const IDLE_PING_US = 1_000_000;

export interface VerifierSessionOptions {
  readonly request: ChallengeRequest;
  readonly credential: SessionCredential;
  readonly verifyHotkey: VerifyHotkey;
  readonly random: (byteCount: number) => Uint8Array;
  /** Unix time: what the Prepare states. */
  readonly wallMs: number;
}

/**
 * The validator's side of a session (section 16), without any input or output.
 *
 * Ask {@link VerifierSession.next} what to do, do it, and report it with {@link VerifierSession.record}. Its states are
 * the phases of {@link SessionEvaluation}, which also judges what arrives: live sessions and stored ones have one rule.
 */
export class VerifierSession {
  readonly evaluation: SessionEvaluation;
  readonly #options: VerifierSessionOptions;
  readonly #cid: Uint8Array;
  readonly #openSecret: Uint8Array;
  readonly #frames: TranscriptFrame[] = [];
  #block: BlockReference | undefined;
  #isLost = false;
  #phaseUs = 0;
  #pingCount = 0;
  #lastPingUs = 0;
  #lastPongUs: number | undefined;
  #isPingAnswered = true;

  constructor(options: VerifierSessionOptions) {
    this.#options = options;
    this.#cid = options.random(16);
    this.#openSecret = options.random(32);
    this.evaluation = new SessionEvaluation({ verifyHotkey: options.verifyHotkey });
  }

  /** Whether the block of the Challenge is needed now. */
  get wantsBlock(): boolean {
    return this.evaluation.phase === "ping" && this.evaluation.rttSamples >= MIN_RTT_SAMPLES;
  }

  /** Everything said so far. */
  transcript(endUs: number): Transcript {
    return { frames: this.#frames, endUs };
  }

  /** The moment of the Challenge has come. */
  offerBlock(block: BlockReference): void {
    this.#block = block;
  }

  /** Nothing more will arrive. After the Challenge the limits are waited out all the same. */
  lose(): void {
    this.#isLost = true;
  }

  /**
   * Takes in a frame that was sent or has arrived.
   *
   * A frame that was delivered to us after something that was sent later is given the later time, so that times never
   * go back: it is microseconds, and only pongs and frames after a limit can be so.
   */
  async record(direction: Direction, bytes: Uint8Array, us: number): Promise<void> {
    const frame = { direction, us: Math.max(Math.floor(us), this.#frames.at(-1)?.us ?? 0), bytes };
    const { phase, rttSamples } = this.evaluation;
    this.#frames.push(frame);
    await this.evaluation.push(frame);
    if (this.evaluation.phase !== phase) this.#phaseUs = frame.us;
    if (this.evaluation.rttSamples !== rttSamples) {
      this.#lastPongUs = frame.us;
      this.#isPingAnswered = true;
    }
  }

  /** What to do at `nowUs`. Ask again after every frame, and when a wait is over. */
  next(nowUs: number): VerifierStep {
    const { evaluation } = this;
    if (evaluation.isClosed) return { do: "end" };
    switch (evaluation.phase) {
      case "prepare":
        return { do: "send", frame: this.#prepareFrame() };
      case "ready":
        return this.#isLost ? { do: "end" } : waitUntil(this.#phaseUs + READY_LIMIT_US, nowUs);
      case "ping":
        return this.#isLost ? { do: "end" } : this.#nextPing(nowUs);
      case "fill":
        return this.#nextCommits("commit1", nowUs);
      case "walk":
        return this.#nextCommits("commit2", nowUs);
      case "open": {
        if (evaluation.gpus.every((gpu) => gpu.has("openings"))) return { do: "end" };
        return waitUntil((evaluation.hardLimitUs ?? 0) + 1, nowUs);
      }
    }
  }

  /** A signed Abort for all GPUs; `undefined` before the Prepare. */
  abortFrame(code: AbortCode, detail: string): Uint8Array | undefined {
    if (this.evaluation.prepare === undefined) return undefined;
    return this.#sign({ type: "abort", cid: this.#cid, gpu: ALL_GPUS, code: ABORT_CODES[code].code, detail });
  }

  /** Signs a message of this session. */
  sign(message: Message): Uint8Array {
    return this.#sign({ ...message, cid: this.#cid });
  }

  #nextPing(nowUs: number): VerifierStep {
    if (nowUs >= this.#phaseUs + CHALLENGE_LIMIT_US) return { do: "end" };
    const pongUs = this.#lastPongUs;
    const isFresh = pongUs !== undefined && nowUs - pongUs <= FRESH_PONG_US;
    const hasEnough = this.evaluation.rttSamples >= MIN_RTT_SAMPLES;
    if (hasEnough && this.#block !== undefined && isFresh) return this.#challenge(this.#block);

    const pingLimitUs = this.#lastPingUs + PONG_LIMIT_US;
    if (!this.#isPingAnswered && nowUs < pingLimitUs) return { do: "wait", untilUs: pingLimitUs };
    if (!hasEnough) return this.#pingCount < MAX_PINGS ? this.#ping(nowUs) : { do: "end" };
    if (this.#block !== undefined)
      return this.#isPingAnswered ? this.#ping(nowUs) : this.#challenge(this.#block);
    const idleUntilUs = (pongUs ?? nowUs) + IDLE_PING_US;
    return nowUs < idleUntilUs ? { do: "wait", untilUs: idleUntilUs } : this.#ping(nowUs);
  }

  #ping(nowUs: number): VerifierStep {
    this.#pingCount += 1;
    this.#isPingAnswered = false;
    this.#lastPingUs = nowUs;
    const token = this.#options.random(16);
    return { do: "send", frame: encodeUnsigned({ type: "ping", cid: this.#cid, token }) };
  }

  #challenge({ blockNumber, blockHash }: BlockReference): VerifierStep {
    const random = this.#options.random(32);
    const frame = this.#sign({ type: "challenge", cid: this.#cid, blockNumber, blockHash, random });
    return { do: "send", frame };
  }

  #nextCommits(kind: "commit1" | "commit2", nowUs: number): VerifierStep {
    const { evaluation } = this;
    const limitUs = evaluation.hardLimitUs ?? 0;
    const hasAll = evaluation.gpus.every((gpu) => gpu.has(kind));
    if (!hasAll && nowUs < limitUs) return { do: "wait", untilUs: limitUs };
    const isAnyLeft = evaluation.gpus.some(
      (gpu) => gpu.reason === undefined && gpu.recorded(kind) !== undefined,
    );
    if (!isAnyLeft) return { do: "end" };
    const type = kind === "commit1" ? "nonce" : "open";
    const value = kind === "commit1" ? this.#options.random(32) : this.#openSecret;
    const frame = this.#sign({ type, cid: this.#cid, value, commits: evaluation.commits(kind) });
    return { do: "send", frame };
  }

  #prepareFrame(): Uint8Array {
    const { request, credential, wallMs } = this.#options;
    const { delegation } = credential;
    return this.#sign({
      type: "prepare",
      cid: this.#cid,
      wallMs: BigInt(wallMs),
      genesis: request.genesis,
      validatorScheme: HOTKEY_SCHEME_CODES[delegation.scheme],
      validatorKey: delegation.hotkey,
      minerScheme: HOTKEY_SCHEME_CODES[request.miner.scheme],
      minerKey: request.miner.publicKey,
      executorId: request.executorId,
      session: credential.key.publicKey,
      notBeforeMs: BigInt(delegation.notBeforeMs),
      notAfterMs: BigInt(delegation.notAfterMs),
      delegation: delegation.signature,
      openCommit: commitToOpening(this.#cid, this.#openSecret),
      gpus: request.gpus.toSorted((a, b) => Buffer.compare(a.uuid, b.uuid)).map(toSpec),
    });
  }

  #sign(message: Message): Uint8Array {
    return signFrame(this.evaluation.chain, message, this.#options.credential.key).bytes;
  }
}

function toSpec({ uuid, params, opsPerUs, bytesPerUs, classId }: GpuRequest): GpuSpec {
  return { uuid, params: encodeParams(params), opsPerUs, bytesPerUs, classId, zero: 0 };
}

function waitUntil(untilUs: number, nowUs: number): VerifierStep {
  return nowUs < untilUs ? { do: "wait", untilUs } : { do: "end" };
}
