import { parentPort } from "node:worker_threads";

import { verifySamples } from "./verify-openings.js";
import type { VerifyRequest, VerifyResponse } from "./worker-protocol.js";

/* A thread of the VerifierPool: verifies one share after the other. */

const port = parentPort;
if (port === null) throw new Error("this file is the entry of a worker thread");

port.on("message", (request: VerifyRequest) => port.postMessage(answer(request)));

function answer({ id, job, from, to }: VerifyRequest): VerifyResponse {
  try {
    return { id, failure: verifySamples(job, from, to) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
