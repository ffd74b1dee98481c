import { request } from "node:http";
import { errorMessage, linkSignal } from "@headframe/kit";

const PROBE_TIMEOUT_MS = 2_000;
const DEFAULT_DOCKER_SOCKET = "/var/run/docker.sock";

/** What is known of the container engine. `reason` is a sentence for people, empty when it answers. */
export interface ContainerEngine {
  readonly runtime: "docker" | "none";
  readonly isReachable: boolean;
  readonly reason: string;
}

/**
 * The socket of the Docker Engine: `DOCKER_HOST` where it is set, as the docker CLI has it. `undefined` where that is
 * no socket of this machine: an engine elsewhere runs nothing on this box.
 */
export function dockerSocketPath(env: NodeJS.ProcessEnv): string | undefined {
  const host = env["DOCKER_HOST"];
  if (host === undefined || host === "") return DEFAULT_DOCKER_SOCKET;
  return host.startsWith("unix://") ? host.slice("unix://".length) : undefined;
}

/**
 * Asks whether the configured container engine answers (`GET /_ping` of the Docker Engine API). Never throws for an
 * engine that does not: an executor proves its GPUs without one.
 */
export async function probeContainerEngine(
  runtime: ContainerEngine["runtime"],
  socketPath: string | undefined,
  signal: AbortSignal,
): Promise<ContainerEngine> {
  if (runtime === "none") {
    return { runtime, isReachable: false, reason: "system.container_runtime is none" };
  }
  if (socketPath === undefined) {
    return { runtime, isReachable: false, reason: "DOCKER_HOST does not name a unix socket of this machine" };
  }
  const limit = linkSignal(signal, PROBE_TIMEOUT_MS);
  try {
    const status = await ping(socketPath, limit.signal);
    if (status === 200) return { runtime, isReachable: true, reason: "" };
    return { runtime, isReachable: false, reason: `Docker answered ${status} on ${socketPath}` };
  } catch (error) {
    return {
      runtime,
      isReachable: false,
      reason: `Docker does not answer on ${socketPath}: ${errorMessage(error)}`,
    };
  } finally {
    limit.release();
  }
}

function ping(socketPath: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: "/_ping", method: "GET", agent: false, signal }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.once("error", reject);
    call.end();
  });
}
