import { describe, expect, it } from "vitest";

import { AppError, errorCode, errorMessage } from "../../src/index.js";

type ShelfFailure = { readonly code: "shelf/full"; readonly slots: number };
class ShelfError extends AppError<ShelfFailure> {}

describe("AppError", () => {
  it("carries its code, data, sentence, remedy and cause", () => {
    const cause = new Error("no room");
    const detail = { code: "shelf/full", slots: 3 } as const;
    const error = new ShelfError(detail, "the shelf has 3 slots", { hint: "buy another", cause });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "ShelfError",
      code: "shelf/full",
      detail,
      hint: "buy another",
      cause,
    });
    expect(error.message).toBe("the shelf has 3 slots");
  });

  it("has no remedy unless one is given", () => {
    expect(new ShelfError({ code: "shelf/full", slots: 0 }, "full").hint).toBeUndefined();
  });
});

describe("errorCode", () => {
  it("is the code of an expected failure and nothing for any other throw", () => {
    expect(errorCode(new ShelfError({ code: "shelf/full", slots: 1 }, "full"))).toBe("shelf/full");
    expect(errorCode(Object.assign(new Error("no"), { code: "ENOENT" }))).toBeUndefined();
    expect(errorCode("shelf/full")).toBeUndefined();
  });
});

describe("errorMessage", () => {
  it.each([
    [new TypeError("not a shelf"), "not a shelf"],
    ["just words", "just words"],
    [undefined, "undefined"],
  ])("says %s as %s", (thrown, message) => {
    expect(errorMessage(thrown)).toBe(message);
  });
});
