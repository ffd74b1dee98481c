import { describe, expect, it } from "vitest";
import { CUSTOM_CODES } from "../../src/substrate/custom-codes.data.js";
import { RpcError } from "../../src/substrate/json-rpc-socket.js";
import { readPoolRefusal } from "../../src/substrate/pool-refusal.js";
import { readTransactionStatus } from "../../src/substrate/transaction-status.js";

describe("a refusal of the transaction pool", () => {
  it.each([
    [
      "a node's custom error",
      1010,
      "Invalid Transaction",
      "Custom error: 10",
      { kind: "custom", customCode: 10 },
    ],
    [
      "chopsticks' custom error",
      1010,
      '{"invalid":{"custom":12}}',
      undefined,
      { kind: "custom", customCode: 12 },
    ],
    ["an old nonce", 1010, "Invalid Transaction", "Transaction is outdated", { kind: "outdated" }],
    ["chopsticks' old nonce", 1010, '{"invalid":{"stale":null}}', undefined, { kind: "outdated" }],
    ["a bad signature", 1010, "Invalid Transaction", "Transaction has a bad signature", { kind: "outdated" }],
    [
      "an old era",
      1010,
      "Invalid Transaction",
      "Transaction has an ancient birth block",
      { kind: "outdated" },
    ],
    ["a nonce in the pool", 1014, "Priority is too low: (1 vs 1)", "…", { kind: "outdated" }],
    [
      "no balance",
      1010,
      "Invalid Transaction",
      "Inability to pay some fees (e.g. account balance too low)",
      { kind: "payment" },
    ],
    ["chopsticks' no balance", 1010, '{"invalid":{"payment":null}}', undefined, { kind: "payment" }],
    ["the same bytes again", 1013, "Transaction already imported", undefined, { kind: "already-known" }],
    ["a ban", 1012, "Transaction is temporarily banned", undefined, { kind: "already-known" }],
    ["a full pool", 1016, "Immediately dropped", undefined, { kind: "busy" }],
    ["a doubt", 1011, "Unknown Transaction Validity", undefined, { kind: "busy" }],
    ["a provider's limit", -32_005, "daily request count exceeded", undefined, { kind: "busy" }],
    [
      "a full block",
      1010,
      "Invalid Transaction",
      "Transaction would exhaust the block limits",
      { kind: "busy" },
    ],
    [
      "a nonce to come",
      1010,
      "Invalid Transaction",
      "Transaction will be valid in the future",
      { kind: "outdated" },
    ],
    ["something new", 1010, "Invalid Transaction", "Something new", { kind: "other" }],
  ] as const)("reads %s", (_what, code, message, data, expected) => {
    expect(readPoolRefusal(new RpcError(code, message, data))).toEqual(expected);
  });

  it("has a name and a sentence for each code that a serving call can get", () => {
    for (const code of [3, 10, 11, 12, 13, 255]) {
      expect(CUSTOM_CODES[code]?.name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(CUSTOM_CODES[code]?.sentence).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

describe("the status of a watched transaction", () => {
  const hash = `0x${"ab".repeat(32)}`;
  it.each([
    ["ready", "ready", { kind: "waiting" }],
    ["future", "future", { kind: "waiting" }],
    ["broadcast", { broadcast: ["peer"] }, { kind: "waiting" }],
    ["retracted", { retracted: hash }, { kind: "waiting" }],
    ["in a block", { inBlock: hash }, { kind: "included", blockHash: hash }],
    ["finalized at once", { finalized: hash }, { kind: "included", blockHash: hash }],
    ["usurped", { usurped: hash }, { kind: "given-up", reason: "usurped" }],
    ["dropped", "dropped", { kind: "given-up", reason: "dropped" }],
    ["invalid", "invalid", { kind: "given-up", reason: "invalid" }],
    ["never final", { finalityTimeout: hash }, { kind: "given-up", reason: "finalityTimeout" }],
    ["nonsense", 7, { kind: "waiting" }],
  ])("%s", (_what, update, expected) => {
    expect(readTransactionStatus(update)).toEqual(expected);
  });
});
