import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";
import { challenge } from "../support/validator-side.js";

describe("the health page of an executor", () => {
  it("says 503 and what to do until a miner has adopted it and delegated, then 200", PATIENT, async () => {
    const executor = await startExecutor();
    expect(await executor.health()).toMatchObject({
      status: 503,
      body: {
        state: "unable",
        reason: {
          code: "executor/not-adopted",
          hint: expect.stringContaining("executor_management.executors"),
        },
      },
    });
    await new MinerSide(executor.grpc).takeOver();
    expect(await executor.health()).toMatchObject({ status: 200, body: { state: "ready" } });
  });

  it("labels the reference device, and says that no container engine is used", PATIENT, async () => {
    const { health } = await startExecutor();
    const { body } = await health();
    expect(body.backendNote).toContain("not a GPU");
    expect(body.devices).toHaveLength(1);
    expect(body.containers).toMatchObject({ runtime: "none", reachable: false });
  });

  it("shows no secret", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    await new MinerSide(executor.grpc).takeOver();
    const text = JSON.stringify((await executor.health()).body);
    expect(text).not.toMatch(/jwt|secret|token/i);
    expect(readFileSync(join(executor.directory, "data", "identity.json"), "utf8")).not.toMatch(
      /secret|private/i,
    );
  });
});

describe("the metrics of an executor", () => {
  it("count challenges and verdicts", PATIENT, async () => {
    const executor = await startExecutor();
    const miner = await new MinerSide(executor.grpc).takeOver();
    await challenge(miner);
    const metrics = async () => (await fetch(`http://127.0.0.1:${executor.ports.health}/metrics`)).text();
    await expect.poll(metrics).toMatch(/executor_challenges_total\{end="completed"\} 1/);
    const text = await metrics();
    expect(text).toMatch(/executor_verdicts_total\{outcome="accept"\} 1/);
    expect(text).toMatch(/executor_can_prove 1/);
    expect(text).toMatch(/executor_devices\{backend="reference"\} 1/);
  });
});
