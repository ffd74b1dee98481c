import { errorCode } from "@headframe/kit";
import { expect, test } from "vitest";
import { MAX_SESSIONS_PER_VALIDATOR, type Session, Sessions } from "../../src/access/sessions.js";
import { ManualClock } from "../support/manual-clock.js";

function makeSessions(maxConcurrentSessions: number) {
  const clock = new ManualClock();
  const sessions = new Sessions({ maxConcurrentSessions }, { clock });
  const session = (sessionId: string, hotkey: string): Session => ({
    sessionId,
    hotkey,
    startedAtMs: clock.nowMs(),
    expiresAtMs: clock.nowMs() + 1000,
  });
  return { clock, sessions, session };
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

test("finds a session until it expires", () => {
  const { clock, sessions, session } = makeSessions(2);
  sessions.open(session("1", "a"));
  expect(sessions.find("1")?.hotkey).toBe("a");
  clock.advance(1000);
  expect(sessions.find("1")).toBeUndefined();
});

test("refuses another validator when all sessions are taken, until one expires", () => {
  const { clock, sessions, session } = makeSessions(2);
  sessions.open(session("1", "a"));
  sessions.open(session("2", "b"));
  expect(codeOf(() => sessions.open(session("3", "c")))).toBe("access/too-many-sessions");
  clock.advance(1000);
  expect(codeOf(() => sessions.open(session("3", "c")))).toBeUndefined();
});

test("ends a validator's own oldest session rather than refuse it", () => {
  const { sessions, session } = makeSessions(2);
  sessions.open(session("1", "a"));
  sessions.open(session("2", "b"));
  expect(sessions.open(session("3", "a")).ended.map(({ sessionId }) => sessionId)).toEqual(["1"]);
  expect(sessions.find("1")).toBeUndefined();
  expect(sessions.size).toBe(2);
});

test("gives one validator a bounded number of sessions", () => {
  const { sessions, session } = makeSessions(100);
  for (let i = 0; i <= MAX_SESSIONS_PER_VALIDATOR; i++) sessions.open(session(String(i), "a"));
  expect(sessions.size).toBe(MAX_SESSIONS_PER_VALIDATOR);
  expect(sessions.find("0")).toBeUndefined();
});

test("undoes an opening that could not be stored", () => {
  const { sessions, session } = makeSessions(1);
  sessions.open(session("1", "a"));
  sessions.undo(sessions.open(session("2", "a")));
  expect(sessions.find("1")).toBeDefined();
  expect(sessions.find("2")).toBeUndefined();
});

test("gives way in the order of age also after an opening was undone", () => {
  const { clock, sessions, session } = makeSessions(3);
  for (const [id, hotkey] of [
    ["1", "a"],
    ["2", "a"],
    ["3", "b"],
  ] as const) {
    sessions.open(session(id, hotkey));
    clock.advance(1);
  }
  sessions.undo(sessions.open(session("4", "a")));
  expect(sessions.open(session("5", "a")).ended.map(({ sessionId }) => sessionId)).toEqual(["1"]);
  clock.advance(998);
  // "2" has expired and makes room: it must not stand behind younger ones.
  expect(codeOf(() => sessions.open(session("6", "c")))).toBeUndefined();
});

test("restores what has not expired, up to the limit", () => {
  const { clock, sessions, session } = makeSessions(2);
  const old = { ...session("0", "a"), expiresAtMs: clock.nowMs() };
  const stored = [old, session("1", "a"), session("2", "b"), session("3", "c"), session("4", "a")];
  sessions.restore(stored);
  // As when they were opened: the newer one of "a" ended the older one, and "c" found no room.
  expect(["0", "1", "2", "3", "4"].filter((id) => sessions.find(id) !== undefined)).toEqual(["2", "4"]);
});
