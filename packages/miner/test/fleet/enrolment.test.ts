import { randomUUID } from "node:crypto";
import { errorCode } from "@headframe/kit";
import { describe, expect, test } from "vitest";
import { Enrolment, type EnrolmentRequest } from "../../src/fleet/enrolment.js";
import { executorIdentity } from "../../src/fleet/executor-id.js";
import { HEARTBEAT_MS, makeFleet, MemoryFleetStore } from "../support/fleet-fixture.js";

const BOX = "0b9d5a3e-7f0c-4c4e-9d37-6d1b1f3d9a01";
const OTHER_BOX = "1c8e6b4f-8a1d-4d5f-8e48-7e2c2a4e8b12";

async function make({ isEnabled = true, store = new MemoryFleetStore() } = {}) {
  const fixture = makeFleet({ store });
  await fixture.fleet.restore([{ ...executorIdentity("listed"), grpcAddress: "listed:50051" }], {
    withEnrolled: isEnabled,
  });
  const hurried: string[] = [];
  const enrolment = new Enrolment(
    { isEnabled, heartbeatIntervalMs: HEARTBEAT_MS },
    { fleet: fixture.fleet, hurry: (executorId) => void hurried.push(executorId) },
  );
  return { ...fixture, enrolment, hurried };
}

const request: EnrolmentRequest = { installationId: BOX, alias: "gpu-9", grpcAddress: "gpu-9:50051" };

async function refusal(work: () => Promise<unknown> | void): Promise<string | undefined> {
  try {
    await work();
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

test("adds an executor under the id of its alias, stores it and has it checked", async () => {
  const { enrolment, fleet, hurried, store } = await make();
  const executorId = await enrolment.enrol(request);
  expect(executorId).toBe(executorIdentity("gpu-9").executorId);
  expect(fleet.get(executorId)).toMatchObject({ alias: "gpu-9", source: "enrolled", installationId: BOX });
  expect(store.stored.get(executorId)?.grpcAddress).toBe("gpu-9:50051");
  expect(hurried).toEqual([executorId]);
});

test("keeps a box's id when it comes back with another address or another name", async () => {
  const { enrolment, fleet, peer } = await make();
  const executorId = await enrolment.enrol(request);
  const oldPeer = peer(executorId);
  expect(await enrolment.enrol({ ...request, alias: "renamed", grpcAddress: "moved:50051" })).toBe(
    executorId,
  );
  expect(fleet.get(executorId)).toMatchObject({ alias: "renamed", grpcAddress: "moved:50051" });
  expect(oldPeer.isClosed).toBe(true);
});

test("lets a listed executor enrol under its listed id, and keeps the listed address", async () => {
  const { enrolment, fleet } = await make();
  const { executorId } = executorIdentity("listed");
  expect(await enrolment.enrol({ ...request, alias: "listed" })).toBe(executorId);
  expect(fleet.get(executorId)).toMatchObject({ source: "configured", grpcAddress: "listed:50051" });
});

test("remembers enrolled executors over a restart", async () => {
  const { enrolment, store } = await make();
  const executorId = await enrolment.enrol(request);
  const { fleet } = await make({ store });
  expect(fleet.get(executorId).installationId).toBe(BOX);
});

test("does not let a box take another one's name later", async () => {
  const { enrolment } = await make();
  await enrolment.enrol(request);
  await enrolment.enrol({ installationId: OTHER_BOX, alias: "gpu-8", grpcAddress: "gpu-8:50051" });
  expect(await refusal(() => enrolment.enrol({ ...request, alias: "gpu-8" }))).toBe("fleet/alias-taken");
});

describe("refuses", () => {
  test.each<readonly [string, Partial<EnrolmentRequest>, string]>([
    ["an alias that another box has", { installationId: OTHER_BOX, grpcAddress: "x:1" }, "fleet/alias-taken"],
    [
      "an address that another executor has",
      { installationId: OTHER_BOX, alias: "gpu-8" },
      "fleet/address-taken",
    ],
    ["an installation id that is none", { installationId: "x" }, "fleet/invalid-enrolment"],
    ["an empty alias", { alias: "" }, "fleet/invalid-enrolment"],
    ["an alias with a line break", { alias: "a\nb" }, "fleet/invalid-enrolment"],
    ["an address without a port", { grpcAddress: "gpu-9" }, "fleet/invalid-enrolment"],
  ])("%s", async (_, changes, code) => {
    const { enrolment } = await make();
    await enrolment.enrol(request);
    expect(await refusal(() => enrolment.enrol({ ...request, ...changes }))).toBe(code);
  });

  test("everybody when enrolment is off", async () => {
    const { enrolment } = await make({ isEnabled: false });
    expect(await refusal(() => enrolment.enrol(request))).toBe("fleet/enrolment-off");
    expect(await refusal(() => enrolment.heartbeat(randomUUID(), BOX))).toBe("fleet/enrolment-off");
  });

  test("heartbeats of boxes that did not enrol", async () => {
    const { enrolment } = await make();
    const executorId = await enrolment.enrol(request);
    expect(await refusal(() => enrolment.heartbeat(executorId, OTHER_BOX))).toBe("fleet/not-enrolled");
    expect(await refusal(() => enrolment.heartbeat(randomUUID(), BOX))).toBe("fleet/not-enrolled");
    expect(await refusal(() => enrolment.heartbeat(executorId, BOX))).toBeUndefined();
  });
});
