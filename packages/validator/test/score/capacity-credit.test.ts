import { describe, expect, it } from "vitest";
import { capacityCredit } from "../../src/score/capacity-credit.js";

/** Deadlines of GPOW-1, section 18, at a round trip of 5 ms, as that section computes them. */
const J_US = 25_000;
const deadline = (walkBytes: number, bytesPerUs: number): number => {
  const reference = Math.ceil(walkBytes / bytesPerUs);
  return reference + Math.floor(reference / 2) + J_US;
};
const walkBytes = (walkers: number): number => 128 * walkers * 64;

/** The rows of the table in section 21: bytes held at least. */
const TABLE = [
  {
    name: "H100 SXM, standard",
    inner: 1024,
    walkers: 2 ** 24,
    bytesPerUs: 2_680_000,
    link: 55_000,
    held: 0.9,
  },
  { name: "H100 SXM, deep", inner: 4096, walkers: 2 ** 26, bytesPerUs: 2_680_000, link: 55_000, held: 0.95 },
  {
    name: "H200 SXM, standard",
    inner: 1024,
    walkers: 2 ** 24,
    bytesPerUs: 3_840_000,
    link: 55_000,
    held: 0.92,
  },
  { name: "H200 SXM, deep", inner: 4096, walkers: 2 ** 26, bytesPerUs: 3_840_000, link: 55_000, held: 0.96 },
  {
    name: "C2C host, standard",
    inner: 1024,
    walkers: 2 ** 24,
    bytesPerUs: 3_840_000,
    link: 450_000,
    held: 0.7,
  },
  { name: "C2C host, deep", inner: 4096, walkers: 2 ** 26, bytesPerUs: 3_840_000, link: 450_000, held: 0.79 },
];

describe("the credit for capacity", () => {
  it.each(TABLE)(
    "is the factor of the specification for $name",
    ({ inner, walkers, bytesPerUs, link, held }) => {
      const bytes = walkBytes(walkers);
      const credit = capacityCredit({
        inner,
        walkBytes: bytes,
        deadlineUs: deadline(bytes, bytesPerUs),
        hostLinkBytesPerUs: link,
      });
      expect(Math.abs(credit - held)).toBeLessThan(0.011);
    },
  );

  it("is nothing when everything could have been fetched from elsewhere in time", () => {
    const credit = capacityCredit({
      inner: 1024,
      walkBytes: 2 ** 20,
      deadlineUs: 1_000_000,
      hostLinkBytesPerUs: 55_000,
    });
    expect(credit).toBe(0);
  });

  it("shrinks when the deadline grows", () => {
    const limits = { inner: 1024, walkBytes: walkBytes(2 ** 24), hostLinkBytesPerUs: 55_000 };
    const later = capacityCredit({ ...limits, deadlineUs: 80_000 });
    expect(later).toBeLessThan(capacityCredit({ ...limits, deadlineUs: 79_000 }));
  });
});
