import { labRequest, labUuid, startSession, verifyEd25519Hotkey } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";

import { ReferenceDevice } from "../../src/reference/reference-device.js";
import { evaluateTranscript } from "../../src/transcript/evaluate-transcript.js";
import { decodeFrame } from "../../src/wire/frame.js";
import { FRAME_TYPES } from "../../src/wire/message.js";

describe("an honest session", () => {
  it.each([1, 2, 3])("accepts %i devices, each by itself", async (count) => {
    const devices = Array.from({ length: count }, (_, i) => new ReferenceDevice({ uuid: labUuid(9 - i) }));
    const { verifier, prover } = startSession({ devices });
    const outcome = await verifier;
    expect(outcome.evaluation.gpus.map(({ reason }) => reason)).toEqual(devices.map(() => "ok"));
    expect(outcome.evaluation.gpus.map(({ uuid }) => uuid)).toEqual(
      devices.map(({ uuid }) => uuid).toReversed(),
    );
    expect((await prover).end).toMatchObject({ kind: "completed" });
  });

  it("ends with a transcript that anybody can judge again, with the same result", async () => {
    const session = startSession({ devices: twoDevices() });
    const { transcript, evaluation } = await session.verifier;
    const again = await evaluateTranscript(transcript, {
      context: session.parties.context,
      verifyHotkey: verifyEd25519Hotkey,
    });
    expect(again).toEqual(evaluation);
  });

  it("sends a Verdict that states the hash of the transcript, and the executor keeps it", async () => {
    const session = startSession({ devices: twoDevices() });
    const { transcript, evaluation } = await session.verifier;
    const last = transcript.frames.at(-1);
    const verdict = last && decodeFrame(last.bytes, last.direction)?.message;
    expect(verdict).toMatchObject({ type: "verdict", transcriptHash: evaluation.transcriptHash });
    expect((await session.prover).end).toEqual({ kind: "completed", verdict });
  });

  it("tells how it goes", async () => {
    const session = startSession({ devices: twoDevices() });
    await session.verifier;
    const kinds = session.progress.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== "rtt")).toEqual([
      "prepare-sent",
      "ready",
      "challenge-sent",
      "commit1",
      "commit1",
      "nonce-sent",
      "commit2",
      "commit2",
      "open-sent",
      "opened",
      "opened",
      "verified",
      "verified",
    ]);
    expect(kinds.filter((kind) => kind === "rtt")).toHaveLength(1);
  });

  it("reports the claims and the name of the software", async () => {
    const { verifier, parties } = startSession({ devices: twoDevices() });
    const { ready } = await verifier;
    expect(ready).toMatchObject({ status: "ready", agent: parties.executor.agent });
    expect(ready?.claims.map(({ uuid }) => uuid)).toEqual([labUuid(1), labUuid(2)]);
  });

  it("challenges only the GPUs it was asked for", async () => {
    const [first, second] = twoDevices();
    const session = startSession({ devices: [first, second], gpus: [labRequest(second.uuid)] });
    const { evaluation } = await session.verifier;
    expect(evaluation.gpus.map(({ uuid, reason }) => [uuid, reason])).toEqual([[second.uuid, "ok"]]);
  });

  it("measures both phases on the validator's clock", async () => {
    const session = startSession({
      devices: [new ReferenceDevice({ uuid: labUuid(1) })],
      onProgress: ({ kind }, { time }) => {
        if (kind === "challenge-sent") time.advanceUs(1234);
        if (kind === "nonce-sent") time.advanceUs(567);
      },
    });
    const { evaluation } = await session.verifier;
    expect(evaluation.gpus[0]).toMatchObject({ reason: "ok", t1Us: 1234, t2Us: 567 });
  });

  it("pings on while it waits for the moment of the Challenge", async () => {
    let start = (): void => undefined;
    const moment = new Promise<void>((resolve) => {
      start = resolve;
    });
    const session = startSession({
      devices: [new ReferenceDevice({ uuid: labUuid(1) })],
      awaitChallenge: async () => {
        await moment;
        return { blockNumber: 1n, blockHash: new Uint8Array(32) };
      },
    });
    for (let second = 0; second < 10; second += 1) {
      await session.time.untilSleeping(1000);
      session.time.advanceMs(1000);
    }
    await session.time.untilSleeping(1000);
    start();
    const { evaluation, transcript } = await session.verifier;
    expect(evaluation.gpus[0]?.reason).toBe("ok");
    expect(transcript.frames.filter(({ bytes }) => bytes[0] === FRAME_TYPES.ping)).toHaveLength(15);
  });

  it("sends the Challenge without a fresh pong when none is to be had", async () => {
    let start = (): void => undefined;
    const moment = new Promise<void>((resolve) => {
      start = resolve;
    });
    let pongs = 0;
    const session = startSession({
      devices: [new ReferenceDevice({ uuid: labUuid(1) })],
      awaitChallenge: async () => {
        await moment;
        return { blockNumber: 1n, blockHash: new Uint8Array(32) };
      },
      fromExecutor: (frame) => {
        if (frame[0] === FRAME_TYPES.pong) pongs += 1;
        return frame[0] === FRAME_TYPES.pong && pongs > 5 ? [] : [frame];
      },
    });
    const { time } = session;
    await time.untilSleeping(1000);
    time.advanceMs(1000);
    // The sixth ping is not answered; nor is the seventh, which it sends when the moment has come.
    await time.untilSleeping(2000);
    time.advanceMs(2000);
    await time.untilSleeping(2000);
    start();
    time.advanceMs(2000);
    const { evaluation } = await session.verifier;
    expect(evaluation.gpus[0]?.reason).toBe("ok");
  });
});

function twoDevices(): [ReferenceDevice, ReferenceDevice] {
  return [new ReferenceDevice({ uuid: labUuid(1) }), new ReferenceDevice({ uuid: labUuid(2) })];
}
