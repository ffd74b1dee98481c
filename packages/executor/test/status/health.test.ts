import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { afterAllTests } from "../support/clean-up.js";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT, type RunningExecutor, startExecutor } from "../support/running-executor.js";
import { challenge } from "../support/validator-side.js";

describe("an executor on its health port", () => {
  const cleanUp = afterAllTests();
  let executor: RunningExecutor;

  beforeAll(async () => {
    executor = await startExecutor({}, { cleanUp });
  }, PATIENT.timeout);

  it("labels the reference device, and says that no container engine is used", async () => {
    const { body } = await executor.health();
    expect(body.backendNote).toContain("not a GPU");
    expect(body.devices).toHaveLength(1);
    expect(body.containers).toMatchObject({ runtime: "none", reachable: false });
  });

  it("says 503 and what to do until a miner has adopted it and delegated, then 200", async () => {
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

  it("shows no secret", async () => {
    expect(JSON.stringify((await executor.health()).body)).not.toMatch(/jwt|secret|token/i);
    const identity = readFileSync(join(executor.directory, "data", "identity.json"), "utf8");
    expect(identity).not.toMatch(/secret|private/i);
  });

  it("counts challenges and verdicts", async () => {
    await challenge(await new MinerSide(executor.grpc).takeOver());
    const metrics = async () => (await fetch(`http://127.0.0.1:${executor.ports.health}/metrics`)).text();
    await expect.poll(metrics).toMatch(/executor_challenges_total\{end="completed"\} 1/);
    const text = await metrics();
    expect(text).toMatch(/executor_verdicts_total\{outcome="accept"\} 1/);
    expect(text).toMatch(/executor_can_prove 1/);
    expect(text).toMatch(/executor_devices\{backend="reference"\} 1/);
  });
});
