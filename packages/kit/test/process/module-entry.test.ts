import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { processEntry, workerEntry } from "../../src/index.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kit-entry-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A module that never runs, beside which `name` lies: as `import.meta.url` of its starter. */
function starterBeside(name: string, source: string): string {
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
  writeFileSync(join(directory, name), source);
  return pathToFileURL(join(directory, `starter${name.slice(name.lastIndexOf("."))}`)).href;
}

const TYPED = "const text: string = 'hello';\n";
const UNTYPED = "const text = 'hello';\n";

describe("workerEntry", () => {
  it.each([
    ["TypeScript, from sources", "greeter.ts", TYPED],
    ["JavaScript, once built", "greeter.js", UNTYPED],
  ])("starts a thread from %s", async (_, name, head) => {
    const source = `import { parentPort } from "node:worker_threads";\n${head}parentPort?.postMessage(text);\n`;
    const worker = new Worker(workerEntry("greeter", starterBeside(name, source)));
    const message = await new Promise((resolve, reject) =>
      worker.once("message", resolve).once("error", reject),
    );
    await worker.terminate();
    expect(message).toBe("hello");
  });
});

describe("processEntry", () => {
  it.each([
    ["TypeScript, from sources", "greeter.ts", TYPED],
    ["JavaScript, once built", "greeter.js", UNTYPED],
  ])("starts a process from %s", async (_, name, head) => {
    const { file, execArgv } = processEntry("greeter", starterBeside(name, `${head}console.log(text);\n`));
    const { stdout } = await promisify(execFile)(process.execPath, [...execArgv, file], {
      cwd: directory,
    });
    expect(stdout).toBe("hello\n");
  });

  it("needs no loader for what was built", () => {
    expect(processEntry("greeter", "file:///opt/headframe/dist/starter.js")).toEqual({
      file: "/opt/headframe/dist/greeter.js",
      execArgv: [],
    });
  });
});
