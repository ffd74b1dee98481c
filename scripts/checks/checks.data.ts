export interface Check {
  /** What people call it: `pnpm check lint`. */
  readonly name: string;
  /**
   * Run in order from the root of the repository; the first that fails ends the check. The first word is a tool of
   * `node_modules/.bin`.
   */
  readonly commands: readonly (readonly [tool: string, ...args: string[]])[];
  /** What to do when it fails. */
  readonly remedy: string;
}

/** What `pnpm check` and CI run. Each has a deliberate violation in `checks.test.ts` that must fail. */
export const CHECKS = [
  {
    name: "format",
    commands: [["oxfmt", "--check", "."]],
    remedy: "pnpm format",
  },
  {
    name: "lint",
    commands: [["oxlint", "--type-aware", "--deny-warnings"]],
    remedy: "pnpm lint --fix mends some of it; a suppression needs a reason",
  },
  {
    name: "types",
    commands: [["tsc", "-b"]],
    remedy: "the first error is usually the cause of the rest",
  },
  {
    name: "layers",
    commands: [["tsx", "scripts/check-layers.ts"]],
    remedy: "import what the owner exports, or change the table and say why",
  },
  {
    name: "unused",
    commands: [["knip"]],
    remedy: "delete what nothing uses; an entry point that it cannot know goes into knip.json",
  },
  {
    name: "proto",
    commands: [
      ["buf", "lint"],
      ["buf", "format", "--diff", "--exit-code"],
      ["tsx", "scripts/check-breaking.ts"],
    ],
    remedy:
      "npx buf format --write mends the format; what breaks the wire needs a new version of the package",
  },
  {
    name: "gen",
    commands: [["tsx", "scripts/gen-proto.ts", "--check"]],
    remedy: "pnpm gen, and commit the result",
  },
  {
    name: "wasm",
    commands: [["tsx", "scripts/build-wasm.mjs", "--check"]],
    remedy: "node scripts/build-wasm.mjs, and commit the result",
  },
  {
    name: "kernels",
    commands: [["tsx", "scripts/build-kernels.mjs", "--check"]],
    remedy: "node scripts/build-kernels.mjs, and commit the result",
  },
  {
    name: "docs",
    commands: [["tsx", "--conditions=source", "scripts/gen-docs.ts", "--check"]],
    remedy: "pnpm run docs, and commit the result",
  },
  {
    name: "spelling",
    commands: [["cspell", "--no-progress", "--no-summary", "--dot", "."]],
    remedy: "correct it, or add a real term to cspell-words.txt",
  },
  {
    name: "tests",
    commands: [["vitest", "run", "--project", "unit", "--project", "runtime"]],
    remedy: "npx vitest run FILE runs one file",
  },
] as const satisfies readonly Check[];
