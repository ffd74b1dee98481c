import { LAB_PARAMS } from "@headframe/testkit/pow";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

import { chooseParams } from "../../src/rules/choose-params.js";
import { DEVICE_CLASSES } from "../../src/rules/device-classes.data.js";
import { openingsBodyBytes } from "../../src/rules/params.js";
import { commitToFill, commitToWalk } from "../../src/rules/seeds.js";
import type { OpeningsJob } from "../../src/verify/openings-job.js";
import { VerifierPool } from "../../src/verify/verifier-pool.js";
import { verifyOpenings } from "../../src/verify/verify-openings.js";
import { makeOpeningsJob } from "../sparse-openings.js";

const job = makeOpeningsJob(LAB_PARAMS);
const ROOTS = 32 * LAB_PARAMS.M;

function changeByte(at: number, from: OpeningsJob = job): OpeningsJob {
  const body = from.body.slice();
  body[at] = (body[at] ?? 0) ^ 1;
  return { ...from, body };
}

/** Commits to the roots that are in the body, as a prover would that is wrong from the beginning. */
function recommit(from: OpeningsJob): OpeningsJob {
  const roots = from.body.subarray(0, ROOTS);
  const walkRoot = from.body.subarray(ROOTS, ROOTS + 32);
  return { ...from, r1: commitToFill(from.seed, roots), r2: commitToWalk(from.walkNonce, walkRoot) };
}

describe("the verification of openings", () => {
  it("finds right openings right", () => {
    expect(verifyOpenings(job)).toBe("ok");
  });

  it("finds openings of production size right", () => {
    const h200 = DEVICE_CLASSES.find(({ name }) => name === "H200 SXM");
    if (h200 === undefined) throw new Error("the class table has no H200");
    const large = makeOpeningsJob(chooseParams({ class: h200, tier: "standard", rttUs: 0 }));
    expect(large.body.length + 85).toBe(138_645);
    expect(verifyOpenings(large)).toBe("ok");
  });

  it("never passes a changed byte, and never crashes", () => {
    fc.assert(
      fc.property(fc.nat(job.body.length - 1), (at) => {
        expect(verifyOpenings(changeByte(at))).not.toBe("ok");
      }),
    );
  });

  it("never passes bytes that were made up, of whatever length", () => {
    const length = openingsBodyBytes(LAB_PARAMS);
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ minLength: length, maxLength: length }),
      fc.nat(job.body.length - 1).map((end) => job.body.subarray(0, end)),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        expect(verifyOpenings({ ...job, body: bytes })).not.toBe("ok");
        expect(
          verifyOpenings(
            bytes.length < ROOTS + 32 ? { ...job, body: bytes } : recommit({ ...job, body: bytes }),
          ),
        ).not.toBe("ok");
      }),
      { numRuns: 50 },
    );
  });

  it("reports the first failure in the order of the rules", () => {
    const strip = ROOTS + 32;
    const walker = job.body.length - 10;
    expect(verifyOpenings(changeByte(walker, changeByte(strip)))).toBe("strip_path");
    expect(verifyOpenings(changeByte(0, changeByte(strip)))).toBe("r1_mismatch");
    expect(verifyOpenings(changeByte(ROOTS, changeByte(strip)))).toBe("r2_mismatch");
    expect(verifyOpenings({ ...changeByte(0), body: job.body.subarray(1) })).toBe("openings_shape");
  });
});

describe("the pool of verifier threads", () => {
  const pool = new VerifierPool({ workerCount: 2 });
  afterAll(() => pool.close());

  it("comes to the same results as one thread, for many GPUs at a time", async () => {
    const jobs = [
      job,
      changeByte(ROOTS + 32),
      changeByte(job.body.length - 10),
      changeByte(0),
      changeByte(job.body.length - 10, changeByte(ROOTS + 32)),
      { ...job, body: new Uint8Array(3) },
    ];
    const expected = jobs.map((one) => verifyOpenings(one));
    expect(await Promise.all(jobs.map((one) => pool.verify(one)))).toEqual(expected);
  }, 60_000);

  it("fails what is under way when it is closed, and everything after", async () => {
    const closing = new VerifierPool({ workerCount: 1 });
    const underWay = closing.verify(job).catch((error: unknown) => error);
    await closing.close();
    expect(await underWay).toBeInstanceOf(Error);
    await expect(closing.verify(job)).rejects.toThrow("closed");
    await closing.close();
  }, 60_000);
});
