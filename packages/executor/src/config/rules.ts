import { isLoopback } from "@headframe/kit";
import type { ExecutorConfig } from "./schema.js";

type Report = (path: readonly string[], message: string) => void;

/** Reports a key if it is set, with what it would need. */
type Idle = (isSet: boolean, path: readonly string[], needs: string) => void;

/** The part of zod's refinement context that the rules use. */
interface IssueSink {
  addIssue(issue: { code: "custom"; message: string; path: string[] }): void;
}

/** Defaults of keys that have an effect only together with another one. */
export const DEPENDENT_DEFAULTS = {
  referenceDevices: 1,
  /** What a challenge needs has its reserve in it already (GPOW-1, section 18). */
  memoryShare: 1,
  allowLabTier: false,
  challengesPerHour: 120,
  heartbeatTimeoutMs: 10_000,
  maxFileSizeBytes: 50 * 1024 * 1024,
  maxFiles: 5,
} as const;

/** The rules that span keys. Each says why, and what to change. */
export function checkConfig(config: ExecutorConfig, context: IssueSink): void {
  const report: Report = (path, message) => context.addIssue({ code: "custom", message, path: [...path] });
  checkAuth(config, report);
  checkEnrolment(config, report);
  checkIdleKeys(config, report);
  if (config.server.grpc_port !== 0 && config.server.grpc_port === config.server.health_port) {
    report(["server", "health_port"], `${config.server.health_port} is the gRPC port too: choose another`);
  }
}

function checkAuth({ server, bittensor }: ExecutorConfig, report: Report): void {
  const { enable_auth, jwt_secret } = bittensor;
  if (enable_auth && jwt_secret === undefined) {
    report(
      ["bittensor", "jwt_secret"],
      "is needed while enable_auth is true; make one with: openssl rand -hex 32",
    );
  }
  if (!enable_auth && !isLoopback(server.host)) {
    report(
      ["bittensor", "enable_auth"],
      `false would let anyone who reaches ${server.host} use this box: set it to true, or server.host to 127.0.0.1`,
    );
  }
}

function checkEnrolment({ server, bittensor, miner }: ExecutorConfig, report: Report): void {
  if (miner.endpoint === undefined) return;
  if (server.advertised_address === undefined) {
    report(["server", "advertised_address"], "is needed with miner.endpoint: the miner calls back there");
  }
  if (!bittensor.enable_auth) {
    report(["miner", "endpoint"], "needs bittensor.enable_auth: enrolment is signed with the shared secret");
  }
}

/** What is set and would change nothing is a mistake of whoever set it. A default may stand there all the same. */
function checkIdleKeys(config: ExecutorConfig, report: Report): void {
  const { server, bittensor, miner, logging } = config;
  const idle: Idle = (isSet, path, needs) => {
    if (isSet) report(path, `has no effect without ${needs}`);
  };
  if (miner.endpoint === undefined) {
    idle(server.advertised_address !== undefined, ["server", "advertised_address"], "miner.endpoint");
    idle(miner.alias !== undefined, ["miner", "alias"], "endpoint");
    idle(miner.tls !== undefined, ["miner", "tls"], "endpoint");
    const { heartbeatTimeoutMs } = DEPENDENT_DEFAULTS;
    idle(miner.heartbeat_timeout !== heartbeatTimeoutMs, ["miner", "heartbeat_timeout"], "endpoint");
  }
  if (!bittensor.enable_auth) {
    idle(bittensor.jwt_secret !== undefined, ["bittensor", "jwt_secret"], "enable_auth = true");
    const hasPrevious = bittensor.previous_jwt_secrets.length > 0;
    idle(hasPrevious, ["bittensor", "previous_jwt_secrets"], "enable_auth = true");
  }
  checkIdleProofKeys(config, idle);
  if (logging.file === undefined) {
    const { maxFileSizeBytes, maxFiles } = DEPENDENT_DEFAULTS;
    idle(logging.max_file_size !== maxFileSizeBytes, ["logging", "max_file_size"], "file");
    idle(logging.max_files !== maxFiles, ["logging", "max_files"], "file");
  }
}

function checkIdleProofKeys({ system, gpu, proof }: ExecutorConfig, idle: Idle): void {
  const { referenceDevices, memoryShare, allowLabTier, challengesPerHour } = DEPENDENT_DEFAULTS;
  const areDevicesSet = gpu.reference_devices !== referenceDevices;
  const isShareSet = gpu.memory_share !== memoryShare;
  if (!system.gpu_enabled) {
    const needs = "system.gpu_enabled = true";
    idle(areDevicesSet, ["gpu", "reference_devices"], needs);
    idle(isShareSet, ["gpu", "memory_share"], needs);
    idle(gpu.allow_lab_tier !== allowLabTier, ["gpu", "allow_lab_tier"], needs);
    idle(proof.challenges_per_hour !== challengesPerHour, ["proof", "challenges_per_hour"], needs);
  } else if (gpu.backend === "reference") {
    idle(isShareSet, ["gpu", "memory_share"], 'backend = "cuda"');
  } else {
    idle(areDevicesSet, ["gpu", "reference_devices"], 'backend = "reference"');
  }
}
