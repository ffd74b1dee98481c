import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { afterAll, beforeAll, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("../../../scripts/generate-metadata.sh", import.meta.url));

/** A process that reads the sources of two packages, on a machine under load. */
const TIMEOUT_MS = 60_000;

let localnet: Localnet;
let directory: string;
beforeAll(async () => {
  localnet = await startLocalnet();
  directory = await mkdtemp(path.join(tmpdir(), "headframe-metadata-"));
});
afterAll(async () => {
  await localnet.close();
  await rm(directory, { recursive: true });
});

async function generate(...options: readonly string[]): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn("sh", [SCRIPT, ...options], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { exitCode, output };
}

it(
  "keeps the metadata of a chain whose shapes are the ones relied on",
  async () => {
    const { exitCode, output } = await generate("--network", "local", "--endpoint", localnet.url);
    expect(output).toContain("has every shape that is relied on");
    expect(exitCode).toBe(0);
    const kept = await readdir(path.join(directory, "data", "metadata"));
    expect(kept).toEqual([expect.stringMatching(`^${localnet.genesisHash.slice(2)}-\\d+\\.metadata$`)]);
  },
  TIMEOUT_MS,
);

it(
  "refuses another network than the one named, and keeps nothing of it",
  async () => {
    const options = ["--network", "test", "--endpoint", localnet.url, "--directory", "other"];
    const { exitCode, output } = await generate(...options);
    expect(exitCode).toBe(2);
    expect(output).toContain('is not network "test"');
    await expect(readdir(path.join(directory, "other"))).rejects.toThrow("ENOENT");
  },
  TIMEOUT_MS,
);
