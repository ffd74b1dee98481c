import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, loadConfig } from "@headframe/kit/config";
import { chooseParams, DEVICE_CLASSES, neededBytes } from "@headframe/pow";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { tempDir } from "../support/temp-dir.js";

const GOOD_SECRET = "4f2c6a0d9b7e35818c1df0a2b6e4973350c8d1fe7a2b496d80e3c5f1a7b9d246";

/** The sample of the provider's guide, key by key. */
const GUIDE_SAMPLE = `
[server]
grpc_port = 50051
health_port = 8082

[bittensor]
enable_auth = true
jwt_secret = "your-secure-secret-key"

[system]
container_runtime = "docker"
gpu_enabled = true

[storage]
data_dir = "/opt/basilica/data"
attestation_dir = "/opt/basilica/attestations"

[logging]
level = "info"
`;

function load(toml: string, env: Record<string, string> = {}) {
  const file = join(tempDir(), "executor.toml");
  writeFileSync(file, toml);
  return loadConfig({ schema: configSchema, file, env });
}

function problemsOf(toml: string): string {
  try {
    load(toml);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

const AUTH = `[bittensor]\njwt_secret = "${GOOD_SECRET}"\n`;

describe("the configuration of an executor", () => {
  it("takes the guide's sample once its placeholder secret is replaced", () => {
    const config = load(GUIDE_SAMPLE.replace("your-secure-secret-key", GOOD_SECRET));
    expect(config.server).toMatchObject({ grpc_port: 50_051, health_port: 8_082 });
    expect(config.bittensor.jwt_secret?.reveal()).toBe(GOOD_SECRET);
    expect(config.storage.attestation_dir).toBe("/opt/basilica/attestations");
    expect(config.gpu).toMatchObject({ backend: "cuda", allow_lab_tier: false });
  });

  it("refuses the guide's placeholder secret with the command that makes a good one", () => {
    expect(problemsOf(GUIDE_SAMPLE)).toMatch(/bittensor\.jwt_secret.*placeholder.*openssl rand -hex 32/);
  });

  it("never shows a secret that it refuses", () => {
    expect(problemsOf(`[bittensor]\njwt_secret = "hunter2-hunter2"`)).not.toContain("hunter2");
  });

  it.each([
    ["a missing secret", "", /bittensor\.jwt_secret.*is needed/],
    [
      "an unknown container runtime",
      `${AUTH}[system]\ncontainer_runtime = "podman"`,
      /container_runtime.*docker/,
    ],
    ["an unknown backend", `${AUTH}[gpu]\nbackend = "opencl"`, /gpu\.backend.*cuda/],
    ["no authentication on a public address", `[bittensor]\nenable_auth = false`, /enable_auth.*0\.0\.0\.0/],
    ["one port for two listeners", `${AUTH}[server]\ngrpc_port = 8082`, /health_port.*8082/],
    [
      "enrolment without an address to call back",
      `${AUTH}[miner]\nendpoint = "miner:8092"`,
      /advertised_address/,
    ],
    ["an endpoint without a port", `${AUTH}[miner]\nendpoint = "miner"`, /host:port/],
    ["seventeen reference devices", `${AUTH}[gpu]\nreference_devices = 17`, /reference_devices/],
    ["an alias that nobody is told", `${AUTH}[miner]\nalias = "box"`, /miner\.alias: has no effect/],
    [
      "a deadline of calls that are not made",
      `${AUTH}[miner]\nheartbeat_timeout = "5s"`,
      /heartbeat_timeout: has no effect without endpoint/,
    ],
    [
      "certificates that are never shown",
      `${AUTH}[miner.tls]\ncert_file = "a"\nkey_file = "b"`,
      /miner\.tls: has no effect without endpoint/,
    ],
    [
      "an address that nobody is told",
      `${AUTH}[server]\nadvertised_address = "gpu-1:50051"`,
      /advertised_address: has no effect without miner\.endpoint/,
    ],
    [
      "reference devices beside GPUs",
      `${AUTH}[gpu]\nreference_devices = 2`,
      /reference_devices: has no effect without backend = "reference"/,
    ],
    [
      "a share of GPU memory without GPUs",
      `${AUTH}[gpu]\nbackend = "reference"\nmemory_share = 0.8`,
      /memory_share: has no effect without backend = "cuda"/,
    ],
    [
      "a secret that is not asked for",
      `[server]\nhost = "127.0.0.1"\n${AUTH}enable_auth = false`,
      /jwt_secret: has no effect without enable_auth = true/,
    ],
    [
      "a previous secret that is not asked for",
      `[server]\nhost = "127.0.0.1"\n[bittensor]\nenable_auth = false\nprevious_jwt_secrets = ["${GOOD_SECRET}"]`,
      /previous_jwt_secrets: has no effect without enable_auth = true/,
    ],
    [
      "a size of log files that are not written",
      `${AUTH}[logging]\nmax_file_size = "1MB"`,
      /max_file_size: has no effect without file/,
    ],
    [
      "a number of log files that are not written",
      `${AUTH}[logging]\nmax_files = 2`,
      /max_files: has no effect without file/,
    ],
    ["a misspelt key", `${AUTH}[server]\ngrpc_prot = 1`, /grpc_port/],
  ])("refuses %s and names the key", (_, toml, expected) => {
    expect(problemsOf(toml)).toMatch(expected);
  });

  it.each([
    ["gpu", "memory_share", 1, 0.8],
    ["gpu", "reference_devices", 1, 2],
    ["gpu", "allow_lab_tier", false, true],
    ["proof", "challenges_per_hour", 120, 60],
  ])(
    "without GPUs, takes the default of %s.%s and refuses what differs",
    (section, key, byDefault, other) => {
      const withoutGpus = `${AUTH}[system]\ngpu_enabled = false\n[${section}]\n${key} = `;
      expect(load(`${withoutGpus}${byDefault}`).system.gpu_enabled).toBe(false);
      expect(problemsOf(`${withoutGpus}${other}`)).toContain(
        `${section}.${key}: has no effect without system.gpu_enabled = true`,
      );
    },
  );

  it.each(DEVICE_CLASSES)("lets a $name take what a deep challenge needs, by default", (deviceClass) => {
    // A driver with a display or a context keeps some hundred MiB of the smallest of these.
    const freeBytes = deviceClass.vramMiB * 2 ** 20 * 0.98;
    const needed = neededBytes(chooseParams({ class: deviceClass, tier: "deep", rttUs: 60_000 }));
    expect(load(AUTH).gpu.memory_share * freeBytes).toBeGreaterThanOrEqual(needed);
  });

  it("names every problem at once", () => {
    const message = problemsOf(`[server]\ngrpc_port = 70000\n[gpu]\nbackend = "opencl"`);
    expect(message).toMatch(/grpc_port/);
    expect(message).toMatch(/gpu\.backend/);
  });

  it("allows no authentication on a loopback address", () => {
    const config = load(`[server]\nhost = "127.0.0.1"\n[bittensor]\nenable_auth = false`);
    expect(config.bittensor.jwt_secret).toBeUndefined();
  });

  it("reads the secret from a file", () => {
    const file = join(tempDir(), "secret");
    writeFileSync(file, `${GOOD_SECRET}\n`, { mode: 0o600 });
    const config = load(`[bittensor]\njwt_secret_file = "${file}"`);
    expect(config.bittensor.jwt_secret?.reveal()).toBe(GOOD_SECRET);
  });

  it("lets the environment override the file", () => {
    expect(load(AUTH, { HEADFRAME_SERVER__GRPC_PORT: "1234" }).server.grpc_port).toBe(1234);
  });
});
