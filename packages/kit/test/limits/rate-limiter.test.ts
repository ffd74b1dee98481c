import { expect, test } from "vitest";
import { RateLimiter } from "../../src/index.js";

const LIMITS = { requestsPerSecond: 10, burstCapacity: 3, windowMs: 60_000 };

function makeLimiter() {
  let nowUs = 0;
  const clock = {
    monotonicUs: () => nowUs,
    advance: (ms: number) => void (nowUs += ms * 1000),
  };
  return { clock, limiter: new RateLimiter(LIMITS, { clock }) };
}

test("lets a burst through, then says how long to wait, then keeps the rate", () => {
  const { clock, limiter } = makeLimiter();
  expect([1, 2, 3].map(() => limiter.take("a"))).toEqual([0, 0, 0]);
  expect(limiter.take("a")).toBe(100);
  clock.advance(99);
  expect(limiter.take("a")).toBe(1);
  clock.advance(1);
  expect(limiter.take("a")).toBe(0);
  expect(limiter.take("a")).toBe(100);
});

test("counts callers apart", () => {
  const { limiter } = makeLimiter();
  for (let i = 0; i < 3; i++) limiter.take("a");
  expect(limiter.take("a")).toBeGreaterThan(0);
  expect(limiter.take("b")).toBe(0);
});

test("never saves up more than a burst", () => {
  const { clock, limiter } = makeLimiter();
  limiter.take("a");
  clock.advance(50_000);
  expect([1, 2, 3].map(() => limiter.take("a"))).toEqual([0, 0, 0]);
  expect(limiter.take("a")).toBeGreaterThan(0);
});

test("forgets callers that were quiet for a window", () => {
  const { clock, limiter } = makeLimiter();
  limiter.take("a");
  limiter.take("b");
  clock.advance(60_001);
  limiter.take("c");
  expect(limiter.size).toBe(1);
});

test("remembers a bounded number of callers", () => {
  const { limiter } = makeLimiter();
  for (let i = 0; i < 25_000; i++) limiter.take(`caller ${i}`);
  expect(limiter.size).toBeLessThanOrEqual(20_000);
});
