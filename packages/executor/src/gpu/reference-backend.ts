import { createHash } from "node:crypto";
import type { Backend } from "./backend.js";
import type { BackendChoice } from "./backend-choice.js";

const UUID_BYTES = 16;

/** Devices that are CPU programs. They prove the protocol, not a GPU. */
export function referenceBackend(choice: Extract<BackendChoice, { kind: "reference" }>): Backend {
  return {
    count: () => Promise.resolve(choice.devices),
    async open(index) {
      // On demand: the agent's main thread only counts.
      const { ReferenceDevice } = await import("@headframe/pow");
      return new ReferenceDevice({ uuid: referenceUuid(choice.installationId, index), label: `#${index}` });
    },
  };
}

/** 16 bytes that stay the same for this box and differ from those of every other. */
function referenceUuid(installationId: string, index: number): Uint8Array {
  const digest = createHash("sha256")
    .update(`headframe/reference-device:${installationId}:${index}`)
    .digest();
  return new Uint8Array(digest.subarray(0, UUID_BYTES));
}
