import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";

/**
 * Keeps grpc-js from writing to stderr: every failure reaches a caller or our log anyway. `GRPC_VERBOSITY`, which
 * people set to debug it, has the last word.
 */
export function quietGrpc(): void {
  if (process.env["GRPC_VERBOSITY"] === undefined) setLogVerbosity(logVerbosity.NONE);
}
