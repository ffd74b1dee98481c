import { isUuid } from "@headframe/kit";
import { expect, test } from "vitest";
import { executorIdentity } from "../../src/fleet/executor-id.js";

test("keeps a UUID as the id, in lower case", () => {
  expect(executorIdentity("C56A4180-65AA-42EC-A945-5FD21DEC0538")).toEqual({
    executorId: "c56a4180-65aa-42ec-a945-5fd21dec0538",
    alias: "C56A4180-65AA-42EC-A945-5FD21DEC0538",
  });
});

// Computed with Python's uuid.uuid5. A changed value here gives every such executor of every miner another identity.
test("derives the same UUIDv5 from a name for ever", () => {
  const { executorId, alias } = executorIdentity("executor-1");
  expect(executorId).toBe("60acfff3-7666-56e9-ab8e-4ec2e39f540b");
  expect(isUuid(executorId)).toBe(true);
  expect(alias).toBe("executor-1");
});

test("calls an executor by its name when it has one", () => {
  expect(executorIdentity("executor-1", "GPU Executor 1").alias).toBe("GPU Executor 1");
});

test.each(["", "not-a-uuid", "00000000-0000-0000-0000-000000000000", "c56a4180-65aa-42ec-a945-5fd21dec053"])(
  "does not take %j for a UUID",
  (text) => {
    expect(isUuid(text)).toBe(false);
  },
);
