import type { Options } from "@grpc/proto-loader";

/**
 * How messages look in JavaScript: camelCase names, 64-bit integers and enums as strings, absent scalars as their
 * defaults, absent messages as `null`.
 *
 * The generator of `src/gen` derives its flags from this same object: two sets that differ would make the types lie.
 */
export const LOADER_OPTIONS = {
  keepCase: false,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
} as const satisfies Options;
