import { verifyHotkey } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import { vectorKinds, VectorMismatch } from "./check-vectors.js";
import { GOLDEN_VECTORS, readVectors } from "./read-vectors.js";

const text = readVectors(GOLDEN_VECTORS);
const options = { verifyHotkey, includeFullProduct: false };

describe("golden vectors", () => {
  it.each(vectorKinds(JSON.parse(text), options).map((kind) => [kind.kind, kind.count, kind] as const))(
    "agree: %s (%i)",
    async (_, count, kind) => {
      expect(count).toBeGreaterThan(0);
      await kind.check();
    },
    60_000,
  );
});

describe("the check of vectors", () => {
  it.each([
    ["chacha8[0]", '"block": "3e00', '"block": "3e01'],
    ["timing[0]", '"T1ref": 507467', '"T1ref": 507468'],
    ['tampered[0] "strips-not-computed"', '"reason": "strip_digest"', '"reason": "strip_path"'],
  ])("names the first vector that differs: %s", async (place, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const kinds = vectorKinds(JSON.parse(changed), options);
    const kind = kinds.find((one) => place.startsWith(`${one.kind}[`));
    const failure = await kind?.check().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VectorMismatch);
    expect(String(failure)).toContain(place);
  });

  it("refuses a kind that it does not know", () => {
    const file = { ...(JSON.parse(text) as object), weather: [] };
    expect(() => vectorKinds(file, options)).toThrow('"weather"');
  });

  it("refuses a file without one of the kinds, or with none of it", () => {
    const { sample: _, ...file } = JSON.parse(text) as Record<string, unknown>;
    expect(() => vectorKinds(file, options)).toThrow('"sample"');
    expect(() => vectorKinds({ ...file, sample: [] }, options)).toThrow('"sample"');
  });

  it("refuses a file of another format", () => {
    expect(() => vectorKinds({ format: "gpow-2-vectors/1" }, options)).toThrow("gpow-1-vectors/1");
  });
});
