import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger, type Logger } from "@headframe/kit";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { RoundTrips } from "../../src/discover/round-trips.js";

let file = "";
beforeEach(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "headframe-round-trips-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  file = path.join(folder, "data", "round-trips.json");
});

/** A logger that keeps its warnings. */
function listen(): { readonly logger: Logger; readonly warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, logger: { ...silentLogger, warn: (_fields, message) => void warnings.push(message) } };
}

describe("round trips", () => {
  it("are known again in the next run, to this user alone", async () => {
    const first = await RoundTrips.open(file, { logger: silentLogger });
    expect(first.of("a")).toBe(0);
    first.remember("a", 420);
    await first.save();
    const { logger, warnings } = listen();
    expect((await RoundTrips.open(file, { logger })).of("a")).toBe(420);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(warnings).toEqual([]);
  });

  it("are not written when nothing was measured", async () => {
    const trips = await RoundTrips.open(file, { logger: silentLogger });
    await trips.save();
    expect(existsSync(path.dirname(file))).toBe(false);
    trips.remember("a", 420);
    await trips.save();
    await rm(file);
    await trips.save();
    expect(existsSync(file)).toBe(false);
  });

  it("begin anew, with a warning, when the file is damaged", async () => {
    const { logger, warnings } = listen();
    const first = await RoundTrips.open(file, { logger });
    first.remember("a", 420);
    await first.save();
    await writeFile(file, "[[1]]");
    expect((await RoundTrips.open(file, { logger })).of("a")).toBe(0);
    expect(warnings).toEqual(["round trips of earlier runs cannot be used"]);
  });

  it("forget those that were not seen for longest", async () => {
    const trips = await RoundTrips.open(file, { logger: silentLogger });
    for (let at = 0; at < 10_000; at += 1) trips.remember(String(at), 1);
    trips.remember("0", 2);
    trips.remember("new", 3);
    expect([trips.of("0"), trips.of("1"), trips.of("2"), trips.of("new")]).toEqual([2, 0, 1, 3]);
  });

  it("that cannot be written are a warning and no failure", async () => {
    await writeFile(path.dirname(file), "a file where the folder would be");
    const { logger, warnings } = listen();
    const trips = await RoundTrips.open(file, { logger });
    trips.remember("a", 420);
    await trips.save();
    expect(warnings).toContain("round trips cannot be remembered");
  });
});
