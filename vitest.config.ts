import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { builtSources } from "./scripts/testing/built-sources.js";

const CONDITIONS = ["source"];

/** For work on one thing, with `vitest` itself: watching and coverage see the sources. */
const onSources: TestProjectInlineConfiguration = {
  resolve: { conditions: CONDITIONS },
  ssr: { resolve: { conditions: CONDITIONS, externalConditions: CONDITIONS } },
  // For its threads too, which inherit it; the programs that tests start do not.
  test: { execArgv: ["--conditions=source"] },
};

/** For all tests, with `npm test` (`--mode build`): what users run, and nothing to translate in any of its processes. */
const onBuild: TestProjectInlineConfiguration = {
  plugins: [builtSources()],
  test: { server: { deps: { external: [/\/packages\/[^/]+\/dist\//u] } } },
};

export default defineConfig(({ mode }) => {
  const base = mode === "build" ? onBuild : onSources;
  // A worker takes one file after the other and keeps what is loaded: loading the libraries of chain and gRPC anew for
  // every file takes as long as all the tests. What a file leaves behind is the next one's trouble.
  const project = (name: string, test: TestProjectInlineConfiguration["test"]) => ({
    ...base,
    test: { ...base.test, ...test, name, isolate: false },
  });
  return {
    test: {
      // Processes, not threads: native handles, working directories and signals belong to a process.
      pool: "forks",
      maxWorkers: 2,
      // The programs that tests start are always those of the build.
      globalSetup: ["scripts/testing/build.mjs"],
      coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], exclude: ["packages/*/src/gen/**"] },
      projects: [
        project("unit", {
          include: ["packages/*/test/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/*.int.test.ts", "**/*.gpu.test.ts", "**/node_modules/**"],
          testTimeout: 15_000,
        }),
        project("int", {
          include: ["packages/*/test/**/*.int.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        }),
        project("gpu", {
          include: ["packages/*/test/**/*.gpu.test.ts"],
          testTimeout: 120_000,
        }),
        project("e2e", {
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        }),
        project("runtime", {
          include: ["test/runtime/**/*.test.ts"],
          // Somebody's node may take twelve seconds for a block.
          testTimeout: 600_000,
          hookTimeout: 60_000,
        }),
      ],
    },
  };
});
