import { fileURLToPath } from "node:url";

/** What to give to `spawn(process.execPath, [...execArgv, file])`, or to `fork`. */
export interface ProcessEntry {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/** The module `name` (without extension) beside the one at `moduleUrl`, to be run as a process of its own. */
export function processEntry(name: string, moduleUrl: string): ProcessEntry {
  // Resolved here, not by the new process, whose working directory can be anywhere.
  const execArgv = isSource(moduleUrl) ? ["--conditions=source", "--import", import.meta.resolve("tsx")] : [];
  return { file: fileURLToPath(sibling(name, moduleUrl)), execArgv };
}

/**
 * What to give to `new Worker` for the module `name` (without extension) beside the one at `moduleUrl`.
 *
 * Built, that is a JavaScript file. From sources it is TypeScript, and a thread inherits no loader from its process
 * (Node 20 with tsx 4.23): it enters through a module that registers one first.
 */
export function workerEntry(name: string, moduleUrl: string): URL {
  const module = sibling(name, moduleUrl);
  if (!isSource(moduleUrl)) return module;
  const script = [
    `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};`,
    "register();",
    `await import(${JSON.stringify(module.href)});`,
  ];
  return new URL(`data:text/javascript,${encodeURIComponent(script.join("\n"))}`);
}

function sibling(name: string, moduleUrl: string): URL {
  return new URL(`./${name}${isSource(moduleUrl) ? ".ts" : ".js"}`, moduleUrl);
}

function isSource(moduleUrl: string): boolean {
  return moduleUrl.endsWith(".ts");
}
