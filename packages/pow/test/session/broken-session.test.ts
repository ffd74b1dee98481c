import { setImmediate } from "node:timers/promises";

import {
  breakDevice,
  hangDevice,
  LAB_PARAMS,
  LAB_RATES,
  labUuid,
  ManualTime,
  startSession,
  type Session,
  type SessionOptions,
} from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import type { Device } from "../../src/device/device.js";
import { DeviceError } from "../../src/device/errors.js";
import type { ProverOutcome } from "../../src/prover/prover-outcome.js";
import { ReferenceDevice } from "../../src/reference/reference-device.js";
import { deadlinesOf, distanceAllowanceUs, hardLimitUs } from "../../src/rules/timing.js";
import { FRAME_TYPES } from "../../src/wire/message.js";

const { d1Us, d2Us } = deadlinesOf(LAB_PARAMS, LAB_RATES, distanceAllowanceUs(0));
const H1_MS = Math.ceil(hardLimitUs([d1Us]) / 1000);
const H2_MS = Math.ceil(hardLimitUs([d2Us]) / 1000);
/** The first millisecond after the ten seconds that openings may take. */
const OPENINGS_MS = 10_001;

function device(uuid: number): Device {
  return new ReferenceDevice({ uuid: labUuid(uuid) });
}

/** Lets time pass once somebody waits for exactly this long. */
async function passLimit({ time }: Session, ms: number): Promise<void> {
  await time.untilSleeping(ms);
  time.advanceMs(ms);
}

async function reasonsOf(session: Session): Promise<readonly string[]> {
  const { evaluation } = await session.verifier;
  return evaluation.gpus.map(({ reason }) => reason);
}

const drop =
  (...types: readonly number[]) =>
  (frame: Uint8Array): readonly Uint8Array[] =>
    types.includes(frame[0] ?? 0) ? [] : [frame];

describe("a session that breaks on the executor's side", () => {
  it("is void when no Ready comes within 30 s", async () => {
    const session = startSession({ devices: [device(1)], fromExecutor: drop(FRAME_TYPES.ready) });
    await passLimit(session, 30_000);
    expect(await reasonsOf(session)).toEqual(["no_ready"]);
  });

  it("is refused when a device is not ready within 30 s", async () => {
    const time = new ManualTime();
    const session = startSession({ devices: [hangDevice(device(1), "prepare")], time });
    await time.untilSleeping(30_000);
    // Both sides wait for 30 s; the executor has begun a moment later, so its limit is the later one.
    time.advanceMs(30_000);
    expect(await reasonsOf(session)).toEqual(["no_ready"]);
    expect((await session.prover).end).toMatchObject({ kind: "refused", status: "driver_error" });
  });

  it("is void when pings are not answered: 20 pings of 2 s", async () => {
    const session = startSession({ devices: [device(1)], fromExecutor: drop(FRAME_TYPES.pong) });
    for (let ping = 0; ping < 20; ping += 1) await passLimit(session, 2000);
    expect(await reasonsOf(session)).toEqual(["no_rtt"]);
  });

  it("waits for every commit until the limit, then goes on with the GPUs that are left", async () => {
    const session = startSession({ devices: [device(1), hangDevice(device(2), "fill")] });
    await session.reached("commit1");
    await passLimit(session, H1_MS);
    expect(await reasonsOf(session)).toEqual(["ok", "commit1_missing"]);
    expect((await session.prover).end).toMatchObject({ kind: "completed" });
  });

  it("does the same for the walk", async () => {
    const session = startSession({ devices: [hangDevice(device(1), "walk"), device(2)] });
    await session.reached("commit2");
    await passLimit(session, H2_MS);
    expect(await reasonsOf(session)).toEqual(["commit2_missing", "ok"]);
  });

  it("waits ten seconds for openings", async () => {
    const session = startSession({ devices: [device(1), hangDevice(device(2), "open")] });
    await session.reached("opened");
    await passLimit(session, OPENINGS_MS);
    expect(await reasonsOf(session)).toEqual(["ok", "openings_missing"]);
  });

  it.each(["fill", "walk", "open"] as const)(
    "goes on with the other GPUs when a device fails in %s",
    async (call) => {
      const broken = breakDevice(device(2), call, new Error("Xid 79"));
      const session = startSession({ devices: [device(1), broken] });
      const { evaluation, abort } = await session.verifier;
      expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["ok", "executor_abort"]);
      expect(abort).toEqual({ by: "executor", gpu: 1, code: "device_error", detail: "Xid 79" });
    },
  );

  it("ends at once when the only device fails", async () => {
    const session = startSession({ devices: [breakDevice(device(1), "fill", new Error("Xid 79"))] });
    expect(await reasonsOf(session)).toEqual(["executor_abort"]);
    expect((await session.prover).end).toMatchObject({ kind: "completed" });
  });

  it("ends for all GPUs when the process that drives them dies", async () => {
    const lost = new DeviceError({ code: "device/agent-lost" }, "the agent died");
    const session = startSession({ devices: [device(1), breakDevice(device(2), "walk", lost)] });
    expect(await reasonsOf(session)).toEqual(["executor_abort", "executor_abort"]);
    expect((await session.prover).end).toMatchObject({ kind: "aborted", code: "device_error" });
  });

  it.each([
    [{ code: "device/out-of-memory", neededBytes: 2, freeBytes: 1 }, "not_enough_memory"],
    [{ code: "device/no-kernel" }, "no_kernel"],
    [{ code: "device/driver" }, "driver_error"],
    [{ code: "device/agent-lost" }, "driver_error"],
  ] as const)("is refused when a device cannot get ready: %o", async (detail, status) => {
    const broken = breakDevice(device(2), "prepare", new DeviceError(detail, "no"));
    const session = startSession({ devices: [device(1), broken] });
    const { evaluation, ready } = await session.verifier;
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["refused", "refused"]);
    expect(ready?.status).toBe(status);
  });

  it.each([
    ["prepare-sent", "no_ready"],
    ["ready", "no_rtt"],
  ])("is void when the connection is lost after %s", async (kind, reason) => {
    const session = startSession({
      devices: [device(1)],
      onProgress: (step, { transports }) => {
        if (step.kind === kind) transports.sever();
      },
    });
    expect(await reasonsOf(session)).toEqual([reason]);
    expect((await session.prover).end).toEqual({ kind: "disconnected" });
  });

  it.each([
    ["challenge-sent", [H1_MS], "commit1_missing"],
    ["nonce-sent", [H2_MS], "commit2_missing"],
    ["open-sent", [OPENINGS_MS], "openings_missing"],
  ] as const)("waits out the limits when the connection is lost after %s", async (kind, limits, reason) => {
    const session = startSession({
      devices: [device(1)],
      onProgress: (step, { transports }) => {
        if (step.kind === kind) transports.sever();
      },
    });
    for (const ms of limits) await passLimit(session, ms);
    expect(await reasonsOf(session)).toEqual([reason]);
  });

  it("does not get away with hanging up after its commit", async () => {
    const session = startSession({
      devices: [device(1), hangDevice(device(2), "fill")],
      onProgress: (step, { transports }) => {
        if (step.kind === "commit1") transports.sever();
      },
    });
    await session.reached("commit1");
    await passLimit(session, H1_MS);
    await passLimit(session, H2_MS);
    expect(await reasonsOf(session)).toEqual(["commit2_missing", "commit1_missing"]);
  });
});

describe("a session that breaks on the validator's side", () => {
  it.each([
    [FRAME_TYPES.challenge, "the validator let the limit of state ready pass"],
    [FRAME_TYPES.nonce, "the validator let the limit of state filling pass"],
    [FRAME_TYPES.open, "the validator let the limit of state walking pass"],
  ])("is given up by the executor when nothing comes from frame type %i on", async (type, detail) => {
    const session = startSilentFrom(type);
    const { end } = await passUntilEnd(session);
    expect(end).toMatchObject({ kind: "aborted", by: "executor", code: "timed_out", detail });
    await session.verifier;
  });

  it("ends without a verdict when none comes within 120 s", async () => {
    const session = startSilentFrom(FRAME_TYPES.verdict);
    await session.verifier;
    const { end } = await passUntilEnd(session);
    expect(end).toEqual({ kind: "no-verdict" });
  });

  it.each([
    ["prepare-sent", "aborted"],
    ["ready", "aborted"],
    ["challenge-sent", "aborted"],
    ["nonce-sent", "aborted"],
    ["open-sent", "aborted"],
  ])("is void when the validator calls it off after %s", async (kind, reason) => {
    const session = startSession({
      devices: [device(1)],
      onProgress: (step, current) => {
        if (step.kind === kind) current.stopValidator();
      },
    });
    const { evaluation, abort } = await session.verifier;
    expect(evaluation.gpus.map((gpu) => gpu.reason)).toEqual([reason]);
    expect(abort).toMatchObject({ by: "validator", code: "shutting_down" });
    expect((await session.prover).end).toMatchObject({ kind: "aborted", by: "validator" });
  });

  it("is void when its own verification fails", async () => {
    const session = startSession({
      devices: [device(1)],
      verifyOpenings: () => Promise.reject(new Error("a verifier thread ended")),
    });
    const { evaluation, abort } = await session.verifier;
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["aborted"]);
    expect(abort).toMatchObject({ by: "validator", code: "internal", detail: "a verifier thread ended" });
  });

  it("is void when the moment of the Challenge cannot be known", async () => {
    const session = startSession({
      devices: [device(1)],
      awaitChallenge: () => Promise.reject(new Error("the chain is gone")),
    });
    const { evaluation, abort } = await session.verifier;
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["aborted"]);
    expect(abort).toMatchObject({ by: "validator", detail: "the chain is gone" });
  });

  it("is void when the moment of the Challenge does not come within 120 s", async () => {
    const session = startSession({
      devices: [device(1)],
      awaitChallenge: () => new Promise(() => undefined),
      // The executor gives up at the same moment; without its Abort it is the validator who decides.
      fromExecutor: drop(FRAME_TYPES.abort),
    });
    for (let second = 0; second < 119; second += 1) await passLimit(session, 1000);
    await session.time.untilSleeping(1000);
    session.time.advanceMs(1000);
    expect(await reasonsOf(session)).toEqual(["v_incomplete"]);
  });
});

describe("an executor that has something better to do", () => {
  const at = (kind: string, act: (session: Session) => void): Pick<SessionOptions, "onProgress"> => ({
    onProgress: (step, session) => {
      if (step.kind === kind) act(session);
    },
  });

  it("gives way to a rental before the Challenge", async () => {
    const preempt = at("ready", (session) => session.preemptExecutor());
    const session = startSession({ devices: [device(1)], ...preempt });
    expect((await session.prover).end).toMatchObject({ kind: "aborted", code: "preempted" });
    expect(await reasonsOf(session)).toEqual(["aborted"]);
  });

  it("lets a rental wait after the Challenge", async () => {
    const preempt = at("commit1", (session) => session.preemptExecutor());
    const session = startSession({ devices: [device(1)], ...preempt });
    expect(await reasonsOf(session)).toEqual(["ok"]);
  });

  it.each([
    ["prepare-sent", "refused", { kind: "refused", status: "shutting_down" }],
    ["ready", "aborted", { kind: "aborted", code: "shutting_down" }],
    ["challenge-sent", "executor_abort", { kind: "aborted", code: "shutting_down" }],
    ["nonce-sent", "executor_abort", { kind: "aborted", code: "shutting_down" }],
  ])("says so when it shuts down after %s", async (kind, reason, end) => {
    const stop = at(kind, (session) => session.stopExecutor());
    const session = startSession({ devices: [device(1)], ...stop });
    expect((await session.prover).end).toMatchObject(end);
    expect(await reasonsOf(session)).toEqual([reason]);
  });

  it("releases every device and its admission, however the session ends", async () => {
    const released: string[] = [];
    const watched = { ...wrapReleases(device(1), () => released.push("device")) };
    const session = startSession({
      devices: [watched],
      policy: {
        admit: () => Promise.resolve({ admitted: true, release: () => released.push("admission") }),
      },
      onProgress: (step, { transports }) => {
        if (step.kind === "ready") transports.sever();
      },
    });
    await session.prover;
    expect(released).toEqual(["device", "admission"]);
    await session.verifier;
    expect(session.time.sleeperCount).toBe(0);
  });
});

function wrapReleases(inner: Device, onRelease: () => void): Device {
  return {
    uuid: inner.uuid,
    claim: (signal) => inner.claim(signal),
    prepare: (params, signal) => inner.prepare(params, signal),
    fill: (seed, signal) => inner.fill(seed, signal),
    walk: (nonce, signal) => inner.walk(nonce, signal),
    open: (strips, walkers, signal) => inner.open(strips, walkers, signal),
    release: () => {
      onRelease();
      return inner.release();
    },
  };
}

/** A session whose validator falls silent: the connection stays, but nothing more comes. */
function startSilentFrom(type: number): Session {
  const session = startSession({
    devices: [device(1)],
    fromValidator: (frame) => (frame[0] === type ? new Promise(() => undefined) : [frame]),
  });
  session.transports.validator.close = () => Promise.resolve();
  return session;
}

/** Lets time pass in seconds until the executor has ended its session. */
async function passUntilEnd(session: Session): Promise<ProverOutcome> {
  const ended = new AbortController();
  const passing = (async () => {
    while (!ended.signal.aborted) {
      for (let turn = 0; turn < 10; turn += 1) await setImmediate();
      session.time.advanceMs(1000);
    }
  })();
  try {
    return await session.prover;
  } finally {
    ended.abort();
    await passing;
  }
}
