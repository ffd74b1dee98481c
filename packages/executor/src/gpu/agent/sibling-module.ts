/** The module `name` beside the one at `url`: TypeScript where we run from sources, JavaScript where we were built. */
export function siblingModule(name: string, url: string): URL {
  return new URL(`./${name}${isSource(url) ? ".ts" : ".js"}`, url);
}

/** Flags of Node for a process that runs the module at `url`. A source needs a loader, what was built needs none. */
export function processFlags(url: URL): string[] {
  return isSource(url.href) ? ["--conditions=source", "--import", import.meta.resolve("tsx")] : [];
}

/**
 * What to give to `new Worker` for the module at `url`. A thread gets nothing of the loader of its process (Node 20 with
 * tsx 4.23), so that a source is entered through a module that registers it first.
 */
export function workerEntry(url: URL): URL {
  if (!isSource(url.href)) return url;
  const script = [
    `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};`,
    "register();",
    `await import(${JSON.stringify(url.href)});`,
  ];
  return new URL(`data:text/javascript,${encodeURIComponent(script.join("\n"))}`);
}

function isSource(url: string): boolean {
  return url.endsWith(".ts");
}
