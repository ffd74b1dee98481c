import { errorMessage } from "@headframe/kit";

import {
  ABORT_CODES,
  abortCodeOf,
  READY_STATUSES,
  type AbortCode,
  type ReadyRefusal,
} from "../rules/outcome.js";
import { commitToOpening } from "../rules/seeds.js";
import { deadlinesOf, hardLimitUs, WORST_ALLOWANCE_US } from "../rules/timing.js";
import { shortenDetail } from "../session/shorten-detail.js";
import type { CheckedSpec } from "../wire/check-prepare.js";
import { decodeFrame, encodeUnsigned, type DecodedFrame } from "../wire/frame.js";
import { frameDigest, isSignedBy, signFrame, type ChainState } from "../wire/hash-chain.js";
import type { SessionCredential } from "../wire/identity.js";
import {
  ALL_GPUS,
  type GpuClaim,
  type ListMessage,
  type Message,
  type PrepareMessage,
} from "../wire/message.js";
import { isSameBytes } from "../wire/same-bytes.js";
import type { ProverAction, ProverEvent } from "./prover-events.js";
import type { ProverEnd } from "./prover-outcome.js";
import { ProverSlot } from "./prover-slot.js";

/** The limits of section 16, in microseconds. */
const PREPARE_LIMIT_US = 30_000_000;
const CHALLENGE_LIMIT_US = 120_000_000;
const COMMIT_EXTRA_US = 10_000_000;
const VERDICT_LIMIT_US = 120_000_000;

/**
 * `committed` and `walked` of section 16 are the ends of `filling` and `walking` here: nothing but Nonce or Open ends
 * them, and their limits count from the Challenge and the Nonce anyway.
 */
type ProverState =
  | "idle"
  | "screening"
  | "preparing"
  | "ready"
  | "checking-block"
  | "filling"
  | "walking"
  | "opening"
  | "ended";

/** What each state waits to hear from the validator, besides Verdict and Abort. */
const EXPECTED: Partial<Record<ProverState, Message["type"]>> = {
  ready: "challenge",
  filling: "nonce",
  walking: "open",
};

export interface ProverSessionOptions {
  readonly credential: SessionCredential | undefined;
  /** Names the software in Ready. */
  readonly agent: string;
  /** Whether the block of a Challenge is to be checked. */
  readonly checksBlocks: boolean;
}

/**
 * The executor's side of a session (section 16), without any input or output: events go in, actions come out.
 *
 * Before Ready every failure is a Ready that refuses; after it, an Abort.
 */
export class ProverSession {
  readonly #options: ProverSessionOptions;
  #state: ProverState = "idle";
  #limitUs: number | undefined;
  #nowUs = 0;
  #actions: ProverAction[] = [];
  #chain: ChainState = {};
  #prepare: PrepareMessage | undefined;
  #specs: readonly CheckedSpec[] = [];
  #slots: readonly ProverSlot[] = [];

  constructor(options: ProverSessionOptions) {
    this.#options = options;
  }

  /** When to send a `tick`, if nothing else happens before. */
  get deadlineUs(): number | undefined {
    return this.#limitUs;
  }

  /** The Prepare, once one could be read. */
  get prepare(): PrepareMessage | undefined {
    return this.#prepare;
  }

  /** What each slot was asked for, once the Prepare was found good. */
  get specs(): readonly CheckedSpec[] {
    return this.#specs;
  }

  /** Takes in what happened at `nowUs` and gives what is to be done, in order. */
  handle(event: ProverEvent, nowUs: number): readonly ProverAction[] {
    this.#nowUs = nowUs;
    this.#actions = [];
    if (this.#state !== "ended") this.#take(event);
    return this.#actions;
  }

  #take(event: ProverEvent): void {
    switch (event.kind) {
      case "frame":
        return this.#takeFrame(event.bytes);
      case "admitted":
        return this.#startPreparing(event.specs);
      case "refused":
        return this.#refuse(event.status, event.detail);
      case "prepared":
        return this.#becomeReady(event.claims);
      case "block-checked":
        return event.isFresh
          ? this.#startFilling()
          : this.#abort("bad_params", "the block is not known here or too old");
      case "filled":
        return this.#commit("commit1", event.slot, (slot) => slot.commitToFill(event.roots));
      case "walked":
        return this.#commit("commit2", event.slot, (slot) => slot.commitToWalk(event.root));
      case "opened":
        return this.#sendOpenings(event);
      case "device-failed":
        return this.#dropSlot(event.slot, event.detail);
      case "agent-lost":
        return this.#isBeforeReady
          ? this.#refuse("driver_error", event.detail)
          : this.#abort("device_error", event.detail);
      case "failed":
        return this.#isBeforeReady
          ? this.#refuse("driver_error", event.detail)
          : this.#abort("internal", event.detail);
      case "tick":
        return this.#checkLimit();
      case "preempted":
        return this.#giveWay();
      case "shutting-down":
        return this.#isBeforeReady
          ? this.#refuse("shutting_down", "the executor is shutting down")
          : this.#abort("shutting_down", "the executor is shutting down");
      case "disconnected":
        return this.#end({ kind: "disconnected" });
    }
  }

  get #isBeforeReady(): boolean {
    return this.#state === "idle" || this.#state === "screening" || this.#state === "preparing";
  }

  #takeFrame(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes, "V>E");
    if (this.#state === "idle") return this.#takePrepare(frame);
    const prepare = this.#prepare;
    const isOurs =
      frame !== undefined && prepare !== undefined && isSameBytes(frame.message.cid, prepare.cid);
    if (!isOurs) return this.#giveUp("a frame could not be read");
    const { message } = frame;
    if (message.type === "ping" && this.#state === "ready") {
      return this.#send(encodeUnsigned({ type: "pong", cid: message.cid, token: message.token }));
    }
    const isLast = message.type === "verdict" || message.type === "abort";
    if (!isLast && message.type !== EXPECTED[this.#state])
      return this.#giveUp(`a ${message.type} came out of order`);
    if (!isSignedBy(this.#chain, frame, prepare.session)) {
      if (this.#isBeforeReady) return this.#refuse("not_authorised", "a signature is wrong");
      return this.#abort("bad_signature", `the signature of the ${message.type} is wrong`);
    }
    this.#takeSigned(frame);
  }

  #takeSigned(frame: DecodedFrame): void {
    const { message } = frame;
    switch (message.type) {
      case "challenge":
        return this.#takeChallenge(frame);
      case "nonce":
        return this.#takeNonce(message, frame);
      case "open":
        return this.#takeOpen(message, frame);
      case "verdict":
        // Section 16 lists the Verdict for the state opening only. Sooner, it means that no GPU was left.
        if (this.#state !== "opening" && !this.#isBeforeReady) this.#sendAbort(ALL_GPUS, "out_of_order", "");
        return this.#end({ kind: "completed", verdict: message });
      case "abort": {
        const code = abortCodeOf(message.code) ?? message.code;
        return this.#end({ kind: "aborted", by: "validator", code, detail: message.detail });
      }
      case "prepare":
      case "ready":
      case "ping":
      case "pong":
      case "commit1":
      case "commit2":
      case "openings":
        throw new Error(`a ${message.type} is never expected here`);
    }
  }

  #takePrepare(frame: DecodedFrame | undefined): void {
    if (frame === undefined || frame.message.type !== "prepare") return this.#end({ kind: "unreadable" });
    this.#prepare = frame.message;
    this.#chain = { prepare: frameDigest({}, "prepare", frame.unsigned) };
    this.#state = "screening";
    this.#limitUs = this.#nowUs + PREPARE_LIMIT_US;
    if (this.#options.credential === undefined) {
      return this.#refuse("not_authorised", "the miner has not delegated to this executor yet");
    }
    this.#do({ do: "screen", frame, prepare: frame.message });
  }

  #startPreparing(specs: readonly CheckedSpec[]): void {
    if (this.#state !== "screening") return;
    this.#specs = specs;
    this.#state = "preparing";
    this.#do({ do: "prepare", specs });
  }

  #becomeReady(claims: readonly GpuClaim[]): void {
    if (this.#state !== "preparing") return;
    const frame = this.#readyFrame(READY_STATUSES.ready.code, claims);
    if (frame === undefined) return;
    this.#chain = { ...this.#chain, ready: frame.digest };
    this.#state = "ready";
    this.#limitUs = this.#nowUs + CHALLENGE_LIMIT_US;
    this.#send(frame.bytes);
  }

  #takeChallenge(frame: DecodedFrame): void {
    if (frame.message.type !== "challenge") return;
    this.#chain = { ...this.#chain, challenge: frameDigest(this.#chain, "challenge", frame.unsigned) };
    this.#limitUs = this.#nowUs + this.#hardLimitUs("d1Us") + COMMIT_EXTRA_US;
    if (!this.#options.checksBlocks) return this.#startFilling();
    this.#state = "checking-block";
    this.#do({ do: "check-block", challenge: frame.message });
  }

  #startFilling(): void {
    const challengeHash = this.#chain.challenge;
    if (challengeHash === undefined || (this.#state !== "ready" && this.#state !== "checking-block")) return;
    this.#state = "filling";
    this.#slots = this.#specs.map((spec, slot) => new ProverSlot(slot, spec));
    for (const slot of this.#slots) {
      this.#do({ do: "fill", slot: slot.slot, seed: slot.deriveSeed(challengeHash) });
    }
  }

  #takeNonce(message: ListMessage, frame: DecodedFrame): void {
    if (!this.#agreesWith(message, (slot) => slot.r1)) {
      return this.#abort("bad_vector", "the Nonce lists other commits than ours");
    }
    const nonceHash = frameDigest(this.#chain, "nonce", frame.unsigned);
    this.#chain = { ...this.#chain, nonce: nonceHash };
    this.#state = "walking";
    this.#limitUs = this.#nowUs + this.#hardLimitUs("d2Us") + COMMIT_EXTRA_US;
    for (const slot of this.#keepListed(message)) {
      this.#do({ do: "walk", slot: slot.slot, nonce: slot.deriveNonce(nonceHash) });
    }
  }

  #takeOpen(message: ListMessage, frame: DecodedFrame): void {
    if (!isSameBytes(commitToOpening(message.cid, message.value), this.#prepare?.openCommit)) {
      return this.#abort("bad_reveal", "the revealed secret is not the one committed to in the Prepare");
    }
    if (!this.#agreesWith(message, (slot) => slot.r2)) {
      return this.#abort("bad_vector", "the Open lists other commits than ours");
    }
    const openHash = frameDigest(this.#chain, "open", frame.unsigned);
    this.#chain = { ...this.#chain, open: openHash };
    this.#state = "opening";
    this.#limitUs = this.#nowUs + VERDICT_LIMIT_US;
    for (const slot of this.#keepListed(message)) {
      this.#do({ do: "open", slot: slot.slot, ...slot.drawSamples(openHash) });
    }
  }

  /** Whether a list has our commit or zeros for every GPU. */
  #agreesWith(message: ListMessage, commitOf: (slot: ProverSlot) => Uint8Array | undefined): boolean {
    if (message.commits.length !== this.#slots.length) return false;
    return this.#slots.every((slot, index) => {
      const listed = message.commits[index];
      return listed === undefined || isZero(listed) || isSameBytes(listed, commitOf(slot));
    });
  }

  /** Stops the GPUs that are listed with zeros and gives those that go on. */
  #keepListed(message: ListMessage): readonly ProverSlot[] {
    const kept: ProverSlot[] = [];
    for (const [index, slot] of this.#slots.entries()) {
      if (slot.isOut) continue;
      if (isZero(message.commits[index] ?? new Uint8Array(0))) {
        slot.isOut = true;
        this.#do({ do: "stop", slot: slot.slot });
      } else {
        kept.push(slot);
      }
    }
    return kept;
  }

  #commit(kind: "commit1" | "commit2", index: number, take: (slot: ProverSlot) => Uint8Array): void {
    const slot = this.#slots[index];
    const state = kind === "commit1" ? "filling" : "walking";
    if (slot === undefined || slot.isOut || this.#state !== state) return;
    try {
      const root = take(slot);
      this.#sendSigned({ type: kind, cid: this.#cid, gpu: index, root });
    } catch (error) {
      // A device that gives something else than it promised has failed.
      this.#dropSlot(index, errorMessage(error));
    }
  }

  #sendOpenings({ slot: index, openings }: Extract<ProverEvent, { readonly kind: "opened" }>): void {
    const slot = this.#slots[index];
    if (slot === undefined || slot.isOut || this.#state !== "opening") return;
    try {
      const body = slot.openingsBody(openings);
      this.#sendSigned({ type: "openings", cid: this.#cid, gpu: index, body });
    } catch (error) {
      this.#dropSlot(index, errorMessage(error));
    }
  }

  #dropSlot(index: number, detail: string): void {
    const slot = this.#slots[index];
    if (slot === undefined || slot.isOut) return;
    slot.isOut = true;
    this.#sendAbort(index, "device_error", detail);
  }

  #checkLimit(): void {
    if (this.#limitUs === undefined || this.#nowUs < this.#limitUs) return;
    if (this.#isBeforeReady) return this.#refuse("driver_error", "the devices were not ready within 30 s");
    if (this.#state === "opening") return this.#end({ kind: "no-verdict" });
    this.#abort("timed_out", `the validator let the limit of state ${this.#state} pass`);
  }

  #giveWay(): void {
    if (this.#state === "ready") this.#abort("preempted", "a rental took the machine");
    else if (this.#isBeforeReady) this.#refuse("busy", "a rental took the machine");
  }

  #giveUp(detail: string): void {
    if (this.#isBeforeReady) this.#refuse("not_authorised", detail);
    else this.#abort("out_of_order", detail);
  }

  #refuse(status: ReadyRefusal, detail: string): void {
    if (!this.#isBeforeReady) return;
    const frame = this.#prepare === undefined ? undefined : this.#readyFrame(READY_STATUSES[status].code, []);
    if (frame !== undefined) this.#send(frame.bytes);
    this.#end({ kind: "refused", status, detail });
  }

  #abort(code: AbortCode, detail: string): void {
    this.#sendAbort(ALL_GPUS, code, detail);
    this.#end({ kind: "aborted", by: "executor", code, detail });
  }

  #end(end: ProverEnd): void {
    this.#state = "ended";
    this.#limitUs = undefined;
    this.#do({ do: "end", end });
  }

  #sendAbort(gpu: number, code: AbortCode, detail: string): void {
    const text = shortenDetail(detail);
    this.#sendSigned({ type: "abort", cid: this.#cid, gpu, code: ABORT_CODES[code].code, detail: text });
  }

  #readyFrame(
    status: number,
    claims: readonly GpuClaim[],
  ): { readonly bytes: Uint8Array; readonly digest: Uint8Array } | undefined {
    const { credential, agent } = this.#options;
    if (credential === undefined) return undefined;
    const { delegation, key } = credential;
    const message: Message = {
      type: "ready",
      cid: this.#cid,
      status,
      session: key.publicKey,
      notBeforeMs: BigInt(delegation.notBeforeMs),
      notAfterMs: BigInt(delegation.notAfterMs),
      delegation: delegation.signature,
      agent: shortenDetail(agent),
      claims: claims.map((claim) => ({ ...claim, name: shortenDetail(claim.name) })),
    };
    return signFrame(this.#chain, message, key);
  }

  #sendSigned(message: Message): void {
    const { credential } = this.#options;
    if (credential !== undefined) this.#send(signFrame(this.#chain, message, credential.key).bytes);
  }

  #send(frame: Uint8Array): void {
    this.#do({ do: "send", frame });
  }

  #do(action: ProverAction): void {
    this.#actions.push(action);
  }

  get #cid(): Uint8Array {
    return this.#prepare?.cid ?? new Uint8Array(16);
  }

  /** H1 or H2 as an executor computes them, which does not know the round-trip time. */
  #hardLimitUs(deadline: "d1Us" | "d2Us"): number {
    return hardLimitUs(
      this.#specs.map((spec) => deadlinesOf(spec.parsed, spec, WORST_ALLOWANCE_US)[deadline]),
    );
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
