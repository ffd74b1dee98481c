import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, normalize, sep } from "node:path";

import {
  ADAPTER_FOLDERS,
  LIBRARY_OWNERS,
  PACKAGE_RULES,
  type PackageRule,
  TEST_IMPORTS,
  WIRING_FOLDERS,
} from "./layers.data.js";
import { type ImportFound, readImports } from "./read-imports.js";

export interface LayerReport {
  readonly moduleCount: number;
  /** `path:line: what is wrong`. */
  readonly violations: readonly string[];
}

/** One module: `packages/<name>/<area>/…`, with its path from the root. */
interface Module {
  readonly path: string;
  readonly packageName: string;
  readonly rule: PackageRule;
  readonly isTest: boolean;
}

/** Reads every module of `<root>/packages` and holds each import against the tables. */
export function findViolations(root: string): LayerReport {
  const violations: string[] = [];
  let moduleCount = 0;
  for (const packageName of readdirSync(join(root, "packages"))) {
    const rule = PACKAGE_RULES[packageName];
    if (rule === undefined) {
      violations.push(`packages/${packageName}: not in the import table (scripts/layers/layers.data.ts)`);
      continue;
    }
    for (const path of modulesOf(root, packageName)) {
      moduleCount++;
      const module = { path, packageName, rule, isTest: !path.startsWith(`packages/${packageName}/src/`) };
      for (const found of readImports(path, readFileSync(join(root, path), "utf8"))) {
        const reason = describeViolation(module, found);
        if (reason !== undefined) violations.push(`${path}:${found.line}: ${reason}`);
      }
    }
  }
  return { moduleCount, violations };
}

/** Where a package keeps code. Never its whole folder: `node_modules` has links that lead round in circles. */
const CODE_FOLDERS = ["src", "test", "bench", "bin"] as const;

function modulesOf(root: string, packageName: string): readonly string[] {
  const base = `packages/${packageName}`;
  return CODE_FOLDERS.filter((folder) => existsSync(join(root, base, folder))).flatMap((folder) =>
    readdirSync(join(root, base, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
      .map((file) => `${base}/${folder}/${file.split(sep).join("/")}`)
      .toSorted(),
  );
}

function describeViolation(module: Module, { specifier }: ImportFound): string | undefined {
  if (specifier === undefined) {
    return module.isTest ? undefined : "a computed import cannot be checked; name the module";
  }
  if (specifier.startsWith(".")) return describeRelative(module, specifier);
  if (specifier.startsWith("@headframe/")) return describeWorkspace(module, specifier);
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? undefined : `write "node:${specifier}"`;
  return module.isTest ? undefined : describeLibrary(module, specifier);
}

function describeRelative(
  { path, packageName, rule, isTest }: Module,
  specifier: string,
): string | undefined {
  const base = `packages/${packageName}/`;
  const target = normalize(join(dirname(path), specifier))
    .split(sep)
    .join("/");
  if (!target.startsWith(base)) return `"${specifier}" leaves the package; import it by its name`;
  if (isTest) return undefined;
  if (!target.startsWith(`${base}src/`)) return `"${specifier}" leaves src/, which is all that is built`;
  const folder = folderIn(base, path);
  const targetFolder = folderIn(base, target);
  const isDomain = rule.isProcess === true && folder !== undefined && !WIRING_FOLDERS.includes(folder);
  if (!isDomain || targetFolder === undefined || !ADAPTER_FOLDERS.includes(targetFolder)) return undefined;
  return `${folder}/ is domain and must not import the adapter ${targetFolder}/; give it a port to implement`;
}

/** The folder right below `src/`; `undefined` for the files there: entry points and composition roots. */
function folderIn(base: string, path: string): string | undefined {
  const parts = path.slice(`${base}src/`.length).split("/");
  return parts.length > 1 ? parts[0] : undefined;
}

function describeWorkspace({ packageName, rule, isTest }: Module, specifier: string): string | undefined {
  const target = specifier.split("/")[1] ?? "";
  if (target === packageName)
    return isTest ? undefined : "a package imports its own modules by relative path";
  if (isTest && TEST_IMPORTS.includes(target)) return undefined;
  if (target === "testkit") return "testkit is for tests only";
  if (!rule.imports.includes(target)) {
    const allowed = rule.imports.length === 0 ? "nothing" : rule.imports.join(", ");
    return `${packageName} must not import ${target}; it may import ${allowed}`;
  }
  const entryPoints = rule.entryPoints?.[target];
  if (isTest || entryPoints === undefined || entryPoints.includes(specifier)) return undefined;
  return `${packageName} may import of ${target} only ${entryPoints.join(", ")}`;
}

function describeLibrary({ path, packageName }: Module, specifier: string): string | undefined {
  const parts = specifier.split("/");
  const library = specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
  const owners = LIBRARY_OWNERS[library];
  if (owners === undefined) return `the library ${library} has no owner (scripts/layers/layers.data.ts)`;
  const isOwner = owners.some((owner) => owner === packageName || path.startsWith(`packages/${owner}/`));
  return isOwner ? undefined : `${library} belongs to ${owners.join(" and ")}; use what that exports`;
}
