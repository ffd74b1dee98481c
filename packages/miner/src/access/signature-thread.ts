import { Worker } from "node:worker_threads";
import type { SignatureScheme } from "@headframe/chain";
import { type Service, workerEntry } from "@headframe/kit";
import { AccessError } from "./errors.js";

/** One signature to verify. */
export interface SignatureCheck {
  readonly scheme: SignatureScheme;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Says whether a signature is good. */
export type VerifySignature = (check: SignatureCheck) => Promise<boolean>;

/** What the thread is sent, and what it answers: one verdict per check, in order. */
export type VerifyBatch = readonly SignatureCheck[];
export type VerifyResults = readonly boolean[];

interface Waiting {
  readonly check: SignatureCheck;
  readonly resolve: (isGood: boolean) => void;
  readonly reject: (error: Error) => void;
}

/** Checks that may wait: some seconds of work. Beyond it an answer would come too late to matter. */
const MAX_WAITING = 8192;
const RETRY_AFTER_MS = 2000;

/** Large enough that messages cost little beside the work, small enough that results come back while work goes on. */
const MAX_BATCH = 8;

/**
 * Verifies signatures on a thread of its own.
 *
 * A verification takes a quarter of a millisecond. On the main thread a burst of authentications would delay the
 * challenges that pass through it, which are timed; there it costs a share of a message.
 */
export class SignatureThread implements Service {
  readonly name = "signature verification";
  #worker: Worker | undefined;
  /** Not sent yet. */
  #queue: Waiting[] = [];
  /** Sent, oldest first; the thread answers in this order. */
  #batches: (readonly Waiting[])[] = [];
  #waitingCount = 0;
  #isStopped = false;

  /** Resolves once the thread has verified something. */
  async start(): Promise<void> {
    const nothing = new Uint8Array(0);
    await this.verify({ scheme: "sr25519", publicKey: nothing, message: nothing, signature: nothing });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const worker = this.#worker;
    this.#lose(new Error("the miner is stopping"));
    await worker?.terminate();
  }

  /** Whether the signature is good. Rejects with `access/rate-limited` when too much waits already. */
  verify(check: SignatureCheck): Promise<boolean> {
    if (this.#isStopped) return Promise.reject(new Error("the miner is stopping"));
    if (this.#waitingCount >= MAX_WAITING) {
      const refusal = new AccessError(
        { code: "access/rate-limited", retryAfterMs: RETRY_AFTER_MS },
        "too many authentications at once",
        { hint: `try again in ${RETRY_AFTER_MS / 1000} s` },
      );
      return Promise.reject(refusal);
    }
    this.#waitingCount += 1;
    return new Promise((resolve, reject) => {
      this.#queue.push({ check, resolve, reject });
      // The rest of this turn of the event loop may bring more.
      if (this.#queue.length === 1) queueMicrotask(() => this.#send());
      if (this.#queue.length === MAX_BATCH) this.#send();
    });
  }

  #send(): void {
    if (this.#queue.length === 0) return;
    const worker = this.#worker ?? this.#startWorker();
    const batch = this.#queue;
    this.#queue = [];
    this.#batches.push(batch);
    worker.postMessage(batch.map(({ check }) => check) satisfies VerifyBatch);
  }

  #receive(results: VerifyResults): void {
    const batch = this.#batches.shift() ?? [];
    this.#waitingCount -= batch.length;
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] === true);
  }

  #startWorker(): Worker {
    const worker = new Worker(workerEntry("signature-worker", import.meta.url));
    // A thread that dies fails what it had; the next check starts another.
    const lose = (error: Error): void => {
      if (this.#worker === worker) this.#lose(error);
    };
    worker.on("message", (results: VerifyResults) => this.#receive(results));
    worker.on("error", lose);
    worker.on("exit", () => lose(new Error("the verification thread ended")));
    this.#worker = worker;
    return worker;
  }

  #lose(error: Error): void {
    const lost = [...this.#batches.flat(), ...this.#queue];
    this.#worker = undefined;
    this.#batches = [];
    this.#queue = [];
    this.#waitingCount = 0;
    for (const { reject } of lost) reject(error);
  }
}
