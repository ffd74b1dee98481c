import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
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

it(
  "keeps the metadata of a chain whose shapes are the ones relied on",
  async () => {
    const options = ["--network", "local", "--endpoint", localnet.url];
    const { stdout } = await promisify(execFile)("sh", [SCRIPT, ...options], { cwd: directory });
    expect(stdout).toContain("has every shape that is relied on");
    expect(stdout).toContain("do not use it: on local");
    const kept = await readdir(path.join(directory, "data", "metadata"));
    expect(kept).toEqual([expect.stringMatching(`^${localnet.genesisHash.slice(2)}-\\d+\\.metadata$`)]);
  },
  TIMEOUT_MS,
);
