import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { assertRegularFile } from "../../src/index.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-files-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

it("says what is no regular file, without opening it", async () => {
  const [pipe, socket, file] = ["pipe", "socket", "file"].map((name) => join(directory, name));
  execFileSync("mkfifo", [pipe ?? ""]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  writeFileSync(file ?? "", "");

  const check = (path = ""): void => assertRegularFile(statSync(path));
  expect(() => check(pipe)).toThrow("it is a pipe, not a file");
  expect(() => check(socket)).toThrow("it is a socket, not a file");
  expect(() => check(directory)).toThrow("it is a directory, not a file");
  expect(() => check("/dev/null")).toThrow("it is a device, not a file");
  expect(() => check(file)).not.toThrow();
  await new Promise((resolve) => server.close(resolve));
});
