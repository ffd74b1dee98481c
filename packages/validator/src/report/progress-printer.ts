import { errorMessage } from "@headframe/kit";
import type { OnRunProgress, RunProgress } from "../challenge/run-progress.js";
import { isTerminal } from "./style.js";
import { formatUs } from "./units.js";

export interface ProgressStream {
  /** Width, of a terminal. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Erases the line that the cursor is in. */
const CLEAR_LINE = "\r\u001B[2K";

interface Counts {
  readonly sessions: Set<string>;
  ready: number;
  filled: number;
  walked: number;
  verified: number;
}

/**
 * Tells on `stream` what a run is doing: one line for each step, and on a terminal a last line that counts along.
 * `done` takes the counting line away and sets what follows apart.
 */
export function createProgressPrinter(stream: ProgressStream): {
  readonly onProgress: OnRunProgress;
  done(): void;
} {
  const isLive = isTerminal(stream);
  const counts: Counts = { sessions: new Set(), ready: 0, filled: 0, walked: 0, verified: 0 };
  let shown = false;
  let hasWritten = false;

  const clear = (): void => {
    if (shown) stream.write(CLEAR_LINE);
    shown = false;
  };
  return {
    onProgress: (progress) => {
      const line = describeStep(progress);
      const counted = progress.kind === "session" && countStep(progress, counts);
      if (line !== undefined) {
        clear();
        stream.write(`${line}\n`);
        hasWritten = true;
      }
      if (isLive && counts.sessions.size > 0 && (counted || line !== undefined)) {
        stream.write(CLEAR_LINE + describeCounts(counts).slice(0, (stream.columns ?? 80) - 1));
        shown = true;
      }
    },
    done: () => {
      clear();
      if (hasWritten) stream.write("\n");
    },
  };
}

function describeStep(progress: RunProgress): string | undefined {
  switch (progress.kind) {
    case "miners-found": {
      const { miners, block } = progress;
      return `block ${block}: ${miners.length === 1 ? "1 miner" : `${miners.length} miners`} to challenge`;
    }
    case "authenticated": {
      const { miner, authentication } = progress;
      return `UID ${miner.uid}: authenticated in ${formatUs(authentication.elapsedUs)}`;
    }
    case "executors-listed": {
      const names = progress.executors.map(({ alias }) => alias).join(", ");
      return `UID ${progress.miner.uid}: executors ${names}`;
    }
    case "miner-failed":
      return `UID ${progress.miner.uid}: ${errorMessage(progress.error)}`;
    case "start":
      return `everybody is ready: challenge at block ${progress.blockNumber}`;
    case "session":
      return undefined;
  }
}

/** Whether the step is one that is counted. */
function countStep(
  { miner, executor, progress }: RunProgress & { readonly kind: "session" },
  counts: Counts,
): boolean {
  switch (progress.kind) {
    case "prepare-sent":
      counts.sessions.add(`${executor.executorId} ${miner.hotkey}`);
      return true;
    case "ready":
      counts.ready += 1;
      return true;
    case "commit1":
      counts.filled += 1;
      return true;
    case "commit2":
      counts.walked += 1;
      return true;
    case "verified":
      counts.verified += 1;
      return true;
    case "rtt":
    case "challenge-sent":
    case "nonce-sent":
    case "open-sent":
    case "opened":
      return false;
  }
}

function describeCounts({ sessions, ready, filled, walked, verified }: Counts): string {
  return (
    `executors: ${ready} of ${sessions.size} ready; ` +
    `devices: ${filled} filled, ${walked} walked, ${verified} verified`
  );
}
