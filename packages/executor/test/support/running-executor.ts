import { join } from "node:path";
import { type Logger, silentLogger, systemClock } from "@headframe/kit";
import { configSchema } from "../../src/config/schema.js";
import { type ExecutorPorts, runExecutor } from "../../src/executor.js";
import type { AgentTiming } from "../../src/gpu/agent-supervisor.js";
import { afterThisTest, type CleanUp } from "./clean-up.js";
import { tempDir } from "./temp-dir.js";

export const JWT_SECRET = "4f2c6a0d9b7e35818c1df0a2b6e4973350c8d1fe7a2b496d80e3c5f1a7b9d246";

/** For tests that start devices: from sources, on a machine that has other things to do, that takes its time. */
export const PATIENT = { timeout: 60_000 };

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What tests read of `GET /health`. */
export interface HealthBody {
  readonly state: string;
  readonly reason?: { readonly code: string; readonly message: string; readonly hint?: string };
  readonly installationId: string;
  readonly executorId?: string;
  readonly backendNote?: string;
  readonly devices: readonly { readonly name: string; readonly uuid: string }[];
  readonly agent: { readonly pid?: number; readonly restarts: number };
  readonly containers: { readonly runtime: string; readonly reachable: boolean; readonly reason?: string };
}

/** Without devices, and thus without a gpu-agent: for tests of everything else. */
export const WITHOUT_DEVICES: Sections = { system: { gpu_enabled: false }, gpu: { allow_lab_tier: false } };

/** An executor in this process, its gpu-agent in a real child process. */
export interface RunningExecutor {
  readonly grpc: number;
  readonly ports: ExecutorPorts;
  readonly directory: string;
  /** As SIGTERM does; resolves once everything has stopped. */
  readonly stop: () => Promise<void>;
  /** What `GET /health` says. */
  readonly health: () => Promise<{ readonly status: number; readonly body: HealthBody }>;
}

/** Sections that make an executor for tests: loopback, free ports, everything in `directory`. */
export function testSections(directory: string, overrides: Sections = {}): Sections {
  const sections: Sections = {
    server: { host: "127.0.0.1", grpc_port: 0, health_port: 0, drain_timeout: "20s" },
    bittensor: { jwt_secret: JWT_SECRET },
    system: { container_runtime: "none" },
    gpu: { backend: "reference", allow_lab_tier: true },
    storage: { data_dir: join(directory, "data"), attestation_dir: join(directory, "attestations") },
  };
  const names = new Set([...Object.keys(sections), ...Object.keys(overrides)]);
  return Object.fromEntries([...names].map((name) => [name, { ...sections[name], ...overrides[name] }]));
}

/** What differs from an executor that lives as long as its test, in a folder of its own. */
export interface StartOptions {
  /** Default: when the test ends. */
  readonly cleanUp?: CleanUp;
  /** Default: an empty one. */
  readonly directory?: string;
  readonly logger?: Logger;
  /** All that the gpu-agent sees. Default: as in production. */
  readonly agentEnv?: NodeJS.ProcessEnv;
  /** Default: as in production, but a lost agent is started again at once. */
  readonly agentTiming?: Partial<AgentTiming>;
}

/** Starts an executor with the given sections over {@link testSections}; stopped when the test ends, unless `cleanUp` says otherwise. */
export async function startExecutor(
  overrides: Sections = {},
  {
    cleanUp = afterThisTest,
    directory = tempDir(cleanUp),
    logger = silentLogger,
    agentEnv,
    agentTiming,
  }: StartOptions = {},
): Promise<RunningExecutor> {
  const config = configSchema.parse(testSections(directory, overrides));
  const controller = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const ports = await new Promise<ExecutorPorts>((resolve, reject) => {
    running = runExecutor(config, {
      logger,
      clock: systemClock,
      env: process.env,
      ...(agentEnv && { agentEnv }),
      agentTiming: { restartDelayMs: 1, ...agentTiming },
      version: "0.0.0-test",
      signal: controller.signal,
      onStarted: resolve,
    });
    running.catch(reject);
  });
  const stop = async (): Promise<void> => {
    controller.abort();
    await running;
  };
  cleanUp(stop);
  return {
    grpc: ports.grpc,
    ports,
    directory,
    stop,
    health: async () => {
      const response = await fetch(`http://127.0.0.1:${ports.health}/health`);
      return { status: response.status, body: (await response.json()) as HealthBody };
    },
  };
}
