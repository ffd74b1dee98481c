import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ensurePrivateDirectory, lockDataDir } from "../../src/state/data-dir.js";
import { tempDir } from "../support/temp-dir.js";

describe("the data directory", () => {
  it("is made for its owner alone", async () => {
    const path = join(tempDir(), "a", "b");
    await ensurePrivateDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it("names the path when it cannot be made", async () => {
    const file = join(tempDir(), "file");
    writeFileSync(file, "");
    await expect(ensurePrivateDirectory(join(file, "sub"))).rejects.toMatchObject({
      code: "state/directory-unusable",
      message: expect.stringContaining(file),
    });
  });

  it("serves one process at a time", async () => {
    const path = tempDir();
    const lock = await lockDataDir(path);
    await expect(lockDataDir(path)).rejects.toMatchObject({
      code: "state/data-dir-in-use",
      detail: { pid: process.pid },
    });
    await lock.release();
    const next = await lockDataDir(path);
    await next.release();
    expect(existsSync(join(path, "executor.lock"))).toBe(false);
  });

  it.each([
    ["of a process that is gone", "999999999 1"],
    ["of a process whose number another one has now", `${process.pid} 1`],
    ["that was cut short by a crash", ""],
  ])("takes over a lock %s", async (_, contents) => {
    const path = tempDir();
    const file = join(path, "executor.lock");
    writeFileSync(file, contents);
    const lock = await lockDataDir(path);
    expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^${process.pid} `));
    await lock.release();
  });

  it.each(["999999999 1 a", ""])(
    "goes to one of many that find the dead lock %j at the same time, and leaves no other file",
    async (contents) => {
      for (let round = 0; round < 20; round++) {
        const path = tempDir();
        writeFileSync(join(path, "executor.lock"), contents);
        const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(path)));
        const taken = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
        expect(taken).toHaveLength(1);
        expect(readdirSync(path)).toEqual(["executor.lock"]);
        const refusals = outcomes.flatMap((outcome) =>
          outcome.status === "rejected" ? [outcome.reason as unknown] : [],
        );
        expect(refusals).toEqual(
          refusals.map(() => expect.objectContaining({ code: "state/data-dir-in-use" }) as unknown),
        );
        await taken[0]?.release();
        expect(readdirSync(path)).toEqual([]);
      }
    },
  );

  it("leaves a lock alone that is no longer its own", async () => {
    const path = tempDir();
    const lock = await lockDataDir(path);
    const file = join(path, "executor.lock");
    writeFileSync(file, "1 1 another\n");
    await lock.release();
    expect(existsSync(file)).toBe(true);
  });
});
