import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger, type Logger } from "@headframe/kit";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectChain, keypairFromUri } from "../../src/index.js";
import { RequestSpy } from "./request-spy.js";

let localnet: Localnet;
let netuid: number;
let spy: RequestSpy;
let directory: string;
let warnings: string[];
const logger: Logger = {
  ...silentLogger,
  warn: (_fields, message) => warnings.push(message),
  child: () => logger,
};

const HOOK_TIMEOUT_MS = 60_000;

beforeEach(async () => {
  warnings = [];
  directory = await mkdtemp(path.join(tmpdir(), "headframe-metadata-"));
  localnet = await startLocalnet();
  netuid = await localnet.dev.createSubnet({
    coldkey: "//Alice",
    hotkey: keypairFromUri("//Charlie").ss58,
  });
  spy = new RequestSpy(localnet);
}, HOOK_TIMEOUT_MS);
afterEach(async () => {
  await localnet.close();
  await rm(directory, { recursive: true });
}, HOOK_TIMEOUT_MS);

/** Connects and leaves; gives how often the node was asked for its metadata, and the runtime's version. */
async function connect(
  options: { readonly isMetadataRefresh?: boolean; readonly metadataDirectory?: string } = {},
) {
  const before = spy.paramsOf("state_call").length;
  const chain = await connectChain(
    { network: "local", endpoint: localnet.url, metadataDirectory: path.join(directory, "kept"), ...options },
    { logger },
  );
  const { specVersion } = chain;
  const { neurons } = await chain.metagraph(netuid);
  expect(neurons).toHaveLength(1);
  await chain.close();
  const asked = spy
    .paramsOf("state_call")
    .slice(before)
    .filter(([name]) => name === "Metadata_metadata_at_version").length;
  return { asked, specVersion };
}

const keptFiles = (): Promise<string[]> => readdir(path.join(directory, "kept"));

it("keeps the metadata, and does not ask for it at the next start", async () => {
  const first = await connect();
  expect(first.asked).toBeGreaterThan(0);
  expect(await keptFiles()).toEqual([`${localnet.genesisHash.slice(2)}-${first.specVersion}.metadata`]);
  expect(await connect()).toEqual({ ...first, asked: 0 });
});

it("asks again when told to, and for a new version, of which only the newest is kept", async () => {
  const { asked, specVersion } = await connect();
  expect((await connect({ isMetadataRefresh: true })).asked).toBe(asked);
  localnet.dev.upgradeRuntime();
  expect(await connect()).toEqual({ asked, specVersion: specVersion + 1 });
  expect(await keptFiles()).toEqual([`${localnet.genesisHash.slice(2)}-${specVersion + 1}.metadata`]);
});

it("keeps nothing of another network than the one named", async () => {
  const metadataDirectory = path.join(directory, "kept");
  const connecting = connectChain({ network: "test", endpoint: localnet.url, metadataDirectory });
  await expect(connecting).rejects.toMatchObject({ code: "chain/wrong-network" });
  await expect(keptFiles()).rejects.toThrow("ENOENT");
});

it.each([
  ["cut", (contents: Buffer) => contents.subarray(0, 1000)],
  ["changed", (contents: Buffer) => contents.map((byte, at) => (at === 5000 ? byte ^ 1 : byte))],
  ["empty", () => Buffer.alloc(0)],
])("does not use a file that was %s", async (_, damage) => {
  const { asked } = await connect();
  const [name = ""] = await keptFiles();
  const file = path.join(directory, "kept", name);
  const whole = await readFile(file);
  await writeFile(file, damage(whole));
  expect((await connect()).asked).toBe(asked);
  expect(await readFile(file)).toEqual(whole);
});

it("connects all the same where nothing can be kept, and says so, unless keeping is what was asked for", async () => {
  const file = path.join(directory, "no-directory");
  await writeFile(file, "");
  const metadataDirectory = path.join(file, "below");
  await connect({ metadataDirectory });
  await expect(connect({ metadataDirectory, isMetadataRefresh: true })).rejects.toMatchObject({
    code: "chain/metadata-not-kept",
    hint: expect.any(String),
  });
  expect(warnings).toEqual(["the chain's metadata could not be kept for the next start"]);
});
