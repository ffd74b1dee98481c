import { describe, expect, it } from "vitest";

import { readFailures } from "./read-failures.js";

const made = (source: string) => readFailures("a.ts", source).made;

describe("readFailures", () => {
  it("finds the codes that a type or a table declares, and nothing that only looks like one", () => {
    const source = `
      export type Failure =
        | { readonly code: "fleet/full"; readonly limit: number }
        | { code: "fleet/a" | "fleet/b" };
      export const RPC_CODES = { 1: "rpc/one" } as const;
      interface Page { readonly type: "text/plain"; readonly code: "plain" | "Not/Code" }
    `;
    expect(readFailures("a.ts", source).declared).toEqual(["fleet/full", "fleet/a", "fleet/b", "rpc/one"]);
  });

  it.each([
    ['new E({ code: "a/b" }, "it broke", { hint: "mend it" })', "it broke", "mend it"],
    ['new E({ code: "a/b", file }, "it broke")', "it broke", undefined],
    ['fail("a/b", "it broke", "mend it")', "it broke", "mend it"],
    ['fail(cause, "a/b", "it " + "broke", { hint, cause })', "it broke", undefined],
    ['send({ code: "a/b", message: "it broke", hint: "mend it" })', "it broke", "mend it"],
    ['fail("a/b", describe(error), "mend it")', "…", "mend it"],
  ])("reads the sentence and the hint of %s", (source, sentence, hint) => {
    expect(made(source)).toContainEqual({ code: "a/b", sentence, hint });
  });

  it("names what differs, and fills in the module's own constants", () => {
    const source = `
      const HINT = \`run \${TOOL}\`;
      const TOOL = "mend";
      new E({ code: "a/b" }, \`\${file} has \${options.limit} of \${count() + 1}\`, { hint: HINT });
    `;
    expect(made(source)).toEqual([{ code: "a/b", sentence: "‹file› has ‹limit› of …", hint: "run mend" }]);
  });

  it("does not run in circles round a constant that names itself", () => {
    expect(made('const A = `${A}`; new E({ code: "a/b" }, A)')[0]?.sentence).toBe("‹A›");
  });

  it("fails on a module that it cannot parse", () => {
    expect(() => readFailures("a.ts", "new new;;(")).toThrow(/a\.ts cannot be parsed/);
  });
});
