import type { VerifierProgress } from "@headframe/pow";
import type { ReachableMiner } from "../discover/select-miners.js";
import type { Authentication, ListedExecutor } from "./axon.js";

/** What happens in a run of challenges, as it happens. */
export type RunProgress =
  | { readonly kind: "miners-found"; readonly block: number; readonly miners: readonly ReachableMiner[] }
  | {
      readonly kind: "authenticated";
      readonly miner: ReachableMiner;
      readonly authentication: Authentication;
    }
  | {
      readonly kind: "executors-listed";
      readonly miner: ReachableMiner;
      readonly executors: readonly ListedExecutor[];
    }
  | { readonly kind: "miner-failed"; readonly miner: ReachableMiner; readonly error: unknown }
  | {
      readonly kind: "session";
      readonly miner: ReachableMiner;
      readonly executor: ListedExecutor;
      readonly progress: VerifierProgress;
    }
  | { readonly kind: "start"; readonly blockNumber: bigint };

export type OnRunProgress = (progress: RunProgress) => void;
