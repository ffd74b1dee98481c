/**
 * What to give to `new Worker` for the module `name` beside the module at `url`.
 *
 * Built, that is a JavaScript file. From sources it is TypeScript, and a thread inherits no loader from its process
 * (Node 20 with tsx 4.23): it enters through a module that registers one first.
 */
export function workerEntry(name: string, url: string): URL {
  if (!url.endsWith(".ts")) return new URL(`./${name}.js`, url);
  const script = [
    `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};`,
    "register();",
    `await import(${JSON.stringify(new URL(`./${name}.ts`, url).href)});`,
  ];
  return new URL(`data:text/javascript,${encodeURIComponent(script.join("\n"))}`);
}
