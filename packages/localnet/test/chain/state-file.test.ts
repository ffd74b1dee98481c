import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { developmentKey, LocalnetError, startLocalnet } from "../../src/index.js";

describe("a localnet with a state file", () => {
  let folder: string;
  let stateFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "localnet-"));
    stateFile = join(folder, "chain.json");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("goes on where it was: same genesis, same neurons, same balances", async () => {
    const first = await startLocalnet({ stateFile });
    const hotkey = developmentKey("//Owner").address;
    const netuid = await first.dev.createSubnet({ coldkey: "//Alice", hotkey });
    first.dev.mineBlocks(5);
    await first.close();

    const second = await startLocalnet({ stateFile });
    try {
      expect(second.genesisHash).toBe(first.genesisHash);
      expect(second.headNumber).toBe(first.headNumber);
      expect(second.dev.uidOf(netuid, hotkey)).toBe(0);
      await second.dev.registerNeuron({
        netuid,
        coldkey: "//Alice",
        hotkey: developmentKey("//New").address,
      });
    } finally {
      await second.close();
    }
    expect(await readdir(folder)).toEqual(["chain.json"]);
  });

  it("refuses a file that holds no chain, names it, and leaves the port free", async () => {
    await writeFile(stateFile, "{}");
    const started = startLocalnet({ stateFile });
    await expect(started).rejects.toThrow(LocalnetError);
    await expect(started).rejects.toMatchObject({
      code: "localnet/bad-state-file",
      message: expect.stringContaining(stateFile),
      hint: expect.stringContaining("new chain"),
    });
  });

  it("refuses a path that cannot be written, at once", async () => {
    const missing = join(folder, "missing");
    const file = join(missing, "chain.json");
    await expect(startLocalnet({ stateFile: file })).rejects.toMatchObject({
      code: "localnet/unwritable-state-file",
      message: expect.stringContaining(`the chain cannot be stored in ${file}: ENOENT`),
      hint: expect.stringContaining(`The folder ${missing} must exist`),
    });
  });

  it("refuses a path that names no file", async () => {
    await expect(startLocalnet({ stateFile: folder })).rejects.toMatchObject({
      code: "localnet/bad-state-file",
      message: expect.stringContaining("it is a directory, not a file"),
    });
  });
});
