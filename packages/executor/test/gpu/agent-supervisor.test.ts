import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { silentLogger, systemClock } from "@headframe/kit";
import { createRegistry } from "@headframe/kit/metrics";
import { compileFakeLibcuda, lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it, onTestFinished } from "vitest";
import { AgentSupervisor, type AgentTiming } from "../../src/gpu/agent-supervisor.js";
import type { BackendChoice } from "../../src/gpu/backend-choice.js";
import type { GpuState } from "../../src/gpu/gpu-state.js";
import { createMetrics } from "../../src/metrics.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { PATIENT } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";

const REFERENCE: BackendChoice = { kind: "reference", devices: 1, installationId: "box" };

const QUICK: AgentTiming = {
  cancelGraceMs: 5_000,
  restartDelayMs: 1,
  maxRestartDelayMs: 10,
  stableAfterMs: 60_000,
  reprobeIntervalMs: 1,
};

/** Starts a supervisor; gives the states that it goes through, and what it warns of. */
async function supervise(backend: BackendChoice, env: NodeJS.ProcessEnv) {
  const states: GpuState[] = [];
  const warnings: string[] = [];
  const supervisor = new AgentSupervisor(
    { ...QUICK, backend, env },
    {
      clock: systemClock,
      metrics: createMetrics(createRegistry()),
      logger: { ...silentLogger, warn: (_, message) => void warnings.push(message) },
      onChange: (state) => void states.push(state),
    },
  );
  onTestFinished(() => supervisor.stop());
  await supervisor.start(new AbortController().signal);
  return { supervisor, states, warnings };
}

async function untilReady(supervisor: AgentSupervisor): Promise<void> {
  await expect.poll(() => supervisor.state.kind, { timeout: 40_000 }).toBe("ready");
}

describe("the supervisor of the gpu-agent", () => {
  it(
    "says what an agent complained of that could not even start, and starts the next one",
    PATIENT,
    async () => {
      const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: "--require /nowhere/at-all.cjs" };
      const { supervisor, states } = await supervise(REFERENCE, env);
      env["NODE_OPTIONS"] = "";
      expect(states[0]).toMatchObject({
        kind: "unable",
        failure: { code: "gpu/agent-failed", message: expect.stringContaining("/nowhere/at-all.cjs") },
      });
      await untilReady(supervisor);
      expect(supervisor.restarts).toBeGreaterThan(0);
    },
  );

  it.skipIf(lacksCompiler("a late driver"))(
    "finds a driver that comes up after the executor",
    PATIENT,
    async () => {
      const directory = tempDir();
      symlinkSync(compileFakeLibcuda(), join(directory, "libcuda.so.1"));
      const env: NodeJS.ProcessEnv = {
        ...process.env,
        LD_LIBRARY_PATH: directory,
        FAKE_CUDA_FAIL: "cuInit:802",
      };
      const { supervisor, states } = await supervise({ kind: "cuda" }, env);
      delete env["FAKE_CUDA_FAIL"];
      expect(states[0]).toMatchObject({ kind: "unable", failure: { code: "gpu/driver-failed" } });
      await untilReady(supervisor);
      // It was never lost: it was not there.
      expect(supervisor.restarts).toBe(0);
    },
  );

  it.skipIf(lacksCompiler("MIG"))("warns that a process sees one slice of MIG", PATIENT, async () => {
    const env = { PATH: process.env["PATH"], LD_LIBRARY_PATH: fakeDriverPath(), FAKE_CUDA_MIG: "1" };
    const { supervisor, warnings } = await supervise({ kind: "cuda" }, env);
    expect(supervisor.state.kind).toBe("ready");
    expect(warnings).toEqual([expect.stringMatching(/^MIG: .* an executor per slice/)]);
  });

  it("can be stopped while it waits for devices", PATIENT, async () => {
    const { supervisor } = await supervise({ kind: "cuda" }, { PATH: process.env["PATH"] });
    await supervisor.stop();
    expect(supervisor.state.kind).toBe("unable");
  });
});
