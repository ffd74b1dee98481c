import { LOG_LEVELS, parseHostPort } from "@headframe/kit";
import { byteSize, durationMs, strongSecretString } from "@headframe/kit/config";
import { z } from "zod";
import { checkConfig, DEPENDENT_DEFAULTS } from "./rules.js";

const port = z.int().min(0).max(65_535);
const hostPort = z.string().superRefine((text, context) => {
  const parsed = parseHostPort(text);
  if ("problem" in parsed) context.addIssue({ code: "custom", message: parsed.problem });
});

const server = z.strictObject({
  host: z
    .string()
    .min(1)
    .default("0.0.0.0")
    .describe(
      "Address that the gRPC server listens on. Only the miner needs to reach it: firewall the rest.",
    ),
  grpc_port: port.default(50_051).describe("Port of the gRPC server; 0 takes a free one."),
  advertised_address: hostPort
    .optional()
    .describe(
      "host:port under which the miner reaches the gRPC server. With miner.endpoint only, which needs it.",
    ),
  health_host: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("Address that /health and /metrics listen on."),
  health_port: port.default(8_082).describe("Port of /health and /metrics; 0 takes a free one."),
  drain_timeout: durationMs()
    .default(120_000)
    .describe("How long a running challenge may still take after SIGTERM."),
  reflection: z
    .boolean()
    .default(false)
    .describe(
      "List the services of the gRPC server for tools such as grpcurl. With bittensor.enable_auth for those alone whose token names grpc.reflection.v1.ServerReflection/ServerReflectionInfo in its scope.",
    ),
  tls: z
    .strictObject({
      cert_file: z.string().min(1).describe("Certificate chain of the gRPC server, PEM."),
      key_file: z.string().min(1).describe("Its private key, PEM."),
      client_ca_file: z
        .string()
        .min(1)
        .optional()
        .describe(
          "Authorities of client certificates, PEM. Set: callers without one are refused (mutual TLS).",
        ),
    })
    .optional()
    .describe("TLS of the gRPC server. Rotated files are picked up without a restart."),
});

const bittensor = z.strictObject({
  enable_auth: z
    .boolean()
    .default(true)
    .describe("Require a token of the miner on every RPC. Off only while server.host is a loopback address."),
  jwt_secret: strongSecretString()
    .optional()
    .describe("Secret shared with the miner (its security.jwt_secret). Make one with: openssl rand -hex 32"),
  previous_jwt_secrets: z
    .array(strongSecretString())
    .max(4)
    .default([])
    .describe("Secrets that are still accepted while the miner moves to the new one."),
});

const system = z.strictObject({
  container_runtime: z
    .enum(["docker", "none"])
    .default("docker")
    .describe("Container engine of this box. Whether it answers is reported in /health and to the miner."),
  gpu_enabled: z.boolean().default(true).describe("Off: the executor serves its miner but refuses to prove."),
});

const gpu = z.strictObject({
  backend: z
    .enum(["cuda", "reference"])
    .default("cuda")
    .describe("What proves. reference is a CPU program for development: it is not a GPU and earns nothing."),
  memory_share: z
    .number()
    .min(0.5)
    .max(1)
    .default(DEPENDENT_DEFAULTS.memoryShare)
    .describe(
      "Part of a GPU's free memory that a challenge may take; one that needs more is refused. Products fill 90 % of the memory, and with all else a challenge takes 91 to 96 %: a share below that fails them. Only with backend = cuda.",
    ),
  reference_devices: z
    .int()
    .min(1)
    .max(16)
    .default(DEPENDENT_DEFAULTS.referenceDevices)
    .describe("How many reference devices there are. Only with backend = reference."),
  allow_lab_tier: z
    .boolean()
    .default(DEPENDENT_DEFAULTS.allowLabTier)
    .describe("Accept challenges of tier 0, whose sizes prove nothing. For development."),
});

const proof = z.strictObject({
  challenges_per_hour: z
    .int()
    .min(1)
    .max(100_000)
    .default(DEPENDENT_DEFAULTS.challengesPerHour)
    .describe("Challenges that one validator may start per hour; further ones get Ready status 9."),
});

const storage = z.strictObject({
  data_dir: z
    .string()
    .min(1)
    .default("./data/executor")
    .describe("Identity of this executor and its adoption. Back it up."),
  attestation_dir: z
    .string()
    .min(1)
    .default("./data/attestations")
    .describe(
      "Signed transcripts of the challenges that this executor answered, and reports of executor attest. Mode 0700.",
    ),
  max_attestations: z
    .int()
    .min(1)
    .max(100_000)
    .default(1_000)
    .describe(
      "How many transcripts are kept, and how many reports; the oldest go first. A transcript of an H200 has about 140 kB.",
    ),
});

const miner = z.strictObject({
  endpoint: hostPort
    .optional()
    .describe(
      "host:port of the miner's server.port. Set: this executor enrols itself there and sends heartbeats.",
    ),
  alias: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("Name of this executor in the miner's fleet. With endpoint only. Default: the host name."),
  heartbeat_timeout: durationMs()
    .default(DEPENDENT_DEFAULTS.heartbeatTimeoutMs)
    .describe("Deadline of one call to the miner. With endpoint only."),
  tls: z
    .strictObject({
      cert_file: z.string().min(1).describe("Certificate that this executor shows to the miner, PEM."),
      key_file: z.string().min(1).describe("Its private key, PEM."),
      ca_file: z
        .string()
        .min(1)
        .optional()
        .describe("Authorities of the miner's certificate, PEM. Default: public ones."),
    })
    .optional()
    .describe("TLS towards the miner. With endpoint only. Absent: plaintext."),
});

const logging = z.strictObject({
  level: z.enum(LOG_LEVELS).default("info").describe("Least severe level that is logged."),
  format: z.enum(["pretty", "json"]).default("pretty").describe("For people, or one JSON object per line."),
  stdout: z.boolean().default(true).describe("Log to the standard output."),
  file: z.string().min(1).optional().describe("Also write to this file, rotated by size."),
  max_file_size: byteSize({ minBytes: 64 * 1024 })
    .default(DEPENDENT_DEFAULTS.maxFileSizeBytes)
    .describe("Size at which the file is rotated."),
  max_files: z
    .int()
    .min(1)
    .max(1_000)
    .default(DEPENDENT_DEFAULTS.maxFiles)
    .describe("Rotated files that are kept."),
});

const sections = z.strictObject({
  server: server.prefault({}).describe("Listeners."),
  bittensor: bittensor.prefault({}).describe("Who may call this executor."),
  system: system.prefault({}).describe("What this box offers."),
  gpu: gpu.prefault({}).describe("What proves."),
  proof: proof.prefault({}).describe("Limits of challenges."),
  storage: storage.prefault({}).describe("Where state lives."),
  miner: miner.prefault({}).describe("Dialling out, for executors that the miner does not list."),
  logging: logging.prefault({}).describe("Logs."),
});

/** Every key of `executor.toml`. */
export const configSchema = sections.superRefine(checkConfig);

/** The configuration of an executor, as `loadConfig` returns it. */
export type ExecutorConfig = z.output<typeof sections>;
