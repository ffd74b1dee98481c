import { type Admission, ChallengeMemory, type PrepareMessage } from "@headframe/pow";
import { describe, expect, it, vi } from "vitest";
import { AdmissionGate, challengeLimiter } from "../../src/proof/admission.js";
import { TestClock } from "../support/test-clock.js";

function prepareBy(validator: number): PrepareMessage {
  // The gate reads nothing but the validator's key.
  return { type: "prepare", validatorKey: new Uint8Array(32).fill(validator) } as PrepareMessage;
}

function setUp(perHour = 2) {
  const clock = new TestClock();
  const onChange = vi.fn();
  const memory = new ChallengeMemory({ clock, limit: 3 });
  const gate = new AdmissionGate(
    { allowLab: false },
    { memory, rateLimit: challengeLimiter(perHour, clock), onChange },
  );
  return { clock, gate, onChange };
}

function release(admission: Admission): void {
  if (!admission.admitted) throw new Error(`not admitted: ${admission.status}`);
  admission.release();
}

describe("the gate of challenges", () => {
  it("lets one in at a time", async () => {
    const { gate } = setUp();
    const first = await gate.admit(prepareBy(1));
    expect(await gate.admit(prepareBy(2))).toMatchObject({ admitted: false, status: "in_flight" });
    release(first);
    expect(await gate.admit(prepareBy(2))).toMatchObject({ admitted: true });
  });

  it("does not free the executor twice when a release is repeated", async () => {
    const { gate } = setUp(3);
    const first = await gate.admit(prepareBy(1));
    release(first);
    await gate.admit(prepareBy(1));
    release(first);
    expect(gate.isTaken).toBe(true);
  });

  it("limits each validator by itself and fills up again with time", async () => {
    const { clock, gate } = setUp(2);
    release(await gate.admit(prepareBy(1)));
    release(await gate.admit(prepareBy(1)));
    expect(await gate.admit(prepareBy(1))).toMatchObject({ status: "rate_limited" });
    release(await gate.admit(prepareBy(2)));
    clock.advance(30 * 60 * 1000 - 1);
    expect(await gate.admit(prepareBy(1))).toMatchObject({ status: "rate_limited" });
    clock.advance(1000);
    release(await gate.admit(prepareBy(1)));
  });

  it("admits nothing while it drains, and says when the running challenge is over", async () => {
    const { gate } = setUp();
    const running = await gate.admit(prepareBy(1));
    gate.drain();
    expect(await gate.admit(prepareBy(2))).toMatchObject({ status: "shutting_down" });
    const free = gate.untilFree(new AbortController().signal);
    release(running);
    await expect(free).resolves.toBeUndefined();
  });

  it("stops waiting for the running challenge when told to", async () => {
    const { gate } = setUp();
    await gate.admit(prepareBy(1));
    const controller = new AbortController();
    const free = gate.untilFree(controller.signal);
    controller.abort(new Error("enough"));
    await expect(free).rejects.toThrow("enough");
  });

  it("knows a challenge id that it has seen", () => {
    const { gate } = setUp();
    const cid = new Uint8Array(16).fill(1);
    expect([gate.rememberChallenge(cid), gate.rememberChallenge(cid)]).toEqual([true, false]);
  });
});
