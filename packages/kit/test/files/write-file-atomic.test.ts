import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { writeFileAtomic } from "../../src/index.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-files-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("writeFileAtomic", () => {
  it("makes a file that only its owner may read, and leaves nothing beside it", async () => {
    await writeFileAtomic(join(directory, "state.json"), "{}");
    expect(readdirSync(directory)).toEqual(["state.json"]);
    expect(statSync(join(directory, "state.json")).mode & 0o777).toBe(0o600);
  });

  it("replaces the contents and takes other permissions", async () => {
    const file = join(directory, "state");
    writeFileSync(file, "old");
    await writeFileAtomic(file, Uint8Array.of(1, 2), { mode: 0o644 });
    expect([...readFileSync(file)]).toEqual([1, 2]);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  it("leaves the old state and no other file when it fails", async () => {
    const file = join(directory, "taken");
    mkdirSync(file);
    await expect(writeFileAtomic(file, "new")).rejects.toMatchObject({ code: "EISDIR" });
    expect(readdirSync(directory)).toEqual(["taken"]);
    await expect(writeFileAtomic(join(directory, "no", "file"), "new")).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});
