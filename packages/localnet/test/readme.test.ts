import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { startChain } from "./readme-example.js";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

it("shows an example in the README that is this one, and runs", async () => {
  expect(read("../README.md")).toContain(read("readme-example.ts"));
  const { localnet, netuid, uid } = await startChain();
  expect([netuid, uid]).toEqual([1, 1]);
  await localnet.close();
});
