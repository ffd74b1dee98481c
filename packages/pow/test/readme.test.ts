import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { planH200 } from "./readme-example.js";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

it("shows an example in the README that is this one, and runs", () => {
  expect(read("../README.md")).toContain(read("readme-example.ts"));
  const { memoryGiB, fillMs, walkMs } = planH200();
  // The table of section 18: 128.1 GiB, D1 390 ms, D2 78.7 ms.
  expect([memoryGiB.toFixed(1), Math.round(fillMs), walkMs.toFixed(1)]).toEqual(["128.1", 390, "78.7"]);
});
