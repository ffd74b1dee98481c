import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ChainError, keypairFromUri, type CommitWeightsRequest, type Inclusion } from "@headframe/chain";
import { silentLogger, type Logger } from "@headframe/kit";
import { FakeChain } from "@headframe/testkit/chain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { renderCommits, renderSubmission } from "../../src/report/commits-text.js";
import { paintNothing } from "../../src/report/style.js";
import { toWeightsJson } from "../../src/report/weights-report.js";
import { awaitReveals } from "../../src/weights/await-reveals.js";
import { CommitStore } from "../../src/weights/commit-store.js";
import { makeCommit, type PendingCommit } from "../../src/weights/pending-commit.js";
import type { WeightPlan } from "../../src/weights/plan-weights.js";
import type { CommitReview } from "../../src/weights/review-commits.js";
import { runWeights, type RunWeightsRequest, type WeightsStep } from "../../src/weights/run-weights.js";
import { lookAtCommits, ownerOf, settleCommits } from "../../src/weights/settle-commits.js";
import { submitWeights, type SubmitParts, type Submission } from "../../src/weights/submit-weights.js";

const NETUID = 1;
const TEMPO = 10;
const VALIDATOR = keypairFromUri("//Validator");
const { signal } = new AbortController();

/** A chain whose commitments can be made to fail, before they are in a block or after. */
class FaultyChain extends FakeChain {
  beforeCommit: () => Promise<void> = async () => undefined;
  afterCommit: () => Promise<void> = async () => undefined;

  override async commitWeights(request: CommitWeightsRequest): Promise<Inclusion> {
    await this.beforeCommit();
    const included = await super.commitWeights(request);
    await this.afterCommit();
    return included;
  }
}

let dir: string;
let chain: FaultyChain;
let store: CommitStore;
let parts: SubmitParts;
let salt: number;

beforeEach(async () => {
  dir = path.join(await mkdtemp(path.join(tmpdir(), "headframe-commits-")), "commits");
  chain = new FaultyChain();
  chain.setTempo(TEMPO);
  chain.setNeuron(NETUID, { hotkey: VALIDATOR.ss58, validatorPermit: true });
  chain.setWeightTerms(NETUID, { isCommitReveal: true, rateLimitBlocks: 0 });
  store = new CommitStore({ dir }, { logger: silentLogger });
  salt = 0;
  parts = { chain, hotkey: VALIDATOR, store, random: (count) => new Uint8Array(count).fill(++salt) };
});
afterEach(() => rm(path.dirname(dir), { recursive: true }));

async function planOf(weight: number): Promise<WeightPlan> {
  const { next } = await chain.weightCommits(NETUID, VALIDATOR.ss58);
  const weights = [{ uid: 0, weight }];
  return { netuid: NETUID, block: 1, versionKey: 3n, miners: [], weights, reveal: next, obstacles: [] };
}
const commitTo = async (weight: number): Promise<Submission> =>
  submitWeights(await planOf(weight), parts, signal);
const settle = (): Promise<CommitReview> => settleCommits(parts, NETUID, signal);
const states = ({ commits }: CommitReview): readonly string[] => commits.map(({ state }) => state);
const mine = (blocks: number): void => {
  for (let mined = 0; mined < blocks; mined++) chain.produceBlock();
};
const kept = (): Promise<readonly PendingCommit[]> => store.pending(ownerOf(chain, NETUID, VALIDATOR));
const text = (review: CommitReview): string =>
  renderCommits(review, { blockTimeMs: 12_000 }, paintNothing).join("\n");

describe("weights that are committed to", () => {
  it("are on disk for their user alone before anything is sent", async () => {
    let atSending: readonly PendingCommit[] = [];
    chain.beforeCommit = async () => {
      atSending = await kept();
    };
    const committed = await commitTo(7);
    expect(committed).toMatchObject({ kind: "committed", hash: atSending[0]?.hash });
    expect(atSending).toMatchObject([{ netuid: NETUID, weights: [{ uid: 0, weight: 7 }], versionKey: 3n }]);
    expect(atSending[0]?.salt).toHaveLength(16);
    const [name = ""] = await readdir(dir);
    expect((await stat(path.join(dir, name))).mode & 0o777).toBe(0o600);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
  });

  it("wait for their epoch, are revealed in it, and are forgotten then", async () => {
    const committed = await commitTo(7);
    const early = await settle();
    expect(states(early)).toEqual(["waiting"]);
    expect(text(early)).toMatch(/waits for epoch 1, blocks 10 to 19 \(in about 2 min\)$/);
    expect(renderSubmission(committed, { blockTimeMs: undefined }, paintNothing)).toContain(
      "To be revealed in epoch 1, blocks 10 to 19:",
    );
    expect(await chain.weightsOf(NETUID, 0)).toEqual([]);
    mine(TEMPO);
    expect(text(await lookAtCommits(parts, NETUID, signal))).toContain("can be revealed now, until block 19");
    const settled = await settle();
    expect(states(settled)).toEqual(["revealed"]);
    expect(await chain.weightsOf(NETUID, 0)).toEqual([{ uid: 0, weight: 65_535 }]);
    expect(await kept()).toEqual([]);
    expect(await settle()).toMatchObject({ commits: [], foreign: [] });
  });

  it("are overtaken by later ones of the same epoch: one revelation is enough", async () => {
    for (const weight of [1, 2, 3]) await commitTo(weight);
    mine(TEMPO);
    const before = await chain.bestHead();
    expect(states(await settle())).toEqual(["overtaken", "overtaken", "revealed"]);
    expect((await chain.bestHead()).number).toBe(before.number + 1);
    expect(await kept()).toEqual([]);
  });

  it("are reported and forgotten when their epoch passed", async () => {
    await commitTo(7);
    mine(2 * TEMPO);
    const settled = await settle();
    expect(states(settled)).toEqual(["expired"]);
    expect(text(settled)).toContain("expired: it was not revealed in its epoch");
    expect(await kept()).toEqual([]);
  });

  it("leave nothing behind when the chain refuses the commitment", async () => {
    chain.setWeightTerms(NETUID, { rateLimitBlocks: 100 });
    await commitTo(1);
    await expect(commitTo(2)).rejects.toMatchObject({ code: "chain/weights-rate-limit" });
    expect(await kept()).toHaveLength(1);
  });

  it.each([{ isIncluded: true }, { isIncluded: false }])(
    "are kept when nothing is heard of the commitment (included: $isIncluded)",
    async ({ isIncluded }) => {
      chain[isIncluded ? "afterCommit" : "beforeCommit"] = async () => {
        throw new ChainError({ code: "chain/transaction-lost", call: "commit_weights" }, "lost");
      };
      await expect(commitTo(7)).rejects.toMatchObject({ code: "chain/transaction-lost" });
      expect(states(await settle())).toEqual([isIncluded ? "waiting" : "unconfirmed"]);
      mine(128);
      expect(states(await settle())).toEqual([isIncluded ? "expired" : "gone"]);
      expect(await kept()).toEqual([]);
    },
  );

  it("are gone when they were revealed by a run that did not live to forget them", async () => {
    await commitTo(7);
    const [commit] = await kept();
    mine(TEMPO);
    await settle();
    await store.keep(commit as PendingCommit);
    expect(states(await settle())).toEqual(["unconfirmed"]);
    mine(128);
    expect(states(await settle())).toEqual(["gone"]);
  });

  it("are gone when the subnet takes weights in plain by the time", async () => {
    await commitTo(7);
    mine(TEMPO);
    chain.setWeightTerms(NETUID, { isCommitReveal: false });
    expect(states(await settle())).toEqual(["gone"]);
  });

  it("are reported and forgotten when the chain does not take them any more, and stand in nobody's way", async () => {
    await commitTo(7);
    chain.setWeightTerms(NETUID, { versionKey: 4n });
    mine(TEMPO);
    const settled = await settle();
    expect(states(settled)).toEqual(["refused"]);
    expect(text(settled)).toContain("weights are refused: IncorrectWeightVersionKey");
    expect(await kept()).toEqual([]);
  });

  it("are named when they were committed to from elsewhere", async () => {
    const commitHash = `0x${"ab".repeat(32)}`;
    await chain.commitWeights({ netuid: NETUID, commitHash, signer: VALIDATOR });
    const review = await lookAtCommits(parts, NETUID, signal);
    expect(review).toMatchObject({ commits: [], foreign: [{ hash: commitHash }] });
    expect(text(review)).toContain("Commitment 0xabababab… was made elsewhere");
    expect(toWeightsJson(NETUID, [{ kind: "commits", review }])).toMatchObject({ foreign: [commitHash] });
  });
});

describe("waiting for the revelation", () => {
  it("ends with the epoch, over a lost connection", async () => {
    await commitTo(7);
    const seen: string[][] = [];
    const onSettled = (review: CommitReview): void => void seen.push([...states(review)]);
    const waiting = awaitReveals(parts, { netuid: NETUID, signal, onSettled });
    chain.loseConnection();
    mine(TEMPO);
    chain.restoreConnection();
    await waiting;
    expect(seen).toEqual([["revealed"]]);
  });

  it("ends with its signal", async () => {
    await commitTo(7);
    const stop = new AbortController();
    const options = { netuid: NETUID, signal: stop.signal, onSettled: () => undefined };
    const waiting = awaitReveals(parts, options);
    const reason = new Error("not any more");
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await kept()).toHaveLength(1);
  });
});

describe("a run", () => {
  const configOf = () =>
    configSchema.parse({
      bittensor: { netuid: NETUID },
      weights: { commits_dir: dir },
      transcripts: { dir: path.join(dir, "none") },
      challenge: { verify_workers: 1 },
    });
  const run = (request: Omit<RunWeightsRequest, "signal">) =>
    runWeights(configOf(), { ...parts, logger: silentLogger }, { ...request, signal });
  const statesOf = (steps: readonly WeightsStep[]): unknown =>
    steps.map((step) => (step.kind === "commits" ? states(step.review) : step.kind));

  it("that waits tells what it sees first, and what comes of it", async () => {
    await commitTo(7);
    const steps: WeightsStep[] = [];
    const onStep = (step: WeightsStep): void => {
      if (steps.push(step) === 1) mine(TEMPO);
    };
    await run({ action: "reveal", wait: true, onStep });
    expect(statesOf(steps)).toEqual([["waiting"], ["revealed"]]);
    expect(toWeightsJson(NETUID, steps)).toMatchObject({ commits: [{ state: "revealed" }] });
  });

  it("that submits reveals first what is due, whatever becomes of the new weights", async () => {
    await commitTo(7);
    mine(TEMPO);
    const steps: WeightsStep[] = [];
    const submitting = run({ action: "submit", wait: false, onStep: (step) => void steps.push(step) });
    await expect(submitting).rejects.toMatchObject({ code: "validator/nothing-to-weigh" });
    expect(statesOf(steps)).toEqual([["revealed"]]);
  });

  it("that only shows leaves everything as it is", async () => {
    await commitTo(7);
    mine(TEMPO);
    const before = await chain.bestHead();
    await expect(run({ action: "show", wait: false, onStep: () => undefined })).rejects.toMatchObject({
      code: "validator/nothing-to-weigh",
    });
    expect(await chain.bestHead()).toEqual(before);
    expect(await kept()).toHaveLength(1);
  });
});

describe("the folder of commitments", () => {
  const owner = { genesisHash: `0x${"11".repeat(32)}`, netuid: NETUID, hotkey: VALIDATOR.ss58 };
  const commit = makeCommit({
    ...owner,
    weights: [{ uid: 3, weight: 9 }],
    salt: [1],
    versionKey: 0n,
    afterBlock: 5,
  });

  it("gives back what it was given, to its validator on its subnet of its chain", async () => {
    await store.keep(commit);
    expect(await store.pending(owner)).toEqual([commit]);
    const others = [
      { ...owner, netuid: 2 },
      { ...owner, hotkey: keypairFromUri("//Other").ss58 },
      { ...owner, genesisHash: `0x${"22".repeat(32)}` },
    ];
    for (const other of others) expect(await store.pending(other)).toEqual([]);
  });

  it("leaves a damaged file where it is, and says so", async () => {
    await store.keep(commit);
    const lines: unknown[] = [];
    const logger: Logger = { ...silentLogger, warn: (fields) => lines.push(fields) };
    const [name = ""] = await readdir(dir);
    const file = path.join(dir, name);
    await writeFile(file, (await readFile(file, "utf8")).replace('"weight": 9', '"weight": 8'));
    expect(await new CommitStore({ dir }, { logger }).pending(owner)).toEqual([]);
    expect(lines).toMatchObject([{ file, reason: expect.stringContaining("it hashes to 0x") as string }]);
    expect(await readdir(dir)).toEqual([name]);
  });

  it("that cannot be written to is named before anything is sent", async () => {
    await writeFile(dir, "no folder");
    await expect(commitTo(1)).rejects.toMatchObject({
      detail: { code: "validator/commit-not-stored", file: expect.stringContaining(dir) as string },
    });
    expect((await chain.weightCommits(NETUID, VALIDATOR.ss58)).commits).toEqual([]);
    await expect(settle()).rejects.toMatchObject({ code: "validator/unreadable-commits" });
  });
});
