import type { Clock } from "@headframe/kit";
import { beforeEach, expect, it } from "vitest";
import { EndpointList } from "../../src/substrate/endpoint-list.js";

const [FIRST, SECOND] = [
  { url: "ws://first", shown: "ws://first" },
  { url: "ws://second", shown: "ws://second" },
] as const;

let nowMs: number;
let list: EndpointList;
const clock: Clock = { nowMs: () => nowMs, monotonicUs: () => nowMs * 1000 };
beforeEach(() => {
  nowMs = 1_000_000;
  list = new EndpointList([FIRST, SECOND], clock);
});

it("prefers the first", () => {
  expect(list.next()).toBe(FIRST);
});

it("turns to the next while the first rests, and back to it afterwards", () => {
  list.noteFailure(FIRST);
  expect(list.next()).toBe(SECOND);
  expect(list.restMs(SECOND)).toBe(0);
  nowMs += 99;
  expect(list.next()).toBe(SECOND);
  nowMs += 1;
  expect(list.next()).toBe(FIRST);
});

it("waits for the one that is back first when all rest", () => {
  list.noteFailure(FIRST);
  list.noteFailure(FIRST);
  list.noteFailure(SECOND);
  expect(list.next()).toBe(SECOND);
  expect(list.restMs(SECOND)).toBe(100);
});

it("lets one rest twice as long with each failure, ten seconds at most, until a connection held", () => {
  const rests = Array.from({ length: 9 }, () => {
    list.noteFailure(FIRST);
    return list.restMs(FIRST);
  });
  expect(rests).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  list.noteHeld(FIRST);
  list.noteFailure(FIRST);
  expect(list.restMs(FIRST)).toBe(100);
});

it("names the endpoints before another that do not rest", () => {
  expect(list.preferredTo(SECOND)).toEqual([FIRST]);
  expect(list.preferredTo(FIRST)).toEqual([]);
  list.noteFailure(FIRST);
  expect(list.preferredTo(SECOND)).toEqual([]);
});
