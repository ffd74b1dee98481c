import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { processFlags, siblingModule } from "./sibling-module.js";

/**
 * Starts the gpu-agent with an IPC channel that carries bytes as bytes. Its stderr is piped, stdout dropped.
 *
 * @param env all of its environment: see `agentEnvironment`.
 */
export function spawnAgent(env: NodeJS.ProcessEnv): ChildProcess {
  const entry = siblingModule("agent-main", import.meta.url);
  return fork(fileURLToPath(entry), [], {
    execArgv: processFlags(entry),
    env,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}
