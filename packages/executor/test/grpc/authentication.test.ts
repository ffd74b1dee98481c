import { keypairFromUri } from "@headframe/chain";
import { definitionOf, EXECUTOR_SERVICE, HealthClient } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { listServices, REFLECTION } from "../support/list-services.js";
import { MinerSide, type MinerSideOptions } from "../support/miner-side.js";
import { JWT_SECRET, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";

const OTHER_SECRET = "d1fe7a2b496d80e3c5f1a7b9d2464f2c6a0d9b7e35818c1df0a2b6e4973350c8";
const OTHER_ID = "22222222-2222-4222-8222-222222222222";
const GET_STATUS = "headframe.executor.v1.ExecutorService/GetStatus";

describe("an executor's door", () => {
  it.each<[string, MinerSideOptions, string]>([
    ["made with another secret", { secret: OTHER_SECRET }, "auth/bad-signature"],
    ["of another issuer", { issuer: "headframe-executor" }, "auth/wrong-issuer"],
    ["for another executor", { audience: OTHER_ID }, "auth/wrong-audience"],
    ["of another miner", { hotkey: keypairFromUri("//Other") }, "auth/unknown-caller"],
    ["for another method", { scope: ["headframe.pow.v1.ProofService/Prove"] }, "auth/missing-scope"],
    ["that lives for an hour", { lifetimeMs: 3_600_000 }, "auth/lifetime-too-long"],
  ])("stays shut for a token %s", async (_, options, code) => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    await new MinerSide(executor.grpc).takeOver();
    const stranger = new MinerSide(executor.grpc, options);
    await expect(stranger.executor.getStatus()).rejects.toMatchObject({ peerCode: code });
  });

  it("stays shut without a token, for health too", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const { channel } = new MinerSide(executor.grpc);
    const { GetStatus } = definitionOf(EXECUTOR_SERVICE);
    await expect(channel.unary(GetStatus, {})).rejects.toMatchObject({ peerCode: "auth/missing-token" });
    await expect(new HealthClient(channel).isServing()).rejects.toMatchObject({
      peerCode: "auth/missing-token",
    });
  });

  it("lists the services for a token of its miner that allows it, and for nobody else", async () => {
    const executor = await startExecutor({ ...WITHOUT_DEVICES, server: { reflection: true } });
    const miner = new MinerSide(executor.grpc, { scope: [REFLECTION] });
    const list = (token?: string) => listServices(executor.grpc, token);
    expect(await list(miner.token())).toEqual({ status: 16, errorCode: "auth/wrong-audience", text: "" });
    await new MinerSide(executor.grpc).takeOver();
    expect(await list()).toEqual({ status: 16, errorCode: "auth/missing-token", text: "" });
    const other = new MinerSide(executor.grpc, { scope: [GET_STATUS] });
    expect(await list(other.token())).toMatchObject({ errorCode: "auth/missing-scope", text: "" });
    const stranger = new MinerSide(executor.grpc, { scope: [REFLECTION], secret: OTHER_SECRET });
    expect(await list(stranger.token())).toMatchObject({ errorCode: "auth/bad-signature", text: "" });
    expect(await list(miner.token())).toMatchObject({
      status: 0,
      text: expect.stringContaining("headframe.executor.v1.ExecutorService"),
    });
  });

  it("opens for adoption and health only before anybody adopted the executor", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = new MinerSide(executor.grpc);
    await expect(miner.health.isServing()).resolves.toBe(false);
    await expect(miner.executor.getStatus()).rejects.toMatchObject({ peerCode: "auth/wrong-audience" });
    await miner.adopt();
    await expect(miner.executor.getStatus()).resolves.toMatchObject({ executorId: miner.executorId });
  });

  it("takes the earlier secret while the miner moves to a new one", async () => {
    const executor = await startExecutor({
      ...WITHOUT_DEVICES,
      bittensor: { jwt_secret: OTHER_SECRET, previous_jwt_secrets: [JWT_SECRET] },
    });
    await new MinerSide(executor.grpc, { secret: JWT_SECRET }).adopt();
    const miner = new MinerSide(executor.grpc, { secret: OTHER_SECRET });
    await expect(miner.executor.getStatus()).resolves.toMatchObject({ version: "0.0.0-test" });
  });

  it("is open on a loopback address when authentication is switched off", async () => {
    const executor = await startExecutor({
      ...WITHOUT_DEVICES,
      server: { reflection: true },
      bittensor: { enable_auth: false, jwt_secret: undefined },
    });
    const miner = new MinerSide(executor.grpc, { secret: OTHER_SECRET, scope: [GET_STATUS] });
    await expect(miner.executor.getStatus()).resolves.toMatchObject({ reasonCode: "gpu/disabled" });
    expect((await listServices(executor.grpc)).text).toContain("headframe.executor.v1.ExecutorService");
  });
});
