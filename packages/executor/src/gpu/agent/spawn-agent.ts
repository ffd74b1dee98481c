import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { processFlags, siblingModule } from "./sibling-module.js";

/**
 * All that the agent sees of our environment: what the CUDA driver and its JIT cache read, and where temporary files
 * go. Secrets given as variables stay here.
 */
const PASSED_ON: readonly RegExp[] = [
  /^(?:PATH|HOME|TMPDIR|LANG|TZ|LD_LIBRARY_PATH)$/,
  /^(?:CUDA|NVIDIA)_[A-Z0-9_]+$/,
];

/** Starts the gpu-agent with an IPC channel that carries bytes as bytes. Its stderr is piped, stdout dropped. */
export function spawnAgent(env: NodeJS.ProcessEnv): ChildProcess {
  const entry = siblingModule("agent-main", import.meta.url);
  return fork(fileURLToPath(entry), [], {
    execArgv: processFlags(entry),
    env: Object.fromEntries(
      Object.entries(env).filter(([name]) => PASSED_ON.some((rule) => rule.test(name))),
    ),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}
