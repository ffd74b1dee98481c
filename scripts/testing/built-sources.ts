import type { Plugin } from "vitest/config";

const SOURCE_MODULE = /^(?<packageFolder>.*\/packages\/[^/]+)\/src\/(?<module>.*)\.(?:js|ts)$/u;

/**
 * Gives every import of a package's `src/` its compiled module instead, so that tests run the programs and the
 * modules that users run, with nothing to translate at run time, and no module exists twice in a process.
 */
export function builtSources(): Plugin {
  return {
    name: "headframe:built-sources",
    enforce: "pre",
    resolveId(source, importer) {
      if (!source.startsWith(".") || importer === undefined) return null;
      const { pathname } = new URL(source, `file://${importer}`);
      const found = SOURCE_MODULE.exec(pathname)?.groups;
      return found === undefined ? null : `${found["packageFolder"]}/dist/${found["module"]}.js`;
    },
  };
}
