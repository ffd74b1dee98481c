import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The version in the `package.json` nearest above the module at `moduleUrl` (its `import.meta.url`), whether it runs
 * from `src` or from `dist`.
 */
export function packageVersion(moduleUrl: string): string {
  for (let directory = new URL(".", moduleUrl); ; directory = new URL("..", directory)) {
    const text = readIfPresent(new URL("package.json", directory));
    if (text !== undefined) {
      const { version } = JSON.parse(text) as { readonly version?: unknown };
      return typeof version === "string" ? version : "0.0.0";
    }
    if (directory.pathname === "/") throw new Error(`no package.json above ${fileURLToPath(moduleUrl)}`);
  }
}

function readIfPresent(url: URL): string | undefined {
  try {
    return readFileSync(url, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
