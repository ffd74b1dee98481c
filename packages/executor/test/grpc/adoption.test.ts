import { keypairFromSeed, keypairFromUri } from "@headframe/chain";
import { describe, expect, it } from "vitest";
import { EXECUTOR_ID, MinerSide, type MinerSideOptions } from "../support/miner-side.js";
import { PATIENT, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

const OTHER_ID = "22222222-2222-4222-8222-222222222222";

describe("adoption over gRPC", () => {
  it("answers with the box's own id and the session key, every time the same", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = new MinerSide(executor.grpc);
    const first = await miner.adopt();
    expect(first.installationId).toBe((await executor.health()).body.installationId);
    expect(first.sessionKey).toHaveLength(32);
    expect(await miner.adopt()).toEqual(first);
  });

  it.each<[string, MinerSideOptions, string]>([
    ["another miner", { hotkey: keypairFromUri("//Other") }, "executor/adopted-by-another-miner"],
    ["the same miner under another id", { executorId: OTHER_ID }, "executor/adopted-as-another-id"],
    ["the same miner on another chain", { genesis: new Uint8Array(32) }, "executor/adopted-on-another-chain"],
    ["a miner whose token names another executor", { audience: OTHER_ID }, "executor/not-your-executor"],
  ])("is refused to %s", async (_, options, code) => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    await new MinerSide(executor.grpc).adopt();
    const late = new MinerSide(executor.grpc, options);
    await expect(late.adopt()).rejects.toMatchObject({ peerCode: code });
    expect((await executor.health()).body.executorId).toBe(EXECUTOR_ID);
  });

  it("says what to do when the executor belongs to another miner", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    await new MinerSide(executor.grpc).adopt();
    const late = new MinerSide(executor.grpc, { hotkey: keypairFromUri("//Other") });
    await expect(late.adopt()).rejects.toMatchObject({
      hint: expect.stringContaining("executor identity reset"),
    });
  });

  it.each([
    ["a hotkey that is too short", { minerHotkey: new Uint8Array(31) }, "miner_hotkey"],
    ["an unknown scheme", { minerScheme: 3 }, "miner_scheme"],
    ["an id that is no UUID", { executorId: "executor-1" }, "executor_id"],
    ["no genesis hash", { genesisHash: new Uint8Array(0) }, "genesis_hash"],
  ])("is refused with %s", async (_, change, field) => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = new MinerSide(executor.grpc);
    const request = {
      executorId: EXECUTOR_ID,
      minerHotkey: miner.hotkey.publicKey,
      minerScheme: 1,
      genesisHash: new Uint8Array(32),
    };
    await expect(miner.executor.adopt({ ...request, ...change })).rejects.toMatchObject({
      peerCode: "executor/invalid-request",
      message: expect.stringContaining(field),
    });
  });

  it("outlives a restart; the session key does not", async () => {
    const directory = tempDir();
    const first = await startExecutor(WITHOUT_DEVICES, { directory });
    const before = await new MinerSide(first.grpc).adopt();
    await first.stop();
    const second = await startExecutor(WITHOUT_DEVICES, { directory });
    const status = await new MinerSide(second.grpc).executor.getStatus();
    expect(status).toMatchObject({ executorId: EXECUTOR_ID, installationId: before.installationId });
    expect(status.sessionKey).not.toEqual(before.sessionKey);
  });

  it("works for an Ed25519 hotkey, and so does its delegation", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const hotkey = keypairFromSeed(new Uint8Array(32).fill(3), "ed25519");
    const miner = await new MinerSide(executor.grpc, { hotkey }).takeOver();
    expect(Number((await miner.executor.getStatus()).delegationNotAfterMs)).toBeGreaterThan(Date.now());
  });
});

describe("the delegation over gRPC", () => {
  it("makes an adopted executor ready", PATIENT, async () => {
    const executor = await startExecutor({ gpu: { reference_devices: 2 } });
    const miner = new MinerSide(executor.grpc);
    await miner.adopt();
    expect(await miner.executor.getStatus()).toMatchObject({
      state: "EXECUTOR_STATE_UNABLE",
      reasonCode: "executor/no-delegation",
      delegationNotAfterMs: "0",
    });
    expect(await miner.health.isServing("headframe.pow.v1.ProofService")).toBe(false);
    await miner.delegate();
    const status = await miner.executor.getStatus();
    expect(status).toMatchObject({ state: "EXECUTOR_STATE_READY", reason: "", backend: "reference" });
    expect(Number(status.delegationNotAfterMs)).toBeGreaterThan(Date.now());
    expect(status.devices.map(({ name }) => name)).toEqual([
      expect.stringContaining("not a GPU"),
      expect.stringContaining("not a GPU"),
    ]);
    const uuids = status.devices.map(({ uuid }) => uuid);
    expect(uuids).toEqual(uuids.toSorted((a, b) => Buffer.compare(a, b)));
    expect(await miner.health.isServing("headframe.pow.v1.ProofService")).toBe(true);
  });

  it("is refused when another key signed it", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = new MinerSide(executor.grpc);
    await miner.adopt();
    const { sessionKey } = await miner.executor.getStatus();
    const forged = {
      sessionKey,
      notBeforeMs: Date.now(),
      notAfterMs: Date.now() + 60_000,
      signature: keypairFromUri("//Other").sign(new Uint8Array(32)),
    };
    await expect(miner.executor.installDelegation(forged)).rejects.toMatchObject({
      peerCode: "executor/invalid-delegation",
    });
  });

  it("counts no longer than it says", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = new MinerSide(executor.grpc);
    await miner.adopt();
    await miner.delegate({ lifetimeMs: 1_500 });
    await expect
      .poll(async () => (await miner.executor.getStatus()).delegationNotAfterMs, { timeout: 5_000 })
      .toBe("0");
  });
});
