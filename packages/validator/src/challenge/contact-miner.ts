import { ValidatorError } from "../errors.js";
import { axonAddress } from "../discover/axon-address.js";
import type { ReachableMiner } from "../discover/select-miners.js";
import type { Authentication, Axon, ListedExecutor } from "./axon.js";
import type { OnRunProgress } from "./run-progress.js";

/** Dials a miner's axon. */
export type DialAxon = (miner: ReachableMiner, address: string) => Axon;

export interface ContactOptions {
  /** UUID or alias; without it, every executor is meant. */
  readonly executor: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: OnRunProgress;
}

/** How far we got with a miner. `axon` is open in every case. */
export interface MinerContact {
  readonly miner: ReachableMiner;
  readonly axon: Axon;
  readonly authentication: Authentication | undefined;
  readonly executors: readonly ListedExecutor[];
  /** What stopped us, if anything did. */
  readonly error: unknown;
}

/** Authenticates with a miner and asks for its executors. Never rejects: a failure is part of the answer. */
export async function contactMiner(
  miner: ReachableMiner,
  dial: DialAxon,
  options: ContactOptions,
): Promise<MinerContact> {
  const { signal, onProgress } = options;
  const axon = dial(miner, axonAddress(miner.axon));
  let authentication: Authentication | undefined;
  try {
    authentication = await axon.authenticate(signal);
    onProgress({ kind: "authenticated", miner, authentication });
    const executors = pick(await axon.listExecutors(signal), miner.hotkey, options.executor);
    onProgress({ kind: "executors-listed", miner, executors });
    return { miner, axon, authentication, executors, error: undefined };
  } catch (error) {
    onProgress({ kind: "miner-failed", miner, error });
    return { miner, axon, authentication, executors: [], error };
  }
}

function pick(
  executors: readonly ListedExecutor[],
  hotkey: string,
  wanted: string | undefined,
): readonly ListedExecutor[] {
  if (wanted === undefined) {
    if (executors.length > 0) return executors;
    throw new ValidatorError(
      { code: "validator/no-executors", hotkey },
      `miner ${hotkey} lists no executor`,
      {
        hint: "its executors are disabled or not yet known; `executors list` on the miner shows them",
      },
    );
  }
  const found = executors.filter(
    ({ executorId, alias }) => executorId === wanted.toLowerCase() || alias === wanted,
  );
  if (found.length > 0) return found;
  const names = executors.map(({ executorId, alias }) => `${alias} (${executorId})`).join(", ");
  throw new ValidatorError(
    { code: "validator/unknown-executor", executorId: wanted, hotkey },
    `miner ${hotkey} lists no executor ${JSON.stringify(wanted)}`,
    { hint: names === "" ? "it lists none at all" : `it lists ${names}` },
  );
}
