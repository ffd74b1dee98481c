import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { IdentityStore } from "../../src/state/identity-store.js";
import { writeConfig } from "../support/executor-process.js";
import { MinerSide } from "../support/miner-side.js";
import { runProgram } from "../support/run-program.js";
import { JWT_SECRET, PATIENT, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

const GUIDE_SAMPLE = `[server]
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

async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP server");
  return address.port;
}

describe("the executor program", () => {
  it("refuses the guide's sample for its placeholder secret alone, with the remedy and status 2", async () => {
    const file = join(tempDir(), "executor.toml");
    writeFileSync(file, GUIDE_SAMPLE);
    const { code, stderr } = await runProgram(["--server", "--config", file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: the configuration has 1 problem:\n.*jwt_secret.*openssl rand -hex 32/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("says how to start when it is given nothing to do, with status 64", async () => {
    const { code, stderr } = await runProgram([]);
    expect(code).toBe(64);
    expect(stderr).toContain("executor --server --config executor.toml");
  });

  it("checks, prints and gives an example of its configuration, secrets hidden", async () => {
    const file = writeConfig();
    const check = await runProgram(["--config", file, "config", "check"]);
    expect(check).toMatchObject({ code: 0, stdout: `${file} is valid\n` });
    const print = await runProgram(["--config", file, "config", "print"]);
    expect(print.stdout).toMatch(/jwt_secret = "<set>"/);
    const example = await runProgram(["config", "example"]);
    expect(example.stdout).toContain("grpc_port = 50051");
  });

  it("takes its own example once the secret is filled in", async () => {
    const { stdout } = await runProgram(["config", "example"]);
    const file = join(tempDir(), "executor.toml");
    writeFileSync(file, stdout.replace('# jwt_secret = ""', `jwt_secret = "${JWT_SECRET}"`));
    expect(await runProgram(["--config", file, "config", "check"])).toMatchObject({ code: 0, stderr: "" });
  });

  it("names everything that keeps it from starting at once, with status 2, and leaves its directory free", async () => {
    const directory = tempDir();
    const tls = { cert_file: join(directory, "none.pem"), key_file: join(directory, "none.key") };
    const grpc = await takePort();
    const health = await takePort();
    const config = writeConfig(
      {
        server: { grpc_port: grpc, health_port: health, advertised_address: "box:50051" },
        "server.tls": tls,
        miner: { endpoint: "miner:8092" },
        "miner.tls": { ...tls, cert_file: join(directory, "other.pem") },
        storage: { attestation_dir: join(directory, "executor.toml", "attestations") },
      },
      directory,
    );
    const { code, stderr } = await runProgram(["--server", "--config", config]);
    expect(code).toBe(2);
    expect(stderr.split("\n")).toEqual([
      "error: the executor cannot start: 5 problems:",
      expect.stringMatching(/^ {2}cannot read .*none\.pem \(check the path/),
      expect.stringMatching(/^ {2}cannot read .*other\.pem \(check the path/),
      expect.stringMatching(/^ {2}cannot create the directory .*attestations: .*\(create it/),
      expect.stringMatching(
        new RegExp(`^  .*127\\.0\\.0\\.1:${grpc}: the port is in use .*server\\.grpc_port`),
      ),
      expect.stringMatching(
        new RegExp(`^  .*127\\.0\\.0\\.1:${health}: the port is in use .*server\\.health_port`),
      ),
      "hint: nothing was started; correct them all and start again",
      "",
    ]);
    expect(readdirSync(join(directory, "data"))).toEqual(["identity.json"]);
  });

  it("refuses to share its data directory, and to reset an identity that is in use", async () => {
    const { directory } = await startExecutor(WITHOUT_DEVICES);
    const file = writeConfig({}, directory);
    const second = await runProgram(["--server", "--config", file]);
    expect(second).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`in use by process ${process.pid}`),
    });
    expect((await runProgram(["--config", file, "identity", "reset"])).code).toBe(2);
  });

  it("shows and resets the identity; a damaged one only with --all", async () => {
    const directory = tempDir();
    const file = writeConfig({}, directory);
    const dataDir = join(directory, "data");
    const none = await runProgram(["--config", file, "identity", "show", "--json"]);
    expect(JSON.parse(none.stdout)).toMatchObject({ installationId: null });
    await runProgram(["--config", file, "identity", "reset"]);
    const store = await IdentityStore.open(dataDir, () => "unused");
    await store.setAdoption({
      executorId: "0b7f3c1e-7a2d-5c4b-8e9f-112233445566",
      minerHotkey: new Uint8Array(32).fill(1),
      minerScheme: "sr25519",
      genesisHash: new Uint8Array(32),
    });
    const shown = await runProgram(["--config", file, "identity", "show"]);
    expect(shown.stdout).toContain("0b7f3c1e-7a2d-5c4b-8e9f-112233445566");
    expect(shown.stdout).toMatch(/5[1-9A-HJ-NP-Za-km-z]{47}/);
    await runProgram(["--config", file, "identity", "reset"]);
    const after = JSON.parse(readFileSync(join(dataDir, "identity.json"), "utf8")) as Record<string, unknown>;
    expect(after).toEqual({ version: 1, installationId: store.identity.installationId });
    writeFileSync(join(dataDir, "identity.json"), "damaged");
    expect((await runProgram(["--config", file, "identity", "reset"])).code).toBe(2);
    expect((await runProgram(["--config", file, "identity", "reset", "--all"])).code).toBe(0);
  });

  it("tells how the running executor is", PATIENT, async () => {
    const { directory, grpc, ports } = await startExecutor();
    await new MinerSide(grpc).takeOver();
    const file = writeConfig({ server: { health_port: ports.health } }, directory);
    const { code, stdout } = await runProgram(["--config", file, "status"]);
    expect(stdout).toMatch(/state\s+ready/);
    expect(stdout).toMatch(/backend\s+reference \(a CPU program for development, not a GPU\)/);
    expect(code).toBe(0);
  });

  it("says why the running executor cannot prove, with status 2", async () => {
    const { directory, ports } = await startExecutor(WITHOUT_DEVICES);
    const file = writeConfig({ server: { health_port: ports.health } }, directory);
    const { code, stdout } = await runProgram(["--config", file, "status"]);
    expect(stdout).toMatch(/reason\s+the devices of this box are switched off/);
    expect(code).toBe(2);
  });

  it("says that no executor answers when none is running", async () => {
    const file = writeConfig({ server: { health_port: 1 } });
    const { code, stderr } = await runProgram(["--config", file, "status"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no executor answers on http:\/\/127\.0\.0\.1:1\/health/);
  });
});
