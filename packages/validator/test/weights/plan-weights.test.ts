import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectChain, keypairFromUri, type Chain } from "@headframe/chain";
import { startLocalnet } from "@headframe/localnet";
import { FakeChain } from "@headframe/testkit/chain";
import { silentLogger } from "@headframe/kit";
import { describe, expect, it, onTestFinished } from "vitest";
import { paintNothing } from "../../src/report/style.js";
import { renderPlan, toWeightsJson } from "../../src/report/weights-report.js";
import { CommitStore } from "../../src/weights/commit-store.js";
import { planWeights } from "../../src/weights/plan-weights.js";
import { settleCommits } from "../../src/weights/settle-commits.js";
import { submitWeights, type SubmitParts } from "../../src/weights/submit-weights.js";
import { scored, session, unpaid } from "../support/sessions.js";

const NETUID = 1;
const VALIDATOR = keypairFromUri("//Validator");
const [ONE, TWO, GONE] = ["//One", "//Two", "//Gone"].map((uri) => keypairFromUri(uri).ss58) as [
  string,
  string,
  string,
];
const { signal } = new AbortController();

/** The validator has UID 0, the miners 1 and 2. */
function makeChain(): FakeChain {
  const chain = new FakeChain();
  chain.setNeuron(NETUID, { hotkey: VALIDATOR.ss58, validatorPermit: true });
  for (const hotkey of [ONE, TWO]) chain.setNeuron(NETUID, { hotkey });
  return chain;
}

/** What a submission works with. Plain weights need no folder. */
function partsOf(chain: Chain, dir = "/nonexistent"): SubmitParts {
  const store = new CommitStore({ dir }, { logger: silentLogger });
  return { chain, hotkey: VALIDATOR, store, random: (count) => new Uint8Array(count).fill(7) };
}

async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "headframe-weights-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}

const NO_TIMES = { blockTimeMs: undefined };

const sessions = [
  session({ miner: ONE, devices: [scored(1)] }),
  session({ miner: TWO, devices: [scored(3)] }),
  session({ miner: GONE, devices: [scored(9)] }),
];

const plan = (chain: FakeChain, given = sessions) =>
  planWeights({ netuid: NETUID, hotkey: VALIDATOR.ss58, sessions: given, signal }, { chain });

describe("a plan of weights", () => {
  it("weighs the miners that are on the subnet", async () => {
    const chain = makeChain();
    chain.setWeightTerms(NETUID, { versionKey: 7n });
    expect(await plan(chain)).toMatchObject({
      netuid: NETUID,
      versionKey: 7n,
      miners: [
        { miner: TWO, uid: 2, weight: 65_535, share: 0.75 },
        { miner: ONE, uid: 1, weight: 21_845, share: 0.25 },
      ],
      weights: [
        { uid: 1, weight: 21_845 },
        { uid: 2, weight: 65_535 },
      ],
      obstacles: [],
    });
  });

  it.each([{ given: [] }, { given: [session({ miner: ONE, devices: [unpaid("lab")] })] }])(
    "is refused when nobody has a score",
    async ({ given }) => {
      await expect(plan(makeChain(), given)).rejects.toMatchObject({
        detail: { code: "validator/nothing-to-weigh", netuid: NETUID, sessions: given.length },
      });
    },
  );

  it.each([
    {
      what: "a lost permit",
      change: (chain: FakeChain) =>
        void chain.setNeuron(NETUID, { hotkey: VALIDATOR.ss58, validatorPermit: false }),
      detail: { code: "validator/no-permit", hotkey: VALIDATOR.ss58, netuid: NETUID },
      says: "holds no validator permit",
    },
    {
      what: "a lost registration",
      change: (chain: FakeChain) => chain.replaceNeuron(NETUID, 0, GONE),
      detail: { code: "validator/not-registered", hotkey: VALIDATOR.ss58, netuid: NETUID },
      says: "is not registered on subnet 1",
    },
    {
      what: "a stake weight that is one RAO short",
      change: (chain: FakeChain) => {
        chain.setNeuron(NETUID, { hotkey: VALIDATOR.ss58, stakeRao: 999_999_999n });
        chain.setWeightTerms(NETUID, { stakeThresholdRao: 1_000_000_000n });
      },
      detail: {
        code: "validator/stake-too-low",
        hotkey: VALIDATOR.ss58,
        netuid: NETUID,
        stakeRao: "999999999",
        thresholdRao: "1000000000",
      },
      says: "on subnet 1 is 0.999999999; the chain takes weights from 1 on",
    },
  ])("names $what as an obstacle and is then not submitted", async ({ change, detail, says }) => {
    const chain = makeChain();
    change(chain);
    const made = await plan(chain);
    expect(made.obstacles).toMatchObject([{ detail, message: expect.stringContaining(says) as string }]);
    expect(renderPlan(made, NO_TIMES, paintNothing).join("\n")).toContain(says);
    await expect(submitWeights(made, partsOf(chain), signal)).rejects.toMatchObject({ detail });
    expect(await chain.weightsOf(NETUID, 0)).toEqual([]);
  });

  it("says how long the rate limit lasts, and is right to the block", async () => {
    const chain = makeChain();
    chain.setWeightTerms(NETUID, { rateLimitBlocks: 3 });
    await submitWeights(await plan(chain), partsOf(chain), signal);
    expect((await plan(chain)).obstacles).toMatchObject([
      { detail: { code: "validator/weights-too-soon", waitBlocks: 2 } },
    ]);
  });

  it("is shown to a person and to a program", async () => {
    const made = await plan(makeChain());
    const text = renderPlan(made, NO_TIMES, paintNothing).join("\n");
    expect(text).toMatch(/2 +\S+ +1 +1 +0 +3\.000 +65535 +75\.0 %/);
    expect(text).not.toContain("commitment");
    expect(toWeightsJson(NETUID, [{ kind: "plan", plan: made }])).toMatchObject({ form: "plain" });
    const submission = { kind: "set", block: 9 } as const;
    const report = toWeightsJson(NETUID, [
      { kind: "plan", plan: made },
      { kind: "submission", submission },
    ]);
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({
      netuid: NETUID,
      versionKey: "0",
      weights: [{ uid: 1 }, { uid: 2 }],
      submission,
      commits: [],
    });
  });

  it("says in which form it is committed to, and in which not", async () => {
    const chain = makeChain();
    chain.setWeightTerms(NETUID, { isCommitReveal: true });
    const made = await plan(chain);
    const note = "Timelocked commitments, which reveal themselves, are not made by this program";
    expect(renderPlan(made, NO_TIMES, paintNothing).join("\n")).toMatch(
      new RegExp(`their plain hash now(.|\n)*${note}`),
    );
    expect(toWeightsJson(NETUID, [{ kind: "plan", plan: made }])).toMatchObject({
      form: "hash-commitment",
      formNote: note,
    });
  });

  it("is what a Subtensor node then holds", async () => {
    const localnet = await startLocalnet();
    onTestFinished(() => localnet.close());
    const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: VALIDATOR.ss58 });
    for (const hotkey of [ONE, TWO]) {
      await localnet.dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey });
    }
    localnet.dev.setValidatorPermit(netuid, VALIDATOR.ss58, true);
    localnet.dev.setSubnetParameters(netuid, {
      weightsRateLimitBlocks: 4,
      weightsVersionKey: 3,
      minAllowedWeights: 3,
    });
    localnet.dev.mineBlocks(4);
    const chain = await connectChain({ network: "local", endpoint: localnet.url });
    onTestFinished(() => chain.close());
    const request = { netuid, hotkey: VALIDATOR.ss58, sessions, signal };
    const expected = [
      { uid: 0, weight: 0 },
      { uid: 1, weight: 21_845 },
      { uid: 2, weight: 65_535 },
    ];
    const set = await submitWeights(await planWeights(request, { chain }), partsOf(chain), signal);
    expect(set).toEqual({ kind: "set", block: localnet.headNumber });
    expect(await chain.weightsOf(netuid, 0)).toEqual(expected);
    const again = await planWeights(request, { chain });
    expect(again.obstacles).toMatchObject([{ detail: { waitBlocks: 3 } }]);
    localnet.dev.mineBlocks(3);
    localnet.dev.setStakeThreshold(1);
    const { obstacles } = await planWeights(request, { chain });
    expect(obstacles).toMatchObject([{ detail: { code: "validator/stake-too-low" } }]);
    await expect(
      chain.setWeights({ netuid, weights: expected, versionKey: 3n, signer: VALIDATOR }),
    ).rejects.toMatchObject({ detail: { reason: "StakeAmountTooLow" } });
    localnet.dev.setStakeThreshold(0);

    localnet.dev.setSubnetParameters(netuid, { commitRevealWeights: true });
    const others = [session({ miner: ONE, devices: [scored(2)] })];
    const parts = partsOf(chain, await temporaryFolder());
    const committed = await submitWeights(
      await planWeights({ ...request, sessions: others }, { chain }),
      parts,
      signal,
    );
    expect(committed).toMatchObject({ kind: "committed", block: localnet.headNumber });
    const early = await settleCommits(parts, netuid, signal);
    expect(early.commits).toMatchObject([{ state: "waiting" }]);
    expect(await chain.weightsOf(netuid, 0)).toEqual(expected);
    localnet.dev.runEpoch(netuid);
    const settled = await settleCommits(parts, netuid, signal);
    expect(settled.commits).toMatchObject([{ state: "revealed", block: localnet.headNumber }]);
    expect(await chain.weightsOf(netuid, 0)).toEqual([
      { uid: 0, weight: 0 },
      { uid: 1, weight: 65_535 },
      { uid: 2, weight: 0 },
    ]);
  });
});
