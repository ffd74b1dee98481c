import { readFileSync } from "node:fs";
import { compileFakeLibcuda, lacksCompiler } from "@headframe/testkit/cuda";
import { expect, test } from "vitest";
import { describeFirstGpu } from "./readme-example.js";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the example in the README is this one", () => {
  expect(read("../README.md")).toContain(read("readme-example.ts"));
});

test.skipIf(lacksCompiler("the example of the README"))("the example runs", async () => {
  expect(await describeFirstGpu(compileFakeLibcuda())).toBe("Fake GPU 0: 1 GiB free, of 2 GPUs");
});
