import type { Backend } from "./backend.js";
import type { BackendChoice } from "./backend-choice.js";
import { cudaBackend } from "./cuda-backend.js";
import { referenceBackend } from "./reference-backend.js";

/** The backend that was chosen. Nothing is loaded or probed before it is used. */
export function backendOf(choice: BackendChoice): Backend {
  switch (choice.kind) {
    case "cuda":
      return cudaBackend();
    case "reference":
      return referenceBackend(choice);
  }
}
