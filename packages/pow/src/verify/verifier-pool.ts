import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import { workerEntry } from "@headframe/kit";

import type { OpeningsJob, OpeningsReason } from "./openings-job.js";
import { sampleCount, verifyCommitments, type SampleFailure } from "./verify-openings.js";
import type { VerifyRequest, VerifyResponse } from "./worker-protocol.js";

export interface VerifierPoolOptions {
  /** Threads. Default: one per core. */
  readonly workerCount?: number;
}

/** A share in the hands of a worker, or waiting for one. */
interface Task {
  readonly request: VerifyRequest;
  readonly resolve: (failure: SampleFailure | undefined) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  task: Task | undefined;
}

// Shares small enough that every thread gets some of each GPU, and large enough that setting one up does not matter.
const SAMPLES_PER_SHARE = 8;
/** Shares that may wait: sessions of 16 GPUs with deep samples, many at a time. */
const MAX_WAITING = 100_000;

/**
 * Verifies openings on worker threads, many GPUs and many samples at a time.
 *
 * Threads start with the first job and live until {@link VerifierPool.close}. A thread that dies fails its share and is
 * replaced with the next one.
 */
export class VerifierPool {
  readonly #workerCount: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];
  #nextId = 0;
  #isClosed = false;

  constructor({ workerCount = availableParallelism() }: VerifierPoolOptions = {}) {
    this.#workerCount = Math.max(1, workerCount);
  }

  /** An `OpeningsVerifier`; usable without the pool in hand. Rejects when the pool is closed meanwhile. */
  readonly verify = async (job: OpeningsJob): Promise<OpeningsReason> => {
    const reason = verifyCommitments(job);
    if (reason !== "ok") return reason;
    const count = sampleCount(job);
    const shares: Promise<SampleFailure | undefined>[] = [];
    for (let from = 0; from < count; from += SAMPLES_PER_SHARE) {
      shares.push(this.#enqueue(job, from, Math.min(from + SAMPLES_PER_SHARE, count)));
    }
    // Shares are in the order of the samples, and so are their failures: the first is the one to report.
    const failures = await Promise.all(shares);
    return failures.find((failure) => failure !== undefined)?.reason ?? "ok";
  };

  /** Stops all threads. What is still being verified rejects. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const task of this.#waiting.splice(0)) task.reject(new Error("the verifier pool was closed"));
    const threads = [...this.#threads];
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #enqueue(job: OpeningsJob, from: number, to: number): Promise<SampleFailure | undefined> {
    if (this.#isClosed) return Promise.reject(new Error("the verifier pool was closed"));
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(new Error("too many openings are waiting"));
    return new Promise((resolve, reject) => {
      this.#nextId += 1;
      this.#waiting.push({ request: { id: this.#nextId, job, from, to }, resolve, reject });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idleThread();
      const task = thread && this.#waiting.shift();
      if (thread === undefined || task === undefined) return;
      thread.task = task;
      thread.worker.postMessage(task.request);
    }
  }

  #idleThread(): Thread | undefined {
    for (const thread of this.#threads) if (thread.task === undefined) return thread;
    return this.#threads.size < this.#workerCount ? this.#startThread() : undefined;
  }

  #startThread(): Thread {
    const thread: Thread = {
      worker: new Worker(workerEntry("verify-worker", import.meta.url)),
      task: undefined,
    };
    thread.worker.on("message", (response: VerifyResponse) => this.#finish(thread, response));
    thread.worker.on("error", (error: Error) => this.#lose(thread, error));
    thread.worker.on("exit", () => this.#lose(thread, new Error("a verifier thread ended")));
    this.#threads.add(thread);
    return thread;
  }

  #finish(thread: Thread, response: VerifyResponse): void {
    const { task } = thread;
    thread.task = undefined;
    if ("error" in response) task?.reject(new Error(response.error));
    else task?.resolve(response.failure);
    this.#dispatch();
  }

  #lose(thread: Thread, error: Error): void {
    const { task } = thread;
    thread.task = undefined;
    task?.reject(error);
    if (this.#threads.delete(thread) && !this.#isClosed) this.#dispatch();
  }
}
