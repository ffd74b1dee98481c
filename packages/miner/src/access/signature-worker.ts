import { parentPort } from "node:worker_threads";
import { verifySignature } from "@headframe/chain/signatures";
import type { VerifyBatch, VerifyResults } from "./signature-thread.js";

// The thread of `SignatureThread`: verifies batches in the order in which they come.
parentPort?.on("message", (batch: VerifyBatch) => {
  const results: VerifyResults = batch.map(({ scheme, publicKey, message, signature }) =>
    verifySignature(scheme, publicKey, message, signature),
  );
  parentPort?.postMessage(results);
});
