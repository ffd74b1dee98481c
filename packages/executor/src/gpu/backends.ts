import type { Backend } from "./backend.js";
import type { BackendChoice } from "./backend-choice.js";

/** The backend that was chosen. The other one is not even loaded: native code comes only where it is wanted. */
export async function loadBackend(choice: BackendChoice): Promise<Backend> {
  switch (choice.kind) {
    case "cuda":
      return (await import("./cuda-backend.js")).cudaBackend(choice);
    case "reference":
      return (await import("./reference-backend.js")).referenceBackend(choice);
  }
}
