import { LOG_LEVELS } from "@headframe/kit";
import { byteSize, durationMs, secretString, strongSecretString } from "@headframe/kit/config";
import { z } from "zod";
import {
  chainEndpoint,
  databaseUrl,
  echoService,
  filePath,
  grpcAddress,
  hotkey,
  keyName,
  listenHost,
  listenPort,
  publicIp,
} from "./values.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Defaults of keys that have an effect only together with another one. */
export const DEPENDENT_DEFAULTS = {
  heartbeatIntervalMs: 30_000,
  requestsPerSecond: 10,
  burstCapacity: 20,
  windowMs: MINUTE_MS,
  metricsHost: "127.0.0.1",
  metricsPort: 9091,
  httpAxonPort: 8093,
  maxFileSizeBytes: 100_000_000,
  maxFiles: 5,
} as const;

const server = z.strictObject({
  host: listenHost().default("0.0.0.0").describe("Where executors that dial out reach this miner."),
  port: listenPort()
    .default(8092)
    .describe("Port for executors that dial out; gRPC, also answers health checks. 0: any free one."),
  drain_timeout: durationMs({ maxMs: HOUR_MS })
    .default(2 * MINUTE_MS)
    .describe(
      "How long running challenges may still take after SIGTERM; a validator may wait 80 s for its start alone.",
    ),
  reflection: z
    .boolean()
    .default(false)
    .describe(
      "Tell everybody who reaches the axon or server.port which gRPC services there are: for tools such as grpcurl.",
    ),
});

const database = z.strictObject({
  url: databaseUrl().default("sqlite:./data/miner.db").describe("SQLite file; its directory is created."),
  max_connections: z
    .int()
    .min(1)
    .max(32)
    .default(5)
    .describe(
      "Connections at most. They read at the same time; SQLite has one writer, which waits its turn.",
    ),
  min_connections: z.int().min(0).max(32).default(1).describe("Connections kept open when idle."),
  run_migrations: z
    .boolean()
    .default(true)
    .describe(
      "Bring the schema up to date at start. Off: an outdated schema is refused; see `miner database migrate`.",
    ),
  retention: durationMs({ minMs: HOUR_MS, maxMs: 3650 * DAY_MS })
    .default(30 * DAY_MS)
    .describe("How long ended sessions, challenges and health changes are kept."),
});

const bittensor = z.strictObject({
  wallet_path: filePath().default("~/.bittensor/wallets").describe("Folder of all wallets."),
  wallet_name: keyName().default("miner").describe("Wallet that holds the hotkey."),
  hotkey_name: keyName().default("default").describe("Hotkey that identifies this miner."),
  hotkey_password_file: filePath()
    .optional()
    .describe(
      "File with the password of an encrypted hotkey. Default: btcli's BT_PW_… variable; asked for in a terminal.",
    ),
  coldkey_name: keyName()
    .default("default")
    .describe(
      'Wallet whose coldkeypub.txt must match the hotkey\'s owner on chain, if the file is there. "default": wallet_name.',
    ),
  network: z
    .enum(["finney", "test", "local"])
    .default("finney")
    .describe("Chain that this miner belongs to."),
  netuid: z.int().min(1).max(65_535).default(39).describe("Subnet: 39 on finney, 387 on test."),
  chain_endpoint: chainEndpoint()
    .optional()
    .describe(
      "Node to talk to. Default: the first of chain_endpoints, or the network's public one; ws://127.0.0.1:9944 on local.",
    ),
  chain_endpoints: z
    .array(chainEndpoint())
    .max(15)
    .default([])
    .describe(
      "Further nodes of the same network, in order of preference. When the one in use is lost, falls silent or shows no new block for 72 s, the next takes over.",
    ),
  metadata_dir: filePath()
    .default("./data/metadata")
    .describe(
      "Folder for the chain runtime's metadata, kept between starts and commands; created. Not used on local. Refreshed by `scripts/generate-metadata.sh`.",
    ),
  axon_host: listenHost().default("0.0.0.0").describe("Where validators reach this miner."),
  axon_port: listenPort()
    .default(8091)
    .describe("Port for validators; gRPC; published on chain. 0, on local only: any free one."),
  external_ip: publicIp()
    .optional()
    .describe(
      "Address published on chain. Default: 127.0.0.1 on local; elsewhere the public address of this machine's own interface, else what ip_echo_services say.",
    ),
  ip_echo_services: z
    .array(echoService())
    .max(9)
    .default([])
    .describe(
      'https URLs that answer with the address they are asked from, as text or as {"ip": …}; asked every ten minutes when no interface has a public one. What more than half of them say is published. Default: nobody is asked.',
    ),
});

const executor = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      "must be a UUID, or a name of letters, digits, dots and dashes",
    )
    .describe("UUID, or a name from which one is derived (shown at start)."),
  name: z.string().min(1).max(128).optional().describe("What people call it. Default: the id."),
  grpc_address: grpcAddress().describe("host:port of the executor's gRPC server."),
  enabled: z.boolean().default(true).describe("Off: neither checked nor offered to validators."),
});

const enrolment = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe("Let executors that know the shared secret enrol themselves at server.port."),
  heartbeat_interval: durationMs({ minMs: 100, maxMs: HOUR_MS })
    .default(DEPENDENT_DEFAULTS.heartbeatIntervalMs)
    .describe("How often they say that they are there; after three missed ones they count as gone."),
});

const executorManagement = z.strictObject({
  health_check_interval: durationMs({ minMs: 100, maxMs: HOUR_MS })
    .default(MINUTE_MS)
    .describe("How often each executor is checked; the checks are spread over the interval."),
  health_check_timeout: durationMs({ minMs: 100, maxMs: 10 * MINUTE_MS })
    .default(10_000)
    .describe("How long one check may take."),
  max_retry_attempts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe("Checks in a row that may fail before an executor counts as unhealthy."),
  auto_recovery: z
    .boolean()
    .default(true)
    .describe(
      "An unhealthy executor that answers again comes back by itself. Off: after `miner executors readmit`.",
    ),
  executors: z.array(executor).max(4096).default([]).describe("Executors of this miner."),
  enrolment: enrolment.prefault({}).describe("Executors that are not listed but dial in."),
});

const validatorComms = z.strictObject({
  request_timeout: durationMs({ minMs: 100, maxMs: 10 * MINUTE_MS })
    .default(30_000)
    .describe("Deadline of every call of a validator but the challenge itself."),
  max_concurrent_sessions: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe("Validator sessions at the same time. A validator has 16 at most; its oldest gives way."),
  auth: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Must be true: validators always authenticate."),
      method: z
        .enum(["bittensor_signature", "jwt", "mutual_tls"])
        .default("bittensor_signature")
        .describe("Only bittensor_signature: a validator is its hotkey."),
      accept_legacy_j: z
        .boolean()
        .default(false)
        .describe(
          "Also accept validators of July 2025, whose signatures name no miner and no time: what they sign for another miner can be replayed here, and again once 20000 newer nonces came.",
        ),
    })
    .prefault({})
    .describe("How validators say who they are."),
  rate_limit: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe(
          "Limit calls per validator, authentications per network address, and challenges per validator and executor.",
        ),
      requests_per_second: z
        .number()
        .positive()
        .max(100_000)
        .default(DEPENDENT_DEFAULTS.requestsPerSecond)
        .describe("Calls per second in the long run."),
      burst_capacity: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(DEPENDENT_DEFAULTS.burstCapacity)
        .describe("Calls at once after a quiet time."),
      window_duration: durationMs({ minMs: 1000, maxMs: DAY_MS })
        .default(DEPENDENT_DEFAULTS.windowMs)
        .describe(
          "A caller that is quiet for this long is forgotten. At least burst_capacity / requests_per_second.",
        ),
    })
    .prefault({})
    .describe("Token buckets."),
});

const security = z.strictObject({
  enable_mtls: z.boolean().default(false).describe("Mutual TLS with executors, both ways of dialling."),
  cert_path: filePath().optional().describe("This miner's certificate chain, PEM. With enable_mtls only."),
  key_path: filePath().optional().describe("Its private key, PEM."),
  ca_cert_path: filePath().optional().describe("Authority of the executors' certificates, PEM."),
  jwt_secret: strongSecretString().describe(
    "Secret shared with the executors: openssl rand -hex 32. Or jwt_secret_file, its path.",
  ),
  previous_jwt_secrets: z
    .array(strongSecretString())
    .max(4)
    .default([])
    .describe("Still accepted from executors that enrol, while they move to the new one."),
  token_expiration: durationMs({ minMs: MINUTE_MS, maxMs: DAY_MS })
    .default(HOUR_MS)
    .describe("How long a validator's session lasts."),
  allowed_validators: z
    .array(hotkey())
    .max(4096)
    .default([])
    .describe("SS58 hotkeys that are let in; empty: every one with the rights below."),
  require_validator_permit: z
    .boolean()
    .default(true)
    .describe(
      "Let in only hotkeys with a validator permit. While the chain cannot be read for five minutes, nobody new is let in and sessions go on.",
    ),
  min_validator_stake: z
    .number()
    .min(0)
    .max(21_000_000)
    .default(0)
    .describe(
      "Stake weight that a validator needs: the subnet's alpha that is staked to it, and a part of the TAO staked to it on root.",
    ),
  verify_signatures: z.boolean().default(true).describe("Off on network local only: believe every hotkey."),
});

const logging = z.strictObject({
  level: z.enum(LOG_LEVELS).default("info").describe("Least important lines to log."),
  format: z.enum(["pretty", "json"]).default("pretty").describe("For people, or one JSON object per line."),
  stdout: z.boolean().default(true).describe("Log to the standard output."),
  file: filePath().optional().describe("Also log to this file, e.g. ./logs/miner.log; rotated by size."),
  max_file_size: byteSize({ minBytes: 65_536 })
    .default(DEPENDENT_DEFAULTS.maxFileSizeBytes)
    .describe("Size at which the file is rotated."),
  max_files: z.int().min(1).max(1000).default(DEPENDENT_DEFAULTS.maxFiles).describe("Rotated files kept."),
});

const metrics = z.strictObject({
  enabled: z.boolean().default(true).describe("Collect metrics and serve them under /metrics of the API."),
  prometheus: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Serve metrics on a port of their own."),
      host: listenHost()
        .default(DEPENDENT_DEFAULTS.metricsHost)
        .describe("Address of that port. Metrics name validators' behaviour: keep it private."),
      port: listenPort().default(DEPENDENT_DEFAULTS.metricsPort).describe("That port. 0: any free one."),
    })
    .prefault({})
    .describe("For Prometheus."),
});

const api = z.strictObject({
  host: listenHost().default("127.0.0.1").describe("Where /health, /metrics and /api/v1 are served."),
  port: listenPort().default(8080).describe("Their port. 0: any free one."),
  token: secretString({ minLength: 16 })
    .optional()
    .describe(
      "Bearer token of everything but /health; needed unless host is a loopback address. Or token_file.",
    ),
});

const httpAxon = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      "Serve /v1/… to validators that sign HTTP requests (btauth/1, Epistula v2), with the axon's rights.",
    ),
  port: listenPort()
    .default(DEPENDENT_DEFAULTS.httpAxonPort)
    .describe("Its port, on bittensor.axon_host. 0: any free one."),
});

/** Everything that a miner can be told, each key by itself. Keys are named as in the file. */
export const sectionsSchema = z.strictObject({
  server: server.prefault({}).describe("Executors that dial out."),
  database: database.prefault({}).describe("What outlives the process."),
  bittensor: bittensor.prefault({}).describe("Wallet, chain and axon."),
  executor_management: executorManagement.prefault({}).describe("The fleet."),
  validator_comms: validatorComms.prefault({}).describe("Validators."),
  // Absent, it lacks the same keys as when it is empty: the report names them.
  security: security.prefault({} as z.input<typeof security>).describe("Who is let in."),
  logging: logging.prefault({}).describe("Logs."),
  metrics: metrics.prefault({}).describe("Figures."),
  http_axon: httpAxon.prefault({}).describe("Validators over HTTP, beside the gRPC axon."),
  api: api.prefault({}).describe("The operator's HTTP interface."),
});

/** Values of all keys, of which nobody knows yet whether they go together. */
export type Sections = z.output<typeof sectionsSchema>;
