import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockDataDir } from "../../src/state/data-dir.js";
import { ExecutorProcess, writeConfig } from "../support/executor-process.js";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT } from "../support/running-executor.js";
import { tempDir } from "../support/temp-dir.js";
import { challenge, LAB_PARAMS } from "../support/validator-side.js";

async function startProcess() {
  const directory = tempDir();
  const file = writeConfig({}, directory);
  const executor = new ExecutorProcess(["--server", "--config", file]);
  const { grpc, health } = (await executor.logged("executor started")) as { grpc: string; health: string };
  const miner = await new MinerSide(Number(grpc.split(":")[1])).takeOver();
  return { directory, executor, miner, healthUrl: health };
}

async function agentPid(healthUrl: string): Promise<number> {
  const body = (await (await fetch(healthUrl)).json()) as { agent: { pid: number } };
  return body.agent.pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: the process is gone.
  }
}

describe("the executor process", () => {
  it(
    "finishes the running challenge after SIGTERM, takes no other, and exits with status 0",
    PATIENT,
    async () => {
      const { directory, executor, miner, healthUrl } = await startProcess();
      const pid = await agentPid(healthUrl);
      let late: ReturnType<typeof challenge> | undefined;
      const { evaluation } = await challenge(miner, {
        beforeChallenge: async () => {
          executor.child.kill("SIGTERM");
          await executor.logged("draining");
          expect(await miner.health.isServing("headframe.pow.v1.ProofService")).toBe(false);
          expect(await miner.executor.getStatus()).toMatchObject({
            state: "EXECUTOR_STATE_DRAINING",
            reasonCode: "executor/draining",
          });
          late = challenge(miner, { params: LAB_PARAMS });
          expect((await late).ready?.status).toBe("shutting_down");
        },
      });
      expect(evaluation.gpus[0]?.reason).toBe("ok");
      expect(late).toBeDefined();
      const { code, stderr } = await executor.exited;
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(isAlive(pid)).toBe(false);
      expect(existsSync(join(directory, "data", "executor.lock"))).toBe(false);
    },
  );

  it("exits at once with status 130 at the second signal, and its agent ends with it", PATIENT, async () => {
    const { executor, miner, healthUrl } = await startProcess();
    const pid = await agentPid(healthUrl);
    const controller = new AbortController();
    const session = challenge(miner, {
      signal: controller.signal,
      beforeChallenge: async (signal) => {
        executor.child.kill("SIGTERM");
        await executor.logged("draining");
        executor.child.kill("SIGTERM");
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
    });
    expect((await executor.exited).code).toBe(130);
    controller.abort(new Error("over"));
    await session;
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });

  it("takes its agent with it when it is killed, and leaves its data directory free", PATIENT, async () => {
    const { directory, executor, healthUrl } = await startProcess();
    const pid = await agentPid(healthUrl);
    executor.child.kill("SIGKILL");
    await executor.exited;
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
    const lock = await lockDataDir(join(directory, "data"));
    await lock.release();
  });
});
