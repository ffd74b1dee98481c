import { describeDevice, LAB_PARAMS, labUuid, proveOnce } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import { REFERENCE_DEVICE_NAME, ReferenceDevice } from "../../src/reference/reference-device.js";
import { verifyOpenings } from "../../src/verify/verify-openings.js";

describeDevice("the reference device", () => ({ device: new ReferenceDevice({ uuid: labUuid(1) }) }));

describe("the reference device", () => {
  const { signal } = new AbortController();

  it("says in its name that it is not a GPU", async () => {
    const claim = await new ReferenceDevice({ uuid: labUuid(1), label: "#2" }).claim(signal);
    expect(claim.name).toBe(`${REFERENCE_DEVICE_NAME} #2`);
    expect(claim.name).toContain("not a GPU");
    expect(claim.kernel).toBe(0);
  });

  it("has less free memory while it is prepared", async () => {
    const device = new ReferenceDevice({ uuid: labUuid(1), memoryBytes: 2 ** 30 });
    expect((await device.claim(signal)).freeBytes).toBe(2n ** 30n);
    await device.prepare(LAB_PARAMS, signal);
    expect((await device.claim(signal)).freeBytes).toBeLessThan(2n ** 30n);
  });

  it("lets timers run while it works", async () => {
    const device = new ReferenceDevice({ uuid: labUuid(1) });
    const params = { ...LAB_PARAMS, n: 512, K: 1024, M: 2 };
    await device.prepare(params, signal);
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (turns < 1000) timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    expect(verifyOpenings(await proveOnce(device, params, "busy", signal))).toBe("ok");
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it("throws for parameters that break the rules", async () => {
    const device = new ReferenceDevice({ uuid: labUuid(1) });
    await expect(device.prepare({ ...LAB_PARAMS, n: 300 }, signal)).rejects.toThrow("parameter n");
  });
});
