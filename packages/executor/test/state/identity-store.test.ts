import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Adopter } from "../../src/state/adopt.js";
import { IdentityStore, loadIdentity } from "../../src/state/identity-store.js";
import type { Adoption } from "../../src/state/identity.js";
import { tempDir } from "../support/temp-dir.js";

const INSTALLATION = "6f1f2a3e-58f0-4a6e-9d5b-0f1e2d3c4b5a";
const ADOPTION: Adoption = {
  executorId: "0b7f3c1e-7a2d-5c4b-8e9f-112233445566",
  minerHotkey: new Uint8Array(32).fill(7),
  minerScheme: "sr25519",
  genesisHash: new Uint8Array(32).fill(9),
};

const open = (dir: string, uuid = INSTALLATION) => IdentityStore.open(dir, () => uuid);

describe("the identity of an executor", () => {
  it("is made once and survives restarts", async () => {
    const dir = tempDir();
    await open(dir);
    const again = await open(dir, "11111111-2222-4333-8444-555555555555");
    expect(again.identity).toEqual({ installationId: INSTALLATION, adoption: undefined });
  });

  it("keeps the adoption across restarts, readable by its owner alone", async () => {
    const dir = tempDir();
    await new Adopter(await open(dir)).adopt(ADOPTION);
    expect((await open(dir)).identity.adoption).toEqual(ADOPTION);
    expect(statSync(join(dir, "identity.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(["identity.json"]);
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, 20)],
    ["empty", () => ""],
    ["of an unknown version", (text: string) => text.replace('"version": 1', '"version": 2')],
    ["with a hotkey that is too short", (text: string) => text.replace("0707", "07")],
    ["with a key of somebody else", (text: string) => text.replace('"version"', '"extra": 1, "version"')],
  ])("is refused, not replaced, when its file is %s", async (_, damage) => {
    const dir = tempDir();
    await (await open(dir)).setAdoption(ADOPTION);
    const file = join(dir, "identity.json");
    const damaged = damage(readFileSync(file, "utf8"));
    writeFileSync(file, damaged);
    await expect(open(dir)).rejects.toMatchObject({
      code: "state/identity-corrupt",
      message: expect.stringContaining(file),
      hint: expect.stringContaining("identity reset --all"),
    });
    expect(readFileSync(file, "utf8")).toBe(damaged);
  });

  it("is unknown where no executor has run", async () => {
    expect(await loadIdentity(tempDir())).toBeUndefined();
  });
});

describe("adoption", () => {
  it("may be repeated by the same miner", async () => {
    const store = await open(tempDir());
    const adopter = new Adopter(store);
    await adopter.adopt(ADOPTION);
    await adopter.adopt({ ...ADOPTION, minerHotkey: new Uint8Array(ADOPTION.minerHotkey) });
    expect(store.identity.adoption).toEqual(ADOPTION);
  });

  it.each([
    ["another hotkey", { minerHotkey: new Uint8Array(32).fill(8) }, "executor/adopted-by-another-miner"],
    ["another scheme", { minerScheme: "ed25519" as const }, "executor/adopted-by-another-miner"],
    ["another id", { executorId: "22222222-2222-4222-8222-222222222222" }, "executor/adopted-as-another-id"],
    ["another chain", { genesisHash: new Uint8Array(32) }, "executor/adopted-on-another-chain"],
  ])("is refused with %s, and changes nothing", async (_, change, code) => {
    const store = await open(tempDir());
    const adopter = new Adopter(store);
    await adopter.adopt(ADOPTION);
    await expect(adopter.adopt({ ...ADOPTION, ...change })).rejects.toMatchObject({ code });
    expect(store.identity.adoption).toEqual(ADOPTION);
  });

  it("goes to the first of two miners that ask at once", async () => {
    const store = await open(tempDir());
    const adopter = new Adopter(store);
    const other = { ...ADOPTION, minerHotkey: new Uint8Array(32).fill(8) };
    const results = await Promise.allSettled([adopter.adopt(ADOPTION), adopter.adopt(other)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(store.identity.adoption).toEqual(ADOPTION);
  });
});
