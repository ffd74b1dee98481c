import { createParties, labUuid } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import { ABORT_CODES, READY_STATUSES } from "../../src/rules/outcome.js";
import { deadlinesOf, hardLimitUs, WORST_ALLOWANCE_US } from "../../src/rules/timing.js";
import { encodeUnsigned } from "../../src/wire/frame.js";
import { ALL_GPUS, type Message } from "../../src/wire/message.js";
import { ProverFixture, type StepResult } from "../prover-fixture.js";

const ZERO = new Uint8Array(32);

function abortOf({ sent }: StepResult): unknown {
  return sent.find(({ type }) => type === "abort");
}

function expectAbort(result: StepResult, code: keyof typeof ABORT_CODES): void {
  expect(abortOf(result)).toMatchObject({ type: "abort", gpu: ALL_GPUS, code: ABORT_CODES[code].code });
  expect(result.actions.at(-1)).toMatchObject({ do: "end", end: { kind: "aborted", by: "executor", code } });
}

function expectRefusal(result: StepResult, status: keyof typeof READY_STATUSES): void {
  expect(result.sent).toMatchObject([{ type: "ready", status: READY_STATUSES[status].code, claims: [] }]);
  expect(result.actions.at(-1)).toMatchObject({ do: "end", end: { kind: "refused", status } });
}

function ping(fixture: ProverFixture): StepResult {
  const token = new Uint8Array(16).fill(5);
  return fixture.handle({ kind: "frame", bytes: encodeUnsigned({ type: "ping", cid: fixture.cid, token }) });
}

function open(fixture: ProverFixture, commits: readonly Uint8Array[], value = fixture.openSecret): Message {
  return { type: "open", cid: fixture.cid, value, commits };
}

describe("an executor before Ready", () => {
  it("has nobody to answer when the first frame is no Prepare", () => {
    const result = new ProverFixture().handle({ kind: "frame", bytes: new Uint8Array(100) });
    expect(result.actions).toEqual([{ do: "end", end: { kind: "unreadable" } }]);
  });

  it("cannot answer while the miner has not delegated to it", () => {
    const result = new ProverFixture({ isDelegated: false }).toScreening();
    expect(result.sent).toEqual([]);
    expect(result.actions).toMatchObject([{ do: "end", end: { kind: "refused", status: "not_authorised" } }]);
  });

  it("screens a Prepare before it touches a device", () => {
    const fixture = new ProverFixture();
    expect(fixture.toScreening().actions.map((action) => action.do)).toEqual(["screen"]);
    const admitted = fixture.handle({ kind: "admitted", specs: fixture.specs });
    expect(admitted.actions).toMatchObject([{ do: "prepare", specs: fixture.specs }]);
  });

  it("refuses after 30 s, and not before", () => {
    const fixture = new ProverFixture();
    fixture.toScreening();
    expect(fixture.pass(29_999).actions).toEqual([]);
    expectRefusal(fixture.pass(1), "driver_error");
  });

  it.each([
    ["preempted", "busy"],
    ["shutting-down", "shutting_down"],
  ] as const)("refuses when it is %s", (kind, status) => {
    const fixture = new ProverFixture();
    fixture.toScreening();
    expectRefusal(fixture.handle({ kind }), status);
  });

  it("refuses a validator that does not wait for Ready", () => {
    const fixture = new ProverFixture();
    fixture.toScreening();
    expectRefusal(ping(fixture), "not_authorised");
  });

  it("ends quietly when the validator calls it off", () => {
    const fixture = new ProverFixture();
    fixture.toScreening();
    const abort: Message = { type: "abort", cid: fixture.cid, gpu: 255, code: 8, detail: "stop" };
    const result = fixture.send(abort);
    expect(result.sent).toEqual([]);
    expect(result.actions).toMatchObject([
      { end: { by: "validator", code: "shutting_down", detail: "stop" } },
    ]);
  });
});

describe("an executor that is ready", () => {
  it("answers a Ping at once", () => {
    const fixture = new ProverFixture();
    fixture.toReady();
    expect(ping(fixture).sent).toMatchObject([{ type: "pong", token: new Uint8Array(16).fill(5) }]);
  });

  it("gives up after 120 s without a Challenge, and not before", () => {
    const fixture = new ProverFixture();
    fixture.toReady();
    expect(fixture.pass(119_999).actions).toEqual([]);
    expectAbort(fixture.pass(1), "timed_out");
  });

  it("starts all GPUs at once", () => {
    const { actions } = new ProverFixture().toFilling();
    expect(actions.map((action) => action.do)).toEqual(["fill", "fill"]);
  });

  it("asks about the block first, if it follows the chain", () => {
    const fixture = new ProverFixture({ checksBlocks: true });
    expect(fixture.toFilling().actions.map((action) => action.do)).toEqual(["check-block"]);
    const fresh = fixture.handle({ kind: "block-checked", isFresh: true });
    expect(fresh.actions.map((action) => action.do)).toEqual(["fill", "fill"]);
  });

  it("refuses an old block", () => {
    const fixture = new ProverFixture({ checksBlocks: true });
    fixture.toFilling();
    expectAbort(fixture.handle({ kind: "block-checked", isFresh: false }), "bad_params");
  });

  it("gives up on a frame of another session", () => {
    const fixture = new ProverFixture();
    fixture.toReady();
    const token = new Uint8Array(16);
    const bytes = encodeUnsigned({ type: "ping", cid: new Uint8Array(16), token });
    expectAbort(fixture.handle({ kind: "frame", bytes }), "out_of_order");
  });

  it("gives up on a frame that is not expected", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    expectAbort(ping(fixture), "out_of_order");
  });

  it("gives up on a Challenge that the validator did not sign", () => {
    const fixture = new ProverFixture();
    fixture.toReady();
    const challenge: Message = {
      type: "challenge",
      cid: fixture.cid,
      blockNumber: 1n,
      blockHash: ZERO,
      random: ZERO,
    };
    const stranger = createParties({ nowMs: 0 }).validator.key;
    expectAbort(fixture.send(challenge, stranger), "bad_signature");
  });

  it.each([
    ["an agent that died", { kind: "agent-lost", detail: "gone" }, "device_error"],
    ["a fault of its own", { kind: "failed", detail: "no chain" }, "internal"],
    ["a rental", { kind: "preempted" }, "preempted"],
    ["a shutdown", { kind: "shutting-down" }, "shutting_down"],
  ] as const)("says why it gives up: %s", (_, event, code) => {
    const fixture = new ProverFixture();
    fixture.toReady();
    expectAbort(fixture.handle(event), code);
  });
});

describe("an executor that fills and walks", () => {
  it("sends each commit as its GPU finishes", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const roots = new Uint8Array(64);
    expect(fixture.handle({ kind: "filled", slot: 1, roots }).sent).toMatchObject([
      { type: "commit1", gpu: 1 },
    ]);
    expect(fixture.handle({ kind: "filled", slot: 0, roots }).sent).toMatchObject([
      { type: "commit1", gpu: 0 },
    ]);
  });

  it("counts a device that gives something else than roots as failed", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const { sent } = fixture.handle({ kind: "filled", slot: 1, roots: new Uint8Array(63) });
    expect(sent).toMatchObject([{ type: "abort", gpu: 1, code: ABORT_CODES.device_error.code }]);
  });

  it("gives up on a Nonce that lists a commit it did not make", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const commits = [new Uint8Array(32).fill(1), ZERO];
    expectAbort(fixture.send({ type: "nonce", cid: fixture.cid, value: ZERO, commits }), "bad_vector");
  });

  it("gives up on a Nonce whose list is too short", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const nonce: Message = { type: "nonce", cid: fixture.cid, value: ZERO, commits: [ZERO] };
    expectAbort(fixture.send(nonce), "bad_vector");
  });

  it("stops the GPUs that are listed with zeros and walks with the others", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const [commit] = fixture.handle({ kind: "filled", slot: 0, roots: new Uint8Array(64) }).sent;
    if (commit?.type !== "commit1") throw new Error("there is no commit");
    const nonce: Message = { type: "nonce", cid: fixture.cid, value: ZERO, commits: [commit.root, ZERO] };
    const { actions } = fixture.send(nonce);
    expect(actions).toMatchObject([
      { do: "stop", slot: 1 },
      { do: "walk", slot: 0 },
    ]);
    expect(fixture.handle({ kind: "filled", slot: 1, roots: new Uint8Array(64) }).actions).toEqual([]);
  });

  it("waits ten seconds longer than the validator for the Nonce", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const limits = fixture.specs.map((spec) => deadlinesOf(spec.parsed, spec, WORST_ALLOWANCE_US).d1Us);
    const limitMs = Math.ceil(hardLimitUs(limits) / 1000) + 10_000;
    expect(fixture.pass(limitMs - 1).actions).toEqual([]);
    expectAbort(fixture.pass(1), "timed_out");
  });

  it("waits ten seconds longer than the validator for the Open", () => {
    const fixture = new ProverFixture();
    fixture.toWalking();
    const limits = fixture.specs.map((spec) => deadlinesOf(spec.parsed, spec, WORST_ALLOWANCE_US).d2Us);
    const limitMs = Math.ceil(hardLimitUs(limits) / 1000) + 10_000;
    expect(fixture.pass(limitMs - 1).actions).toEqual([]);
    expectAbort(fixture.pass(1), "timed_out");
  });

  it("opens nothing for a secret that was not committed to", () => {
    const fixture = new ProverFixture();
    fixture.toWalking();
    const commits = fixture.finishWalk();
    const result = fixture.send(open(fixture, commits, ZERO));
    expectAbort(result, "bad_reveal");
    expect(result.actions.some((action) => action.do === "open")).toBe(false);
  });

  it("opens nothing for a list of other commits", () => {
    const fixture = new ProverFixture();
    fixture.toWalking();
    const [first, second] = fixture.finishWalk();
    expectAbort(fixture.send(open(fixture, [second ?? ZERO, first ?? ZERO])), "bad_vector");
  });

  it("opens distinct samples, and no others", () => {
    const fixture = new ProverFixture();
    fixture.toWalking();
    const { actions } = fixture.send(open(fixture, fixture.finishWalk()));
    expect(actions).toHaveLength(2);
    for (const [slot, action] of actions.entries()) {
      if (action.do !== "open") throw new Error("it should open");
      expect(action.slot).toBe(slot);
      expect(new Set(action.strips).size).toBe(16);
      expect(new Set(action.walkers).size).toBe(4);
    }
  });

  it("ends without a verdict 120 s after it opened", () => {
    const fixture = new ProverFixture();
    fixture.toWalking();
    fixture.send(open(fixture, fixture.finishWalk()));
    expect(fixture.pass(119_999).actions).toEqual([]);
    expect(fixture.pass(1).actions).toEqual([{ do: "end", end: { kind: "no-verdict" } }]);
  });

  it("does nothing more once it has ended", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    fixture.handle({ kind: "disconnected" });
    expect(fixture.handle({ kind: "filled", slot: 0, roots: new Uint8Array(64) }).actions).toEqual([]);
    expect(fixture.session.deadlineUs).toBeUndefined();
  });

  it("cuts the text of a failure to what an Abort can hold, between characters", () => {
    const fixture = new ProverFixture();
    fixture.toFilling();
    const { sent } = fixture.handle({ kind: "device-failed", slot: 0, detail: "é".repeat(200) });
    expect(sent).toMatchObject([{ detail: "é".repeat(127) }]);
  });
});

describe("a slot", () => {
  it("is the index of a GPU by ascending UUID", () => {
    expect(new ProverFixture().specs.map(({ uuid }) => uuid)).toEqual([labUuid(1), labUuid(2)]);
  });
});
