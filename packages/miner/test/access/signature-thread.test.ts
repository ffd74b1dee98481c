import { keypairFromSeed } from "@headframe/chain";
import { expect, onTestFinished, test } from "vitest";
import { SignatureThread } from "../../src/access/signature-thread.js";

const key = keypairFromSeed(new Uint8Array(32).fill(5));

function start(): SignatureThread {
  const thread = new SignatureThread();
  onTestFinished(() => thread.stop());
  return thread;
}

function check(text: string, signedText = text) {
  return {
    publicKey: key.publicKey,
    message: Buffer.from(text),
    signature: key.sign(Buffer.from(signedText)),
  };
}

test("tells good signatures from bad ones, each its own, also when many come at once", async () => {
  const thread = start();
  const checks = Array.from({ length: 40 }, (_, index) =>
    check(`text ${index}`, index % 3 === 0 ? "other" : undefined),
  );
  const verdicts = await Promise.all(checks.map((one) => thread.verify(one)));
  expect(verdicts).toEqual(checks.map((_, index) => index % 3 !== 0));
});

test("answers what arrives while it is busy, in order", async () => {
  const thread = start();
  const first = thread.verify(check("first"));
  await Promise.resolve();
  await Promise.resolve();
  const second = thread.verify(check("second", "other"));
  expect(await Promise.all([first, second])).toEqual([true, false]);
});

test("refuses what would wait too long", async () => {
  const thread = start();
  const one = check("text");
  const waiting = Array.from({ length: 8192 }, () => thread.verify(one));
  await expect(thread.verify(one)).rejects.toMatchObject({ code: "access/rate-limited" });
  void Promise.allSettled(waiting);
});

test("leaves nobody waiting when it stops", async () => {
  const thread = start();
  const waiting = thread.verify(check("text"));
  const failure = expect(waiting).rejects.toThrow("the miner is stopping");
  await thread.stop();
  await failure;
  await expect(thread.verify(check("text"))).rejects.toThrow("the miner is stopping");
});
