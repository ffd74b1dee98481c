/** The loader with which sources run during development. What was built needs none. */
const SOURCE_LOADER = "tsx";

/** The module `name` beside the one at `url`: TypeScript where we run from sources, JavaScript where we were built. */
export function siblingModule(name: string, url: string): URL {
  return new URL(`./${name}${isSource(url) ? ".ts" : ".js"}`, url);
}

/** Flags of Node for a process that runs the module at `url`. */
export function processFlags(url: URL): string[] {
  return isSource(url.href) ? ["--conditions=source", "--import", SOURCE_LOADER] : [];
}

/**
 * What to give to `new Worker` for the module at `url`. A thread gets nothing of the loader of its process (Node 20 with
 * tsx 4.23), so that a source is entered through a module that registers it first.
 */
export function workerEntry(url: URL): URL {
  if (!isSource(url.href)) return url;
  const loader = import.meta.resolve(`${SOURCE_LOADER}/esm/api`);
  const script = [
    `import { register } from ${JSON.stringify(loader)};`,
    "register();",
    `await import(${JSON.stringify(url.href)});`,
  ];
  return new URL(`data:text/javascript,${encodeURIComponent(script.join("\n"))}`);
}

function isSource(url: string): boolean {
  return url.endsWith(".ts");
}
