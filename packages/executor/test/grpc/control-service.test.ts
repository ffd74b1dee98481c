import { definitionOf, EXECUTOR_CONTROL } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";

const { HealthCheck, ExecuteBenchmark, StreamLogs, ...others } = definitionOf(EXECUTOR_CONTROL);

describe("the reference system's ExecutorControl", () => {
  it("says how the box is, with figures that were measured", PATIENT, async () => {
    const executor = await startExecutor();
    const miner = await new MinerSide(executor.grpc).takeOver();
    const health = await miner.channel.unary(HealthCheck, { requester: "miner" }, { token: miner.token() });
    expect(health).toMatchObject({ status: "healthy", dockerStatus: "disabled", metrics: {} });
    expect(Object.keys(health.resourceStatus).toSorted()).toEqual([
      "cpu_percent",
      "disk_percent",
      "memory_percent",
    ]);
    for (const percent of Object.values(health.resourceStatus)) {
      expect(Number(percent)).toBeGreaterThanOrEqual(0);
      expect(Number(percent)).toBeLessThanOrEqual(100);
    }
    expect(Math.abs(Number(health.lastUpdate?.value?.seconds) - Date.now() / 1000)).toBeLessThan(10);
  });

  it("says that a box which cannot prove is unhealthy, and why", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = await new MinerSide(executor.grpc).takeOver();
    const health = await miner.channel.unary(HealthCheck, {}, { token: miner.token() });
    expect(health.status).toBe("unhealthy: the devices of this box are switched off");
  });

  it.each([ExecuteBenchmark, ...Object.values(others)].map((method) => [method.path, method] as const))(
    "refuses %s by name",
    async (path, method) => {
      const executor = await startExecutor(WITHOUT_DEVICES);
      const miner = await new MinerSide(executor.grpc).takeOver();
      const call = miner.channel.unary(method as typeof ExecuteBenchmark, {}, { token: miner.token() });
      await expect(call).rejects.toMatchObject({
        code: "rpc/unimplemented",
        peerCode: "executor/not-offered",
        message: expect.stringContaining(path.slice(1)),
      });
    },
  );

  it("refuses to stream logs by name", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = await new MinerSide(executor.grpc).takeOver();
    const call = miner.channel.unary(
      StreamLogs as unknown as typeof ExecuteBenchmark,
      {},
      { token: miner.token() },
    );
    await expect(call).rejects.toMatchObject({ peerCode: "executor/not-offered" });
  });
});
