import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startLocalnet } from "@headframe/localnet";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("./connect-and-leave.ts", import.meta.url));

it("holds no process once closed", { timeout: 60_000 }, async () => {
  const localnet = await startLocalnet();
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--conditions=source", "--import", "tsx", script, localnet.url],
      { timeout: 50_000 },
    );
    expect(JSON.parse(stdout)).toEqual([]);
    expect(stderr).toBe("");
  } finally {
    await localnet.close();
  }
});
