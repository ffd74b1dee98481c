import { type ChildProcess, fork } from "node:child_process";
import type { BoxHealth } from "@headframe/cuda";
import { linkSignal, processEntry } from "@headframe/kit";

const TIMEOUT_MS = 15_000;

/** What the management library says about the GPUs of this box, or why it says nothing. Proofs do not need it. */
export type HealthReading =
  | { readonly kind: "read"; readonly health: BoxHealth }
  | { readonly kind: "unavailable"; readonly reason: string; readonly hint?: string };

/**
 * Asks in a process of its own and kills it if it hangs.
 *
 * @param env all of that process's environment.
 * @param signal ends the wait: what was not read by then is unavailable.
 */
export async function readHealth(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<HealthReading> {
  const limit = linkSignal(signal, TIMEOUT_MS);
  const { file, execArgv } = processEntry("health-main", import.meta.url);
  const child = fork(file, [], {
    execArgv: [...execArgv],
    env,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const kill = (): boolean => child.kill("SIGKILL");
  limit.signal.addEventListener("abort", kill, { once: true });
  if (limit.signal.aborted) kill();
  try {
    return await answerOf(child);
  } finally {
    limit.signal.removeEventListener("abort", kill);
    limit.release();
  }
}

function answerOf(child: ChildProcess): Promise<HealthReading> {
  return new Promise((resolve) => {
    let reading: HealthReading | undefined;
    child.once("message", (message) => {
      reading = message as HealthReading;
    });
    child.once("error", (error) => resolve({ kind: "unavailable", reason: error.message }));
    child.once("close", () => resolve(reading ?? { kind: "unavailable", reason: NO_ANSWER }));
  });
}

const NO_ANSWER = `the management library of the driver gave no answer within ${TIMEOUT_MS / 1000} s, or crashed`;
