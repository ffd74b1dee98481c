import { Worker } from "node:worker_threads";
import { workerEntry } from "@headframe/kit";
import type { GpuClaim } from "@headframe/pow";
import type { BackendChoice } from "../backend-choice.js";
import { toGpuError } from "../errors.js";
import type { CallReply, CallRequest, CancelRequest, WorkerReply } from "./messages.js";

/** What a worker needs to open its device. */
export interface DeviceWorkerData {
  readonly backend: BackendChoice;
  readonly index: number;
}

/** The thread that drives one device: driver calls block, and a CUDA context belongs to a thread. */
export class DeviceThread {
  /** As of opening. */
  readonly claim: GpuClaim;
  readonly #worker: Worker;

  private constructor(worker: Worker, claim: GpuClaim) {
    this.#worker = worker;
    this.claim = claim;
  }

  /** Starts the thread and opens the device. A thread that dies later takes the process with it: memory is lost. */
  static open(
    backend: BackendChoice,
    index: number,
    onReply: (reply: CallReply) => void,
  ): Promise<DeviceThread> {
    const workerData: DeviceWorkerData = { backend, index };
    const worker = new Worker(workerEntry("device-worker", import.meta.url), { workerData });
    return new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.on("message", (reply: WorkerReply) => {
        switch (reply.type) {
          case "opened":
            worker.off("error", reject);
            resolve(new DeviceThread(worker, reply.claim));
            return;
          case "unusable":
            void worker.terminate();
            reject(toGpuError(reply.error));
            return;
          case "done":
          case "failed":
            onReply(reply);
            return;
        }
      });
    });
  }

  send(request: CallRequest | CancelRequest): void {
    this.#worker.postMessage(request);
  }
}
