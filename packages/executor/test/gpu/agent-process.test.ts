import { silentLogger } from "@headframe/kit";
import type { PowParams } from "@headframe/pow";
import { lacksCompiler } from "@headframe/testkit/cuda";
import { beforeAll, describe, expect, it } from "vitest";
import { AgentProcess, type AgentProcessOptions } from "../../src/gpu/agent/agent-process.js";
import { RemoteDevice } from "../../src/gpu/remote-device.js";
import { afterAllTests, afterThisTest, type CleanUp } from "../support/clean-up.js";
import { fakeDriverPath, hangIn } from "../support/fake-driver.js";
import { PATIENT } from "../support/running-executor.js";

const INSTALLATION = "6f1f2a3e-58f0-4a6e-9d5b-0f1e2d3c4b5a";
const never = new AbortController().signal;

const SMALL: PowParams = { tier: "lab", n: 256, K: 256, M: 2, W: 1024, S: 16, t1: 8, t2: 4 };
/** Takes the reference device about half a minute. */
const LARGE: PowParams = { ...SMALL, n: 1024, K: 4096, M: 64 };

async function startAgent(options: Partial<AgentProcessOptions> = {}, cleanUp: CleanUp = afterThisTest) {
  const { agent, claims } = await AgentProcess.start(
    {
      backend: { kind: "reference", devices: 2, installationId: INSTALLATION },
      env: process.env,
      cancelGraceMs: 5_000,
      ...options,
    },
    { logger: silentLogger, signal: never },
  );
  cleanUp(async () => {
    agent.kill();
    await agent.exited;
  });
  return { agent, claims, devices: claims.map(({ uuid }, slot) => new RemoteDevice(agent, slot, uuid)) };
}

type Started = Awaited<ReturnType<typeof startAgent>>;

function uuidsOf({ claims }: Started): readonly string[] {
  return claims.map(({ uuid }) => Buffer.from(uuid).toString("hex"));
}

describe("the gpu-agent", () => {
  const cleanUp = afterAllTests();
  let started: Started;

  beforeAll(async () => {
    started = await startAgent({}, cleanUp);
  }, PATIENT.timeout);

  it("opens its devices in ascending order of their UUIDs", () => {
    const uuids = uuidsOf(started);
    expect(uuids).toEqual(uuids.toSorted());
    expect(new Set(uuids).size).toBe(2);
  });

  it("proves on every device at once, each with its own result", async () => {
    const roots = await Promise.all(
      started.devices.map(async (device, slot) => {
        await device.prepare(SMALL, never);
        const root = await device.fill(new Uint8Array(32).fill(slot), never);
        const walk = await device.walk(new Uint8Array(32).fill(9), never);
        const openings = await device.open([0, 1], [0], never);
        await device.release();
        return { root, walk, openings };
      }),
    );
    expect(roots[0]?.root).toHaveLength(64);
    expect(roots[0]?.walk).toHaveLength(32);
    expect(roots[0]?.openings.strips).toHaveLength(2 * (1024 + 32 * 3));
    expect(roots[0]?.root).not.toEqual(roots[1]?.root);
  });

  it("passes on what a device refuses, with its code and figures", async () => {
    const { devices } = started;
    await expect(devices[0]?.prepare({ ...SMALL, n: 16_384, M: 505 }, never)).rejects.toMatchObject({
      code: "device/out-of-memory",
      detail: { freeBytes: 2 ** 30 },
    });
    await expect(devices[0]?.walk(new Uint8Array(32), never)).rejects.toMatchObject({
      code: "device/out-of-order",
    });
  });

  it("ends a call at once when it is cancelled, and the device works afterwards", async () => {
    const [device] = started.devices;
    await device?.prepare(LARGE, never);
    const controller = new AbortController();
    const filling = device?.fill(new Uint8Array(32), controller.signal);
    controller.abort(new Error("enough"));
    await expect(filling).rejects.toThrow("enough");
    await device?.release();
    await device?.prepare(SMALL, never);
    await expect(device?.fill(new Uint8Array(32), never)).resolves.toHaveLength(64);
  });

  it("survives Ctrl-C and a closed terminal, which reach the whole process group", async () => {
    const { agent, devices } = started;
    process.kill(agent.pid ?? 0, "SIGINT");
    process.kill(agent.pid ?? 0, "SIGTERM");
    process.kill(agent.pid ?? 0, "SIGHUP");
    await expect(devices[0]?.claim(never)).resolves.toBeDefined();
  });

  it("counts as suspect once a device failed for a reason that is not the challenge's", async () => {
    const { agent, devices } = started;
    await expect(devices[0]?.prepare({ ...SMALL, n: 16_384, M: 505 }, never)).rejects.toThrow("bytes");
    expect(agent.isSuspect).toBe(false);
    await expect(devices[0]?.prepare({ ...SMALL, K: 1 }, never)).rejects.toMatchObject({
      code: "device/driver",
    });
    expect(agent.isSuspect).toBe(true);
  });

  it("fails what waits for it when it is killed, and everything after", PATIENT, async () => {
    const other = await startAgent();
    const { agent, devices } = other;
    expect(uuidsOf(other)).toEqual(uuidsOf(started));
    const [device] = devices;
    await device?.prepare(LARGE, never);
    const filling = device?.fill(new Uint8Array(32), never);
    process.kill(agent.pid ?? 0, "SIGKILL");
    await expect(filling).rejects.toMatchObject({ code: "device/agent-lost" });
    await expect(device?.claim(never)).rejects.toMatchObject({ code: "device/agent-lost" });
    await expect(device?.release()).resolves.toBeUndefined();
  });

  it("is killed when it does not answer a cancelled call", PATIENT, async () => {
    const { agent, devices } = await startAgent({ cancelGraceMs: 100 });
    const controller = new AbortController();
    process.kill(agent.pid ?? 0, "SIGSTOP");
    const claiming = devices[0]?.claim(controller.signal);
    controller.abort(new Error("enough"));
    await expect(claiming).rejects.toThrow("enough");
    expect(await agent.exited).toMatchObject({ hungMethod: "claim" });
  });

  it("is killed when a device does not let go", PATIENT, async () => {
    const { agent, devices } = await startAgent({ cancelGraceMs: 100 });
    process.kill(agent.pid ?? 0, "SIGSTOP");
    await expect(devices[0]?.release()).resolves.toBeUndefined();
    expect(await agent.exited).toMatchObject({ hungMethod: "release" });
  });

  it.skipIf(lacksCompiler("kernels that hang"))(
    "names the kernels of the call in which a GPU hung",
    PATIENT,
    async () => {
      const hang = hangIn("gpow_walk");
      const env = {
        ...process.env,
        LD_LIBRARY_PATH: fakeDriverPath(),
        CUDA_VISIBLE_DEVICES: "0",
        ...hang.settings,
      };
      const { agent, devices } = await startAgent({ backend: { kind: "cuda" }, env, cancelGraceMs: 100 });
      // The warm-up walks too. Called off only once it hangs in the driver: before that it would stop by itself.
      const controller = new AbortController();
      const preparing = devices[0]?.prepare(SMALL, controller.signal);
      void hang.begins().then(() => controller.abort(new Error("enough")));
      await expect(preparing).rejects.toThrow("enough");
      const exit = await agent.exited;
      expect(exit).toMatchObject({ hungMethod: "prepare" });
      expect(exit.hungKernels).toContain("gpow_walk");
    },
  );

  it("says in the guide's words why there is no GPU, and leaves no process", PATIENT, async () => {
    const starting = AgentProcess.start(
      { backend: { kind: "cuda" }, env: process.env, cancelGraceMs: 5_000 },
      { logger: silentLogger, signal: never },
    );
    await expect(starting).rejects.toMatchObject({
      code: expect.stringMatching(/^gpu\/no-/),
      message: expect.stringContaining("Failed to initialize GPU PRNG kernel - CUDA kernels required"),
      hint: expect.stringContaining("driver"),
    });
  });
});
