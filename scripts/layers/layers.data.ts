/** What a package of this repository may reach. The reasons are in `docs/decisions` and the packages' READMEs. */
export interface PackageRule {
  /** Packages of ours that its sources may import. */
  readonly imports: readonly string[];
  /** The only entry points of a package that it may use, where not all of them are meant. */
  readonly entryPoints?: Readonly<Record<string, readonly string[]>>;
  /** A process: its domain folders know nothing of their adapters. */
  readonly isProcess?: boolean;
}

export const PACKAGE_RULES: Readonly<Record<string, PackageRule>> = {
  kit: { imports: [] },
  pow: { imports: ["kit"] },
  protocol: { imports: ["kit"] },
  chain: { imports: ["kit"] },
  cuda: { imports: ["kit", "pow"] },
  localnet: { imports: ["kit"] },
  executor: { imports: ["kit", "protocol", "pow", "cuda", "chain"], isProcess: true },
  validator: { imports: ["kit", "protocol", "chain", "pow"], isProcess: true },
  miner: {
    imports: ["kit", "protocol", "chain", "pow"],
    // The miner relays challenges and does not know the rules of the proof.
    entryPoints: { pow: ["@headframe/pow/delegation"] },
    isProcess: true,
  },
  testkit: { imports: ["kit", "protocol", "pow", "chain"] },
  demo: { imports: ["kit", "chain", "localnet"] },
};

/** Packages that tests may import beside those of their package. Sources never do. */
export const TEST_IMPORTS: readonly string[] = ["testkit", "localnet"];

/** Folders of a process that implement the ports of its domain. */
export const ADAPTER_FOLDERS: readonly string[] = ["grpc", "db", "api", "http-axon"];
/** Folders of a process that put domain and adapters together, or try them before the start, as its top-level files do. */
export const WIRING_FOLDERS: readonly string[] = [...ADAPTER_FOLDERS, "assembly", "cli", "startup"];

/** The owners of each outside library: a package, or one folder of it. A library that is missing here is refused. */
export const LIBRARY_OWNERS: Readonly<Record<string, readonly string[]>> = {
  "@commander-js/extra-typings": ["kit"],
  commander: ["kit"],
  pino: ["kit"],
  "pino-pretty": ["kit"],
  "prom-client": ["kit"],
  "rotating-file-stream": ["kit"],
  toml: ["kit"],
  zod: ["kit", "executor", "miner", "validator"],
  koffi: ["cuda"],
  "@grpc/grpc-js": ["protocol"],
  "@grpc/proto-loader": ["protocol"],
  "@grpc/reflection": ["protocol"],
  "grpc-health-check": ["protocol"],
  jsonwebtoken: ["protocol"],
  "@polkadot/api": ["chain"],
  "@polkadot/rpc-provider": ["chain"],
  "@polkadot/keyring": ["chain", "localnet"],
  "@polkadot/types": ["chain", "localnet"],
  "@polkadot/util": ["chain", "localnet"],
  "@polkadot/util-crypto": ["chain", "localnet"],
  "@polkadot/wasm-crypto": ["chain", "localnet"],
  "libsodium-wrappers-sumo": ["chain"],
  ws: ["chain", "localnet"],
  knex: ["miner/src/db"],
  sqlite3: ["miner/src/db"],
  fastify: ["miner/src/api", "miner/src/http-axon"],
  // Named, never loaded, by what starts a process or thread of its own when it runs from sources.
  tsx: ["kit", "executor", "pow"],
  vitest: ["testkit"],
};
