import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { code, pageHead, prose, table } from "./markdown.js";
import { type FailureFound, readFailures } from "./read-failures.js";

const INTRODUCTION = [
  "Every expected failure has a code that programs may rely on: codes are never reused for something else. Servers send",
  "it as trailing metadata `error-code`, with the remedy in `error-hint`; commands print the sentence after `error:` and",
  "the remedy after `hint:`. Parts that differ from case to case are shown as `‹name›` or `…`;",
  "where nothing is shown, the words are those of the operating system, a library or the other side.",
  "",
  "| Exit status | Meaning |",
  "| --- | --- |",
  "| 0 | it worked, or a signal asked for an orderly stop |",
  "| 1 | it worked, and the answer is no: a refused verdict, a vector that differs |",
  "| 2 | an expected failure, one of those below |",
  "| 64 | the command line is wrong |",
  "| 70 | a defect of the program; the stack is printed |",
  "| 130 | interrupted before it was done, or a second signal |",
].join("\n");

/** `docs/reference/errors.md`: every failure code of the packages, with what it says and what to do. */
export function errorsPage(root: string): string {
  const modules = sourceFiles(root).map((file) => readFailures(file, readFileSync(join(root, file), "utf8")));
  const codes = [...new Set(modules.flatMap(({ declared }) => declared))].toSorted((first, second) =>
    first.localeCompare(second),
  );
  const made = modules.flatMap((module) => module.made);
  if (codes.length === 0) throw new Error("no failure codes found: the page would be empty");
  const areas = [...new Set(codes.map(areaOf))];
  const lines = pageHead("Errors", INTRODUCTION);
  for (const area of areas) {
    const rows = codes
      .filter((each) => areaOf(each) === area)
      .map((each) => [code(each), ...describe(made.filter((failure) => failure.code === each))]);
    lines.push(`## ${area}`, "", ...table(["Code", "Says", "What to do"], rows));
  }
  return lines.join("\n");
}

function areaOf(failureCode: string): string {
  return failureCode.split("/")[0] ?? "";
}

function describe(found: readonly FailureFound[]): readonly [string, string] {
  const join = (texts: readonly (string | undefined)[]): string => {
    const distinct = [...new Set(texts.filter((text) => text !== undefined))];
    const telling = distinct.filter((text) => /[a-z]/i.test(text.replaceAll(/‹.*?›/g, "")));
    return telling.map(prose).join("<br>");
  };
  return [join(found.map(({ sentence }) => sentence)), join(found.map(({ hint }) => hint))];
}

function sourceFiles(root: string): readonly string[] {
  return readdirSync(join(root, "packages"))
    .filter((name) => name !== "testkit")
    .flatMap((name) =>
      readdirSync(join(root, "packages", name, "src"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.startsWith("gen/"))
        .map((file) => `packages/${name}/src/${file}`),
    )
    .toSorted();
}
