import { keypairFromSeed } from "@headframe/chain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SignatureThread } from "../../src/access/signature-thread.js";

const key = keypairFromSeed(new Uint8Array(32).fill(5));

/** From sources a thread compiles what it loads, which a busy machine does in its own time. */
const TIMEOUT_MS = 60_000;

let thread: SignatureThread;
beforeAll(async () => {
  thread = new SignatureThread();
  await thread.start();
}, TIMEOUT_MS);
afterAll(() => thread.stop());

function check(text: string, signedText = text) {
  return {
    scheme: key.scheme,
    publicKey: key.publicKey,
    message: Buffer.from(text),
    signature: key.sign(Buffer.from(signedText)),
  };
}

test("tells good signatures from bad ones, each its own, also when many come at once", async () => {
  const checks = Array.from({ length: 40 }, (_, index) =>
    check(`text ${index}`, index % 3 === 0 ? "other" : undefined),
  );
  const verdicts = await Promise.all(checks.map((one) => thread.verify(one)));
  expect(verdicts).toEqual(checks.map((_, index) => index % 3 !== 0));
});

test("answers what arrives while it is busy, in order", async () => {
  const first = thread.verify(check("first"));
  await Promise.resolve();
  await Promise.resolve();
  const second = thread.verify(check("second", "other"));
  expect(await Promise.all([first, second])).toEqual([true, false]);
});

test("refuses what would wait too long", async () => {
  const thread = new SignatureThread();
  const one = check("text");
  const waiting = Promise.allSettled(Array.from({ length: 8192 }, () => thread.verify(one)));
  await expect(thread.verify(one)).rejects.toMatchObject({ code: "access/rate-limited" });
  await thread.stop();
  await waiting;
});

test("leaves nobody waiting when it stops", async () => {
  const thread = new SignatureThread();
  const waiting = thread.verify(check("text"));
  await Promise.all([expect(waiting).rejects.toThrow("the miner is stopping"), thread.stop()]);
  await expect(thread.verify(check("text"))).rejects.toThrow("the miner is stopping");
});
