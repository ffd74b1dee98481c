import { silentLogger } from "@headframe/kit";
import type { Device, GpuClaim } from "@headframe/pow";
import { AgentProcess } from "./agent/agent-process.js";
import { AGENT_TIMING } from "./agent-supervisor.js";
import type { BackendChoice } from "./backend-choice.js";
import type { GpuError } from "./errors.js";
import { RemoteDevice } from "./remote-device.js";

/** The devices of a box, in the order of slots. */
export interface OpenDevices {
  readonly devices: readonly Device[];
  /** As of opening. */
  readonly claims: readonly GpuClaim[];
  /** Why further devices cannot be used. */
  readonly failures: readonly GpuError[];
}

/**
 * Opens the devices in a gpu-agent of their own, for as long as `work` takes: for commands, beside a running executor.
 *
 * @param env all of the agent's environment.
 * @throws {GpuError} when none of the devices can be used.
 */
export async function withDevices<Result>(
  backend: BackendChoice,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  work: (opened: OpenDevices) => Promise<Result>,
): Promise<Result> {
  const options = { backend, env, cancelGraceMs: AGENT_TIMING.cancelGraceMs };
  const starting = AgentProcess.start(options, { logger: silentLogger, signal });
  const { agent, claims, failures } = await starting.catch((error: unknown) => {
    // An agent that we killed ourselves looks like one that failed.
    signal.throwIfAborted();
    throw error;
  });
  try {
    const devices = claims.map(({ uuid }, slot) => new RemoteDevice(agent, slot, uuid));
    return await work({ devices, claims, failures });
  } finally {
    agent.kill();
    await agent.exited;
  }
}
