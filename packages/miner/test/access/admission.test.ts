import { errorCode } from "@headframe/kit";
import { describe, expect, test } from "vitest";
import {
  Admission,
  type AdmissionRules,
  type KnownNeuron,
  type SubnetView,
} from "../../src/access/admission.js";

const RULES: AdmissionRules = {
  allowedValidators: [],
  requireValidatorPermit: true,
  minValidatorStakeRao: 0n,
};
const permitted: KnownNeuron = {
  hotkeyPublicKey: new Uint8Array(32),
  validatorPermit: true,
  stakeRao: 5_000_000_000n,
};

function view(neuron: KnownNeuron | undefined, ageMs = 0): SubnetView {
  return { isStale: ageMs > 1000, ageMs: () => ageMs, neuronByHotkey: () => neuron };
}

function refusal(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

describe("who may begin a session", () => {
  test.each<readonly [string, Partial<AdmissionRules>, SubnetView, string | undefined]>([
    ["with a permit", {}, view(permitted), undefined],
    ["not registered", {}, view(undefined), "access/not-registered"],
    ["without a permit", {}, view({ ...permitted, validatorPermit: false }), "access/no-validator-permit"],
    [
      "without a permit where none is needed",
      { requireValidatorPermit: false },
      view({ ...permitted, validatorPermit: false }),
      undefined,
    ],
    [
      "unknown where the chain does not matter",
      { requireValidatorPermit: false },
      view(undefined, 5000),
      undefined,
    ],
    ["with exactly the stake", { minValidatorStakeRao: 5_000_000_000n }, view(permitted), undefined],
    ["one RAO short", { minValidatorStakeRao: 5_000_000_001n }, view(permitted), "access/stake-too-low"],
    ["not on the list", { allowedValidators: ["other"] }, view(permitted), "access/not-allowed"],
    ["on the list", { allowedValidators: ["me"] }, view(permitted), undefined],
    [
      "on the list without a permit",
      { allowedValidators: ["me"] },
      view({ ...permitted, validatorPermit: false }),
      "access/no-validator-permit",
    ],
    ["with a stale view", {}, view(permitted, 5000), "access/chain-view-stale"],
  ])("%s", (_, rules, subnet, expected) => {
    const admission = new Admission({ ...RULES, ...rules }, { subnet });
    expect(refusal(() => admission.assertMayBegin("me"))).toBe(expected);
  });
});

describe("who may go on", () => {
  test.each<readonly [string, SubnetView, string | undefined]>([
    ["with a stale view", view(permitted, 5000), undefined],
    ["when the permit is gone", view({ ...permitted, validatorPermit: false }), "access/no-validator-permit"],
    ["before the chain was read", view(undefined, Infinity), undefined],
  ])("%s", (_, subnet, expected) => {
    expect(refusal(() => new Admission(RULES, { subnet }).assertMayContinue("me"))).toBe(expected);
  });
});

test("says how much stake weight there is and should be", () => {
  const admission = new Admission(
    { ...RULES, minValidatorStakeRao: 1_500_000_000_000n },
    { subnet: view(permitted) },
  );
  expect(() => admission.assertMayBegin("me")).toThrow("has the stake weight 5; this miner asks for 1500");
});
