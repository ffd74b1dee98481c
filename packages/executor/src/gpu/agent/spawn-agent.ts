import { type ChildProcess, fork } from "node:child_process";
import { processEntry } from "@headframe/kit";

/**
 * Starts the gpu-agent with an IPC channel that carries bytes as bytes. Its stderr is piped, stdout dropped.
 *
 * @param env all of its environment: see `agentEnvironment`.
 */
export function spawnAgent(env: NodeJS.ProcessEnv): ChildProcess {
  const { file, execArgv } = processEntry("agent-main", import.meta.url);
  return fork(file, [], {
    execArgv: [...execArgv],
    env,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}
