import { expect, test } from "vitest";

import { AppError, checkAll } from "../../src/index.js";

const first = new AppError({ code: "test/first" }, "first is wrong", { hint: "mend the first" });
const second = new AppError({ code: "test/second" }, "second is wrong");
const fail = (error: Error) => () => Promise.reject(error);
const one = () => Promise.resolve(1);

test("gives the result of every check", async () => {
  expect(await checkAll("the box", one, () => Promise.resolve("two"))).toEqual([1, "two"]);
});

test("gives one failure as it is", async () => {
  await expect(checkAll("the box", one, fail(first))).rejects.toBe(first);
});

test("gives several failures as one, each with its remedy", async () => {
  await expect(checkAll("the box", fail(first), one, fail(second))).rejects.toMatchObject({
    code: "startup/problems",
    detail: { causes: ["test/first", "test/second"] },
    message: "the box cannot start: 2 problems:\n  first is wrong (mend the first)\n  second is wrong",
  });
});

test("gives a defect before everything else", async () => {
  const defect = new TypeError("undefined is not a function");
  await expect(checkAll("the box", fail(first), fail(defect))).rejects.toBe(defect);
});
