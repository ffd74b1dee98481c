import { describe, expect, it } from "vitest";
import { paintAnsi, paintNothing } from "../../src/report/style.js";
import { renderTable, wrap } from "../../src/report/table.js";

const COLUMNS = [
  { title: "Name", align: "left", maxWidth: 6 },
  { title: "T1", align: "right" },
] as const;

describe("a table", () => {
  it("aligns its columns and cuts what is too long", () => {
    const lines = renderTable(
      COLUMNS,
      [
        [{ text: "abcdefgh" }, { text: "5 ms" }],
        [{ text: "x" }, { text: "1.25 s" }],
      ],
      paintNothing,
    );
    expect(lines).toEqual(["Name        T1", "abcde…    5 ms", "x       1.25 s"]);
  });

  it("keeps the columns where they are when it is painted", () => {
    const rows = [[{ text: "x" }, { text: "late", tone: "bad" as const }]];
    const plain = renderTable(COLUMNS, rows, paintNothing);
    // oxlint-disable-next-line no-control-regex -- the escape sequences are what is removed
    const painted = renderTable(COLUMNS, rows, paintAnsi).map((line) => line.replace(/\u001B\[\d+m/g, ""));
    expect(painted).toEqual(plain);
  });
});

describe("wrapping", () => {
  it("breaks at spaces and never exceeds the limit", () => {
    const lines = wrap("the quick brown fox jumps over the lazy dog", 10);
    expect(lines).toEqual(["the quick", "brown fox", "jumps over", "the lazy", "dog"]);
  });

  it("gives a word that is longer than the limit a line of its own", () => {
    expect(wrap("a incomprehensibilities b", 8)).toEqual(["a", "incomprehensibilities", "b"]);
  });
});
