import { expect, test } from "vitest";
import { MAX_LASTING_PER_HOTKEY, ReplayMemory } from "../../src/index.js";

function makeMemory() {
  let nowMs = 1_000_000;
  const clock = { nowMs: () => nowMs, advance: (ms: number) => void (nowMs += ms) };
  return { clock, memory: new ReplayMemory({ clock }) };
}

test("knows a nonce per hotkey until it expires", () => {
  const { clock, memory } = makeMemory();
  const usedAtMs = clock.nowMs();
  memory.remember({ hotkey: "a", nonce: "1", usedAtMs, expiresAtMs: usedAtMs + 1000 });
  expect(memory.has("a", "1")).toBe(true);
  expect(memory.has("b", "1")).toBe(false);
  clock.advance(1000);
  memory.remember({ hotkey: "a", nonce: "2", usedAtMs, expiresAtMs: usedAtMs + 2000 });
  expect(memory.has("a", "1")).toBe(false);
  expect(memory.size).toBe(1);
});

test("refuses to forget nonces that could still pass", () => {
  const { clock, memory } = makeMemory();
  const usedAtMs = clock.nowMs();
  const nonce = (i: number) => ({ hotkey: "a", nonce: String(i), usedAtMs, expiresAtMs: usedAtMs + 1000 });
  const taken = Array.from({ length: 200_000 }, (_, i) => memory.remember(nonce(i)));
  expect(taken.every(Boolean)).toBe(true);
  expect(memory.remember(nonce(200_000))).toBe(false);
  expect(memory.has("a", "0")).toBe(true);
});

test("keeps a bounded number of lasting nonces per hotkey, the newest ones", () => {
  const { memory } = makeMemory();
  for (let i = 0; i <= MAX_LASTING_PER_HOTKEY; i++) {
    memory.remember({ hotkey: "a", nonce: String(i), usedAtMs: i, expiresAtMs: null });
  }
  expect(memory.size).toBe(MAX_LASTING_PER_HOTKEY);
  expect(memory.has("a", "0")).toBe(false);
  expect(memory.has("a", "1")).toBe(true);
});

test("takes in what an earlier process remembered", () => {
  const { clock, memory } = makeMemory();
  memory.restore([{ hotkey: "a", nonce: "1", usedAtMs: 0, expiresAtMs: clock.nowMs() + 1 }]);
  expect(memory.has("a", "1")).toBe(true);
});
