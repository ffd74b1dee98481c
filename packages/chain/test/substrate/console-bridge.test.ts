import type { Logger } from "@headframe/kit";
import { silentLogger } from "@headframe/kit";
import { logger as libraryLogger } from "@polkadot/util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bridgeConsole } from "../../src/substrate/console-bridge.js";

/* eslint-disable no-console -- what is tested here is the console */
let printed: unknown[][];
let logged: string[];
let restore: () => void;
const logger: Logger = {
  ...silentLogger,
  debug: (fields, message) =>
    logged.push(`debug ${message} ${String(fields["origin"])}: ${String(fields["text"])}`),
  warn: (fields, message) =>
    logged.push(`warn ${message} ${String(fields["origin"])}: ${String(fields["text"])}`),
};

beforeEach(() => {
  printed = [];
  logged = [];
  const before = { log: console.log, warn: console.warn, error: console.error };
  const print = (...values: unknown[]): void => void printed.push(values);
  Object.assign(console, { log: print, warn: print, error: print });
  restore = () => Object.assign(console, before);
});
afterEach(() => restore());

describe("the library's own output", () => {
  it("goes to our logger and not to the console", () => {
    const restoreConsole = bridgeConsole(logger);
    libraryLogger("api/init").warn("Unknown signed extensions", 3);
    libraryLogger("rpc-core").error("getBlock(): failed");
    libraryLogger("api/init").log("Runtime version updated");
    restoreConsole();
    expect(printed).toEqual([]);
    expect(logged).toEqual([
      "warn chain library API/INIT: Unknown signed extensions 3",
      "warn chain library RPC-CORE: getBlock(): failed",
      "debug chain library API/INIT: Runtime version updated",
    ]);
  });

  it("leaves everybody else's output alone", () => {
    const restoreConsole = bridgeConsole(logger);
    console.log("2026-11-20 12:00:00", "listening");
    console.error(new Error("ours"));
    restoreConsole();
    expect(logged).toEqual([]);
    expect(printed).toHaveLength(2);
  });

  it("returns to the console when the last chain is closed, not before", () => {
    const before = console.warn;
    const first = bridgeConsole(silentLogger);
    const second = bridgeConsole(logger);
    first();
    libraryLogger("api/init").warn("still ours");
    expect(logged).toHaveLength(1);
    second();
    expect(console.warn).toBe(before);
    libraryLogger("api/init").warn("printed");
    expect(printed).toHaveLength(1);
  });
});
/* eslint-enable no-console */
