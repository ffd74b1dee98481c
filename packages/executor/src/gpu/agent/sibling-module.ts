import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The module `name` beside the one at `url`: TypeScript where we run from sources, JavaScript where we were built. */
export function siblingModule(name: string, url: string): URL {
  return new URL(`./${name}${isSource(url) ? ".ts" : ".js"}`, url);
}

/** Flags with which a new Node process runs the module at `url`; none where it was built. */
export function sourceFlags(url: string): string[] {
  if (!isSource(url)) return [];
  const loader = pathToFileURL(createRequire(url).resolve("tsx")).href;
  return ["--conditions=source", "--import", loader];
}

/**
 * What to give to `new Worker` for the module at `url`. A thread does not inherit the TypeScript loader of its process
 * (Node 20), so that a source is entered through a module that loads it first.
 */
export function workerEntry(url: URL): URL {
  if (!isSource(url.href)) return url;
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const entry = JSON.stringify(url.href);
  const script = `import { register } from ${loader}; register(); await import(${entry});`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

function isSource(url: string): boolean {
  return url.endsWith(".ts");
}
