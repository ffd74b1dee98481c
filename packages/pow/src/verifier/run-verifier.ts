import { errorMessage } from "@headframe/kit";

import { abortCodeOf, readyStatusOf, type AbortCode } from "../rules/outcome.js";
import { Inbox } from "../session/inbox.js";
import { pumpFrames, type TransportEvent } from "../session/pump-frames.js";
import { shortenDetail } from "../session/shorten-detail.js";
import { waitFor } from "../session/wait-for.js";
import { judgeSession } from "../transcript/judge-session.js";
import { transcriptHash } from "../transcript/transcript-hash.js";
import { progressOfReceived, progressOfSent } from "./progress.js";
import { toVerdict } from "./verdict.js";
import type {
  BlockReference,
  RunVerifierOptions,
  VerifierOutcome,
  VerifierProgress,
} from "./verifier-options.js";
import { VerifierSession } from "./verifier-session.js";

type VerifierEvent =
  | TransportEvent
  | { readonly kind: "block"; readonly block: BlockReference }
  | { readonly kind: "called-off"; readonly code: AbortCode; readonly detail: string };

/**
 * Challenges an executor and judges it. Resolves with an outcome however the session ends, also when `signal` fires or
 * the connection is lost; rejects only for requests that can never be sent (more than 16 GPUs, ids too long).
 */
export async function runVerifier(options: RunVerifierOptions): Promise<VerifierOutcome> {
  return new VerifierRun(options).run();
}

class VerifierRun {
  readonly #options: RunVerifierOptions;
  readonly #session: VerifierSession;
  readonly #inbox = new Inbox<VerifierEvent>();
  readonly #barrier = new AbortController();
  #isAwaitingChallenge = false;
  #isCalledOff = false;

  constructor(options: RunVerifierOptions) {
    this.#options = options;
    const { request, credential, verifyHotkey, random, clock } = options;
    const wallMs = clock.nowMs();
    this.#session = new VerifierSession({ request, credential, verifyHotkey, random, wallMs });
  }

  async run(): Promise<VerifierOutcome> {
    const { transport, signal } = this.#options;
    const onAbort = (): void => {
      this.#inbox.push({ kind: "called-off", code: "shutting_down", detail: "called off by the validator" });
    };
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    // Ends by itself once the transport is closed; it never rejects.
    void pumpFrames(transport, this.#inbox);
    try {
      await this.#converse();
      return await this.#conclude();
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#barrier.abort();
      this.#inbox.close();
      await transport.close();
    }
  }

  async #converse(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#isCalledOff) {
      for (let event = this.#inbox.take(); event !== undefined; event = this.#inbox.take()) {
        await this.#handle(event);
      }
      if (this.#isCalledOff) return;
      if (this.#session.wantsBlock) void this.#awaitChallenge();
      const step = this.#session.next(clock.monotonicUs());
      if (step.do === "end") return;
      if (step.do === "send") await this.#send(step.frame);
      else await waitFor(this.#inbox, step.untilUs, this.#options);
    }
  }

  async #handle(event: VerifierEvent): Promise<void> {
    switch (event.kind) {
      case "frame": {
        const { frame, arrivalUs } = event.arrived;
        const { rttSamples } = this.#session.evaluation;
        await this.#session.record("E>V", frame, arrivalUs);
        this.#report(progressOfReceived(frame, this.#session.evaluation, rttSamples));
        return;
      }
      case "disconnected":
        return this.#session.lose();
      case "block":
        return this.#session.offerBlock(event.block);
      case "called-off":
        return this.#callOff(event.code, event.detail);
    }
  }

  /** Takes the time, hands the frame over, and only then does anything else with it. */
  async #send(frame: Uint8Array): Promise<void> {
    const { clock, transport } = this.#options;
    const us = clock.monotonicUs();
    transport.send(frame).catch(() => {
      // The other side is gone. Before the Challenge that ends the session; after it the limits are waited out.
      this.#inbox.push({ kind: "disconnected" });
    });
    await this.#session.record("V>E", frame, us);
    this.#report(progressOfSent(frame));
  }

  async #awaitChallenge(): Promise<void> {
    if (this.#isAwaitingChallenge) return;
    this.#isAwaitingChallenge = true;
    try {
      const block = await this.#options.request.awaitChallenge(this.#barrier.signal);
      this.#inbox.push({ kind: "block", block });
    } catch (error) {
      this.#inbox.push({ kind: "called-off", code: "internal", detail: errorMessage(error) });
    }
  }

  async #callOff(code: AbortCode, detail: string): Promise<void> {
    this.#isCalledOff = true;
    if (this.#session.evaluation.isClosed) return;
    const frame = this.#session.abortFrame(code, shortenDetail(detail));
    if (frame !== undefined) await this.#send(frame);
  }

  async #conclude(): Promise<VerifierOutcome> {
    try {
      return await this.#finish();
    } catch (error) {
      // Only the verification of openings can fail, and a session that was called off needs none.
      await this.#callOff("internal", errorMessage(error));
      return this.#finish();
    }
  }

  async #finish(): Promise<VerifierOutcome> {
    const { evaluation } = this.#session;
    const endUs = Math.max(this.#options.clock.monotonicUs(), evaluation.lastUs);
    const gpus = await judgeSession(evaluation, {
      endUs,
      verifyOpenings: this.#options.verifyOpenings,
      onJudged: (gpu) => this.#report({ kind: "verified", gpu }),
    });
    const hash = transcriptHash(this.#session.transcript(endUs));
    if (evaluation.prepare !== undefined && !this.#isCalledOff) {
      await this.#send(this.#session.sign(toVerdict(hash, gpus)));
    }
    const { ready, abort, rttMinUs } = evaluation;
    return {
      transcript: this.#session.transcript(endUs),
      evaluation: { gpus, transcriptHash: hash, rttMinUs },
      ready: ready && {
        status: readyStatusOf(ready.status) ?? ready.status,
        agent: ready.agent,
        claims: ready.claims,
      },
      abort: abort && {
        by: abort.by,
        gpu: abort.message.gpu,
        code: abortCodeOf(abort.message.code) ?? abort.message.code,
        detail: abort.message.detail,
      },
    };
  }

  #report(progress: VerifierProgress | undefined): void {
    if (progress !== undefined) this.#options.onProgress?.(progress);
  }
}
