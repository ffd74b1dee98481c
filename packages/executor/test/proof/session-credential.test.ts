import { keypairFromUri, verifySignature } from "@headframe/chain";
import { createSessionKey, delegationDigest, type DelegationTerms } from "@headframe/pow";
import { describe, expect, it } from "vitest";
import { CredentialHolder } from "../../src/proof/session-credential.js";
import type { Adoption } from "../../src/state/identity.js";
import { TestClock } from "../support/test-clock.js";

const miner = keypairFromUri("//Miner");
const ADOPTION: Adoption = {
  executorId: "0b7f3c1e-7a2d-5c4b-8e9f-112233445566",
  minerHotkey: miner.publicKey,
  minerScheme: "sr25519",
  genesisHash: new Uint8Array(32).fill(9),
};
const DAY_MS = 86_400_000;

function setUp() {
  const clock = new TestClock();
  const holder = new CredentialHolder(createSessionKey(), { verifyHotkey: verifySignature, clock });
  const offer = (change: Partial<DelegationTerms> = {}) => {
    const terms: DelegationTerms = {
      genesis: ADOPTION.genesisHash,
      role: "executor",
      scheme: "sr25519",
      hotkey: miner.publicKey,
      session: holder.sessionKey,
      executorId: ADOPTION.executorId,
      notBeforeMs: clock.nowMs() - 1000,
      notAfterMs: clock.nowMs() + DAY_MS,
      ...change,
    };
    return { ...terms, signature: miner.sign(delegationDigest(terms)) };
  };
  return { clock, holder, offer };
}

describe("the delegation of the session key", () => {
  it("is taken from the adopting miner and ends at its time", async () => {
    const { clock, holder, offer } = setUp();
    await holder.install(offer(), ADOPTION);
    expect(holder.current()?.delegation.session).toEqual(holder.sessionKey);
    clock.advance(DAY_MS);
    expect(holder.notAfterMs).toBe(clock.nowMs());
    clock.advance(1);
    expect(holder.current()).toBeUndefined();
  });

  it.each([
    ["for another session key", { session: new Uint8Array(32) }, "executor/stale-session-key"],
    ["that ends before it begins", { notAfterMs: 1 }, "executor/invalid-delegation"],
    ["that is over", { notBeforeMs: 1, notAfterMs: 2 }, "executor/invalid-delegation"],
    ["that lasts for more than a week", { notBeforeMs: 0 }, "executor/invalid-delegation"],
    ["signed for another executor", { executorId: "other" }, "executor/invalid-delegation"],
    ["signed for another chain", { genesis: new Uint8Array(32) }, "executor/invalid-delegation"],
    ["signed for a validator", { role: "validator" as const }, "executor/invalid-delegation"],
  ])("is refused when it is one %s", async (_, change, code) => {
    const { holder, offer } = setUp();
    await expect(holder.install(offer(change), ADOPTION)).rejects.toMatchObject({ code });
    expect(holder.current()).toBeUndefined();
  });

  it("stays in force when a worse one is offered", async () => {
    const { holder, offer } = setUp();
    await holder.install(offer(), ADOPTION);
    await expect(holder.install(offer({ executorId: "other" }), ADOPTION)).rejects.toMatchObject({
      code: "executor/invalid-delegation",
    });
    expect(holder.current()).toBeDefined();
  });
});
