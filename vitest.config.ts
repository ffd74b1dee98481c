import { defineConfig } from "vitest/config";

// Packages resolve to their TypeScript sources: tests, types and coverage need no build.
const conditions = ["source"];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};

export default defineConfig({
  test: {
    // One file, one process: tests open ports, spawn processes and keep native handles.
    pool: "forks",
    maxWorkers: 2,
    coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], exclude: ["packages/*/src/gen/**"] },
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["packages/*/test/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/*.int.test.ts", "**/*.gpu.test.ts", "**/node_modules/**"],
          testTimeout: 15_000,
          env: { NODE_OPTIONS: "--conditions=source" },
        },
      },
      {
        ...shared,
        test: {
          name: "int",
          include: ["packages/*/test/**/*.int.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "gpu",
          include: ["packages/*/test/**/*.gpu.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: "runtime",
          include: ["test/runtime/**/*.test.ts"],
          // Somebody's node may take twelve seconds for a block.
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
