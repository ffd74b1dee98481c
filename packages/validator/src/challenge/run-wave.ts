import type { BlockReference } from "@headframe/pow";
import type { Axon } from "./axon.js";
import {
  challengeExecutor,
  type Contender,
  type SessionEnd,
  type SessionParts,
} from "./challenge-executor.js";
import type { OnRunProgress } from "./run-progress.js";
import { StartingLine } from "./starting-line.js";

/** A contender and the axon over which it is reached. */
export interface Entry {
  readonly contender: Contender;
  readonly axon: Axon;
}

export interface WaveOptions {
  readonly startPatienceMs: number;
  readonly latestBlock: () => Promise<BlockReference>;
  readonly signal: AbortSignal;
  readonly onProgress: OnRunProgress;
}

/** Challenges all of `entries` in the same moment. Resolves with the end of each session. */
export async function runWave(
  entries: readonly Entry[],
  parts: SessionParts,
  options: WaveOptions,
): Promise<ReadonlyMap<Contender, SessionEnd>> {
  const { signal, onProgress, startPatienceMs } = options;
  const line = new StartingLine(
    { participants: entries.map(({ contender }) => contender.key), patienceMs: startPatienceMs },
    {
      latestBlock: async () => {
        const block = await options.latestBlock();
        onProgress({ kind: "start", blockNumber: block.blockNumber });
        return block;
      },
    },
  );
  const ends = await Promise.all(
    entries.map(async ({ contender, axon }) => {
      const { miner, executor } = contender;
      const stream = axon.prove(executor.executorId);
      const end = await challengeExecutor(contender, stream, line, parts, {
        signal,
        onProgress: (progress) => onProgress({ kind: "session", miner, executor, progress }),
      });
      return [contender, end] as const;
    }),
  );
  return new Map(ends);
}
