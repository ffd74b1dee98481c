import {
  createParties,
  LAB_PARAMS,
  labRequest,
  labUuid,
  ManualTime,
  startSession,
  verifyEd25519Hotkey,
  type Session,
  type SessionOptions,
} from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import { ChallengeMemory } from "../../src/prover/challenge-memory.js";
import { createProverPolicy } from "../../src/prover/create-prover-policy.js";
import { ReferenceDevice } from "../../src/reference/reference-device.js";
import { screenPrepare, type Screening } from "../../src/prover/screen-prepare.js";
import type { ReadyStatus } from "../../src/rules/outcome.js";
import { decodeFrame } from "../../src/wire/frame.js";
import { signFrame } from "../../src/wire/hash-chain.js";
import type { PrepareMessage } from "../../src/wire/message.js";
import { ProverFixture } from "../prover-fixture.js";

const DAY_MS = 24 * 3600 * 1000;

async function statusOf(options: Partial<SessionOptions>): Promise<ReadyStatus | number | undefined> {
  const devices = [new ReferenceDevice({ uuid: labUuid(1) })];
  const session = startSession({ devices, ...options });
  const { ready } = await session.verifier;
  await session.prover;
  return ready?.status;
}

describe("an executor refuses", () => {
  it("a GPU that it does not have", async () => {
    expect(await statusOf({ gpus: [labRequest(labUuid(2))] })).toBe("unknown_gpu");
  });

  it("tier lab, unless an operator switched it on", async () => {
    expect(await statusOf({ policy: { allowLab: false } })).toBe("params_refused");
  });

  it("more work than the memory can hold", async () => {
    const params = { ...LAB_PARAMS, n: 4096, M: 512 };
    const gpus = [{ ...labRequest(labUuid(1)), params, opsPerUs: 1_000_000 }];
    expect(await statusOf({ gpus })).toBe("not_enough_memory");
  });

  it("a validator whom its policy does not let in", async () => {
    const policy = {
      admit: () => Promise.resolve({ admitted: false, status: "rate_limited", detail: "too often" } as const),
    };
    expect(await statusOf({ policy })).toBe("rate_limited");
  });

  it("a challenge id that was used before", async () => {
    expect(await statusOf({ policy: { rememberChallenge: () => false } })).toBe("not_authorised");
  });

  it.each([
    [-60_001, "not_authorised"],
    [-60_000, "ready"],
    [60_000, "ready"],
    [60_001, "not_authorised"],
  ])("a validator whose clock is more than a minute off: %i ms is %s", async (offsetMs, status) => {
    const executorTime = new ManualTime();
    const validatorTime = new ManualTime(executorTime.nowMs() - 1000 + offsetMs);
    const parties = createParties({ nowMs: executorTime.nowMs() });
    expect(await statusOf({ time: validatorTime, executorTime, parties })).toBe(status);
  });

  it("a second challenge while one is in flight", async () => {
    const time = new ManualTime();
    const policy = createProverPolicy({ allowLab: true }, { clock: time });
    const first = startSession({
      devices: [new ReferenceDevice({ uuid: labUuid(1) })],
      time,
      policy,
      awaitChallenge: () => new Promise(() => undefined),
    });
    await first.reached("ready");
    expect(await statusOf({ time, policy })).toBe("in_flight");
    first.stopValidator();
    await first.prover;
    expect(await statusOf({ time, policy })).toBe("ready");
    await first.verifier;
  });
});

describe("the screening of a Prepare", () => {
  const { signal } = new AbortController();

  async function screen(
    changes: Partial<PrepareMessage>,
    signAs: "validator" | "stranger" = "validator",
  ): Promise<Screening> {
    const fixture = new ProverFixture();
    const { time, parties } = fixture;
    const message = fixture.prepareMessage(changes);
    const key = signAs === "validator" ? parties.validator.key : createParties({ nowMs: 0 }).validator.key;
    const decoded = decodeFrame(signFrame({}, message, key).bytes, "V>E");
    if (decoded === undefined) throw new Error("the frame is well-formed");
    const devices = [1, 2].map((id) => new ReferenceDevice({ uuid: labUuid(id) }));
    const policy = createProverPolicy({ allowLab: true }, { clock: time });
    const options = {
      devices,
      identity: parties.executor,
      policy,
      verifyHotkey: verifyEd25519Hotkey,
      clock: time,
    };
    return screenPrepare(decoded, message, options, signal);
  }

  it("lets a good one in", async () => {
    expect(await screen({})).toMatchObject({ ok: true, specs: [{ uuid: labUuid(1) }, { uuid: labUuid(2) }] });
  });

  it.each<[string, Partial<PrepareMessage>, ReadyStatus]>([
    ["without a GPU", { gpus: [] }, "params_refused"],
    ["for another chain", { genesis: new Uint8Array(32) }, "not_authorised"],
    ["for another miner", { minerKey: new Uint8Array(32) }, "not_authorised"],
    ["for a miner key of another scheme", { minerScheme: 1 }, "not_authorised"],
    ["for another executor", { executorId: "executor-2" }, "not_authorised"],
    ["from another validator than its delegation", { validatorKey: new Uint8Array(32) }, "not_authorised"],
    ["with a delegation that has ended", { notAfterMs: 0n }, "not_authorised"],
    ["with a delegation of a forged end", { notAfterMs: 2n ** 60n }, "not_authorised"],
  ])("refuses one %s", async (_, changes, status) => {
    expect(await screen(changes)).toMatchObject({ ok: false, status });
  });

  it("refuses one that its session key did not sign", async () => {
    expect(await screen({}, "stranger")).toMatchObject({ ok: false, detail: "the signature is wrong" });
  });
});

describe("an executor that follows the chain", () => {
  const sessionWith = (checkBlock: () => Promise<boolean>): Session =>
    startSession({ devices: [new ReferenceDevice({ uuid: labUuid(1) })], policy: { checkBlock } });

  it.each([
    ["knows the block", () => Promise.resolve(true), "ok", undefined],
    ["does not know the block", () => Promise.resolve(false), "executor_abort", "bad_params"],
    ["cannot ask", () => Promise.reject(new Error("no chain")), "executor_abort", "internal"],
  ])("goes on only if it %s", async (_, checkBlock, reason, code) => {
    const session = sessionWith(checkBlock);
    const { evaluation, abort } = await session.verifier;
    expect(evaluation.gpus[0]?.reason).toBe(reason);
    expect(abort?.code).toBe(code);
    await session.prover;
  });
});

describe("a prover policy", () => {
  it("is free again when its authorisation fails", async () => {
    let calls = 0;
    const policy = createProverPolicy(
      {
        allowLab: true,
        authorise: () => {
          calls += 1;
          return calls === 1 ? Promise.reject(new Error("no database")) : Promise.resolve(undefined);
        },
      },
      { clock: new ManualTime() },
    );
    expect(await statusOf({ policy })).toBe("driver_error");
    expect(await statusOf({ policy })).toBe("ready");
  });

  it("passes on why its authorisation says no", async () => {
    const refusal = { status: "busy", detail: "rented" } as const;
    const policy = createProverPolicy(
      { allowLab: true, authorise: () => Promise.resolve(refusal) },
      { clock: new ManualTime() },
    );
    expect(await statusOf({ policy })).toBe("busy");
    expect(await statusOf({ policy })).toBe("busy");
  });
});

describe("the memory of challenge ids", () => {
  it("knows an id for 24 hours", () => {
    const clock = new ManualTime();
    const memory = new ChallengeMemory({ clock });
    expect(memory.remember(labUuid(1))).toBe(true);
    clock.advanceMs(DAY_MS - 1);
    expect(memory.remember(labUuid(1))).toBe(false);
    clock.advanceMs(1);
    expect(memory.remember(labUuid(1))).toBe(true);
  });

  it("lets nothing new in when it is full, and forgets nothing early", () => {
    const clock = new ManualTime();
    const memory = new ChallengeMemory({ clock, limit: 2 });
    expect([1, 2, 3].map((id) => memory.remember(labUuid(id)))).toEqual([true, true, false]);
    expect(memory.remember(labUuid(1))).toBe(false);
    clock.advanceMs(DAY_MS);
    expect(memory.remember(labUuid(3))).toBe(true);
  });
});
