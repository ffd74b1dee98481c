import { describe, expect, it } from "vitest";
import { choosePaint, paintAnsi, paintNothing } from "../../src/report/style.js";
import { printable } from "../../src/printable.js";

describe("colour", () => {
  it.each([
    { what: "a terminal", isTTY: true, env: {}, painted: true },
    { what: "a pipe", isTTY: undefined, env: {}, painted: false },
    { what: "NO_COLOR", isTTY: true, env: { NO_COLOR: "1" }, painted: false },
    { what: "an empty NO_COLOR", isTTY: true, env: { NO_COLOR: "" }, painted: true },
    { what: "a dumb terminal", isTTY: true, env: { TERM: "dumb" }, painted: false },
  ])("is $painted for $what", ({ isTTY, env, painted }) => {
    expect(choosePaint({ isTTY }, env)).toBe(painted ? paintAnsi : paintNothing);
  });
});

describe("text of a peer", () => {
  it.each([
    ["\u001B[2J cleared", "?[2J cleared"],
    ["two\nlines", "two?lines"],
    ["right\u202Eleft", "right?left"],
    ["GPU 一", "GPU 一"],
  ])("shows %j as %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("is cut at its limit", () => {
    expect(printable("abcdef", 4)).toBe("abc…");
  });
});
