import { join } from "node:path";
import { ConfigError, loadConfig, printConfig } from "@headframe/kit/config";
import { describe, expect, test } from "vitest";
import { chainOptions } from "../../src/config/chain-options.js";
import { configSchema } from "../../src/config/schema.js";
import { databaseFile } from "../../src/config/values.js";

const GUIDE = join(import.meta.dirname, "fixtures/guide-miner.toml");
const SECRET = "b3a1c5d7e9f10213243546576879808fb3a1c5d7e9f10213243546576879808f";
const UNLIMITED = { "validator_comms.rate_limit.enabled": false };
const PUBLISHED = { "bittensor.external_ip": "8.8.8.8" };
const EXECUTORS = [{ id: "gpu-1", grpc_address: "gpu-1:50051" }];

function load(flags: Readonly<Record<string, unknown>>) {
  return loadConfig({
    schema: configSchema,
    flags: { "security.jwt_secret": SECRET, "executor_management.executors": EXECUTORS, ...flags },
  });
}

function problems(flags: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    load(flags);
  } catch (error) {
    if (error instanceof ConfigError && error.detail.code === "config/invalid") {
      return error.detail.problems.map(({ key, message }) => `${key}: ${message}`);
    }
    throw error;
  }
  return [];
}

test("takes the sample of the provider's guide with only its secret replaced", () => {
  const env = { HEADFRAME_SECURITY__JWT_SECRET: SECRET };
  const config = loadConfig({ schema: configSchema, file: GUIDE, env });
  expect(config.executor_management.executors).toHaveLength(2);
  expect(config.executor_management.health_check_interval).toBe(30_000);
  expect(config.bittensor.axon_port).toBe(8091);
});

test("refuses the guide's placeholder secret with the command that makes a good one", () => {
  expect(() => loadConfig({ schema: configSchema, file: GUIDE })).toThrow(
    /security\.jwt_secret: is the placeholder of a sample file; make a good one with: openssl rand -hex 32/,
  );
});

test("never prints a secret", () => {
  expect(printConfig(configSchema, load({ "api.token": "a-token-for-the-api" }))).not.toMatch(
    /a-token-for-the-api|b3a1c5d7/,
  );
});

test("lets the environment override the file", () => {
  const env = { HEADFRAME_SECURITY__JWT_SECRET: SECRET, HEADFRAME_BITTENSOR__AXON_PORT: "9191" };
  expect(loadConfig({ schema: configSchema, file: GUIDE, env }).bittensor.axon_port).toBe(9191);
});

test.each([
  ["finney", "./data/metadata"],
  ["local", undefined],
])("keeps the metadata of %s in %j", (network, metadataDirectory) => {
  const { bittensor } = load({ "bittensor.network": network, "bittensor.chain_endpoints": ["ws://[::1]"] });
  expect(chainOptions(bittensor)).toMatchObject({ network, endpoints: ["ws://[::1]"], metadataDirectory });
});

describe("refuses", () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      "no executor at all",
      { "executor_management.executors": [] },
      /At least one executor must be configured/,
    ],
    [
      "only disabled executors",
      { "executor_management.executors": [{ ...EXECUTORS[0], enabled: false }] },
      /At least one executor must be configured/,
    ],
    [
      "one id twice",
      { "executor_management.executors": [...EXECUTORS, { id: "gpu-1", grpc_address: "gpu-2:50051" }] },
      /executors\.1\.id: "gpu-1" names executors\[0\] too/,
    ],
    [
      "one address twice, whatever its case",
      { "executor_management.executors": [...EXECUTORS, { id: "gpu-2", grpc_address: "GPU-1:50051" }] },
      /executors\.1\.grpc_address: "GPU-1:50051" names executors\[0\] too/,
    ],
    [
      "an address with a scheme",
      { "executor_management.executors": [{ id: "gpu-1", grpc_address: "http://gpu-1:50051" }] },
      /write "host:port", without "http:\/\/"/,
    ],
    ["two listeners on one port", { "server.port": 8091 }, /server\.port: 8091 is bittensor\.axon_port too/],
    ["any axon port on a public network", { "bittensor.axon_port": 0 }, /axon_port: 0 is for network local/],
    [
      "a check that takes longer than the interval",
      { "executor_management.health_check_timeout": "5m" },
      /must not exceed health_check_interval/,
    ],
    ["validators without authentication", { "validator_comms.auth.enabled": false }, /must be true/],
    ["tokens instead of signatures", { "validator_comms.auth.method": "jwt" }, /"jwt" is not offered/],
    [
      "unchecked signatures on finney",
      { "security.verify_signatures": false },
      /must be true on network finney/,
    ],
    [
      "a window in which a burst comes back too early",
      {
        "validator_comms.rate_limit.burst_capacity": 1000,
        "validator_comms.rate_limit.requests_per_second": 1,
      },
      /window_duration: must be at least .*1000 s/,
    ],
    [
      "validators of July 2025 from everywhere",
      { "validator_comms.auth.accept_legacy_j": true, "security.require_validator_permit": false },
      /accept_legacy_j: needs security\.require_validator_permit, .* or security\.allowed_validators/,
    ],
    [
      "mutual TLS without certificates",
      { "security.enable_mtls": true },
      /cert_path: is needed with enable_mtls/,
    ],
    [
      "an open API without a token",
      { "api.host": "0.0.0.0" },
      /api\.host: 0\.0\.0\.0 is reachable from outside/,
    ],
    ["a malformed hotkey", { "security.allowed_validators": ["5Fxx"] }, /must be an SS58 address/],
    [
      "more idle connections than connections",
      { "database.min_connections": 9 },
      /must not exceed max_connections, 5/,
    ],
    ["PostgreSQL", { "database.url": "postgres://db/miner" }, /PostgreSQL is not supported/],
    ["a database without a file", { "database.url": "sqlite::memory:" }, /must name a file/],
    ["an HTTP chain endpoint", { "bittensor.chain_endpoint": "https://node" }, /must be a WebSocket URL/],
    ["a name as external address", { "bittensor.external_ip": "my.host" }, /must be an IPv4 or IPv6 address/],
    [
      "a private external address on a public network",
      { "bittensor.external_ip": "192.168.1.5" },
      /192\.168\.1\.5 is not a public address: no validator of network finney can dial it/,
    ],
    ["a name as echo service", { "bittensor.ip_echo_services": ["example.org"] }, /must be an https URL/],
    ["an echo service without TLS", { "bittensor.ip_echo_services": ["http://a.b"] }, /must be an https URL/],
    [
      "a wallet name that leaves the folder",
      { "bittensor.wallet_name": "../x" },
      /must be a plain file name/,
    ],
  ])("%s", (_, flags, expected) => {
    expect(problems(flags).join("\n")).toMatch(expected);
  });
});

/** Keys that another one switches off: the switch, the key with its default and with another value, what it needs. */
const IDLE_KEYS: readonly (readonly [
  key: string,
  switchedOffBy: Readonly<Record<string, unknown>>,
  byDefault: unknown,
  other: unknown,
  needs: string,
])[] = [
  ["security.cert_path", {}, undefined, "a.pem", "without enable_mtls"],
  ["security.previous_jwt_secrets", {}, [], [SECRET], "without executor_management.enrolment.enabled"],
  ["executor_management.enrolment.heartbeat_interval", {}, "30s", "10s", "without enabled = true"],
  ["logging.max_file_size", {}, "100MB", "1MB", "without file"],
  ["logging.max_files", {}, 5, 3, "without file"],
  ["http_axon.port", {}, 8093, 9093, "without enabled = true"],
  ["validator_comms.rate_limit.requests_per_second", UNLIMITED, 10, 1, "without enabled = true"],
  ["validator_comms.rate_limit.burst_capacity", UNLIMITED, 20, 1000, "without enabled = true"],
  ["validator_comms.rate_limit.window_duration", UNLIMITED, "1m", "1s", "without enabled = true"],
  ["metrics.prometheus.host", { "metrics.prometheus.enabled": false }, "127.0.0.1", "::1", "without enabled"],
  ["metrics.prometheus.host", { "metrics.enabled": false }, "127.0.0.1", "::1", "without metrics.enabled"],
  ["metrics.prometheus.port", { "metrics.enabled": false }, 9091, 9191, "without metrics.enabled"],
  ["bittensor.ip_echo_services", PUBLISHED, [], ["https://ip.example.org"], "beside external_ip"],
];

describe("takes the default of a key that another one switches off, and refuses what differs:", () => {
  test.each(IDLE_KEYS)("%s beside %j", (key, switchedOffBy, byDefault, other, needs) => {
    expect(problems({ ...switchedOffBy, ...(byDefault !== undefined && { [key]: byDefault }) })).toEqual([]);
    expect(problems({ ...switchedOffBy, [key]: other })).toEqual([
      expect.stringContaining(`${key}: has no effect ${needs}`),
    ]);
  });
});

test("takes metrics and their port off together", () => {
  expect(problems({ "metrics.enabled": false, "metrics.prometheus.enabled": false })).toEqual([]);
});

test("names every problem at once", () => {
  const found = problems({ "api.host": "0.0.0.0", "security.cert_path": "a.pem", "server.port": 8091 });
  expect(found).toHaveLength(3);
});

test("accepts an open API with a token, and no executors when they may enrol", () => {
  const flags = { "api.host": "0.0.0.0", "api.token": "a-token-for-the-api" };
  expect(problems(flags)).toEqual([]);
  const enrolment = { "executor_management.executors": [], "executor_management.enrolment.enabled": true };
  expect(problems(enrolment)).toEqual([]);
});

test.each([
  ["sqlite:./data/miner.db", "./data/miner.db"],
  ["sqlite:///var/lib/miner.db", "/var/lib/miner.db"],
  ["sqlite://data/miner.db?mode=rwc", "data/miner.db"],
  ["sqlite:/var/lib/miner.db", "/var/lib/miner.db"],
])("reads the file of %s", (url, file) => {
  expect(databaseFile(url)).toBe(file);
});

test("accepts a loopback address as external one on a development chain", () => {
  expect(problems({ "bittensor.external_ip": "127.0.0.1", "bittensor.network": "local" })).toEqual([]);
});
