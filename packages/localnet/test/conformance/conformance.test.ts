// cspell:ignore Milli -- the chain's own spelling
import { describe, expect, it } from "vitest";
import { runtimeMetadata } from "../../src/execution/runtime-api.js";
import type { MetadataShape } from "./metadata-shape.js";
import { decodeShape, findRealMetadata, readRealShape, type RealRuntime } from "./real-metadata.js";

type Table = Exclude<keyof MetadataShape, "extensions">;
type Names = readonly string[];

const folder = findRealMetadata();
const ours = decodeShape(runtimeMetadata(15));

/** Items that a real runtime has in another shape, and those that it lacks. */
interface Comparison {
  readonly different: Names;
  readonly absent: Names;
}

function compare(table: Table, real: MetadataShape, mine: MetadataShape = ours): Comparison {
  const names = [...mine[table].keys()];
  const absent = names.filter((name) => !real[table].has(name));
  const different = names.filter(
    (name) => !absent.includes(name) && real[table].get(name) !== mine[table].get(name),
  );
  return { different, absent };
}

/** Indexes of events and errors move from version to version; what is behind them does not. */
function withoutIndex(shape: MetadataShape): MetadataShape {
  const strip = (table: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...table].map(([name, text]) => [name, text.replace(/^\d+ /, "")]));
  return { ...shape, events: strip(shape.events), errors: strip(shape.errors) };
}

const SAME: Comparison = { different: [], absent: [] };

/** Our own version differs: it names this implementation. */
const OWN_VERSION: Comparison = { different: ["System.Version"], absent: [] };

describe.skipIf(folder === undefined)("the localnet's metadata and the real chain's", () => {
  const real = (runtime: RealRuntime): MetadataShape => readRealShape(folder ?? "", runtime);

  it("describes something in every table, so that nothing is equal for want of content", () => {
    const tables = Object.entries(ours).filter(
      ([, table]) => ("size" in table ? table.size : table.length) === 0,
    );
    expect(tables).toEqual([]);
  });

  it.each<readonly [Table, Comparison]>([
    ["pallets", SAME],
    ["calls", SAME],
    ["events", SAME],
    ["errors", SAME],
    ["storage", SAME],
    ["storageFallbacks", SAME],
    ["constants", SAME],
    ["constantValues", OWN_VERSION],
    ["apiMethods", SAME],
  ])("agree on all %s at the version that we follow, indexes included", (table, expected) => {
    expect(compare(table, real("finney 424"))).toEqual(expected);
  });

  const before = ["SubtensorModule.register_limit"];
  /** Until then the number of a block said which epoch it belongs to. */
  const newEpochs = ["SubtensorModule.LastEpochBlock", "SubtensorModule.SubnetEpochIndex"];
  const newParameters = [
    "SubtensorModule.ActivityCutoffFactorMilli",
    "SubtensorModule.BurnHalfLife",
    "SubtensorModule.BurnIncreaseMult",
  ];
  const newApi = ["SubnetInfoRuntimeApi.get_next_epoch_start_block"];
  const newAfter293 = [
    "SubtensorModule.SubnetLimit",
    "SubtensorModule.StartCallDelay",
    ...newEpochs,
    "SubtensorModule.MinAllowedUids",
    "SubtensorModule.MinNonImmuneUids",
    "SubtensorModule.ImmuneOwnerUidsLimit",
    ...newParameters,
  ];
  const newErrorsAfter293 = [
    "SubtensorModule.SubnetLimitReached",
    "SubtensorModule.CannotAffordLockCost",
    "SubtensorModule.RegistrationPriceLimitExceeded",
  ];
  /** They have gained fields. */
  const newMetagraph = [
    "SubnetInfoRuntimeApi.get_metagraph",
    "SubnetInfoRuntimeApi.get_all_metagraphs",
    "SubnetInfoRuntimeApi.get_selective_metagraph",
  ];

  it.each<readonly [Table, Comparison]>([
    ["pallets", SAME],
    ["calls", { different: [], absent: before }],
    ["events", SAME],
    ["errors", { different: [], absent: ["SubtensorModule.RegistrationPriceLimitExceeded"] }],
    ["storage", { different: [], absent: [...newEpochs, ...newParameters] }],
    ["storageFallbacks", { different: [], absent: [...newEpochs, ...newParameters] }],
    ["constants", SAME],
    ["constantValues", OWN_VERSION],
    ["apiMethods", { different: newMetagraph, absent: newApi }],
  ])("agree on %s at version 393, as far as it has them", (table, expected) => {
    expect(compare(table, withoutIndex(real("finney 393")), withoutIndex(ours))).toEqual(expected);
  });

  it.each<readonly [Table, Comparison]>([
    ["pallets", SAME],
    ["calls", { different: [], absent: before }],
    ["events", SAME],
    ["errors", { different: [], absent: newErrorsAfter293 }],
    ["storage", { different: [], absent: newAfter293 }],
    ["constants", SAME],
    ["apiMethods", { different: newMetagraph, absent: newApi }],
  ])("agree on %s at version 293, as far as it has them", (table, expected) => {
    expect(compare(table, withoutIndex(real("development chain 293")), withoutIndex(ours))).toEqual(expected);
  });

  it.each(["finney 424", "finney 393"] as const)("list the same transaction extensions as %s", (runtime) => {
    expect(ours.extensions).toEqual(real(runtime).extensions);
  });

  it("are told apart when a single argument has another type", () => {
    const calls = new Map(real("finney 424").calls);
    const altered = (calls.get("SubtensorModule.serve_axon") ?? "").replace("port: U16", "port: U32");
    calls.set("SubtensorModule.serve_axon", altered);
    expect(compare("calls", { ...ours, calls }).different).toEqual(["SubtensorModule.serve_axon"]);
  });
});

describe("metadata version 14", () => {
  it("has the shapes of version 15, but no runtime APIs", () => {
    const older = decodeShape(runtimeMetadata(14));
    expect(older.apiMethods.size).toBe(0);
    expect({ ...older, apiMethods: ours.apiMethods }).toEqual(ours);
  });
});
