import { AppError, errorMessage, TimeoutError } from "@headframe/kit";
import { ChainError } from "../errors.js";
import { NETWORKS } from "../port/network.js";
import type { Endpoint } from "./endpoint-list.js";
import { RpcError, SocketClosedError } from "./json-rpc-socket.js";

/** What failed, in words that stand after "could not". */
export interface Attempt {
  readonly endpoint: string;
  /** `read the metagraph of netuid 39` */
  readonly operation: string;
}

/** Turns whatever a call to the node threw into what the Chain port promises. */
export function toChainError(error: unknown, { endpoint, operation }: Attempt): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof TimeoutError) {
    return new ChainError(
      { code: "chain/timeout", operation, timeoutMs: error.timeoutMs },
      `could not ${operation}: ${endpoint} gave no answer within ${error.timeoutMs / 1000} s`,
      { cause: error, hint: "the node is overloaded or out of reach; try again, or use another endpoint" },
    );
  }
  if (error instanceof SocketClosedError) {
    return new ChainError(
      { code: "chain/disconnected", endpoint },
      `could not ${operation}: the connection to chain endpoint ${endpoint} was lost (${error.message})`,
      { cause: error, hint: "it is dialled again by itself; check the node if this goes on" },
    );
  }
  const rpcCode = error instanceof RpcError ? error.rpcCode : undefined;
  return new ChainError(
    { code: "chain/request-failed", operation, ...(rpcCode !== undefined && { rpcCode }) },
    `could not ${operation}: ${errorMessage(error)}`,
    { cause: error, hint: `check that ${endpoint} is a synchronised Subtensor node` },
  );
}

/** The failure of a first dial, in the same way. */
export function toConnectError(error: unknown, endpoint: string): unknown {
  if (error instanceof TimeoutError) {
    return unreachable(endpoint, `no answer within ${error.timeoutMs / 1000} s`, error);
  }
  if (error instanceof SocketClosedError) return unreachable(endpoint, error.message, error);
  return toChainError(error, { endpoint, operation: `connect to chain endpoint ${endpoint}` });
}

/** The failures of all endpoints, in their order, as one. The first of another kind than "unreachable" is kept. */
export function toEndpointsError(endpoints: readonly Endpoint[], failures: readonly unknown[]): unknown {
  const isUnreachable = (error: unknown): boolean =>
    error instanceof ChainError && error.code === "chain/endpoint-unreachable";
  const other = failures.find((failure) => !isUnreachable(failure));
  if (other !== undefined) return other;
  return new ChainError(
    { code: "chain/endpoint-unreachable", endpoint: endpoints.map(({ shown }) => shown).join(", ") },
    `none of ${endpoints.length} chain endpoints can be reached: ${failures.map(errorMessage).join("; ")}`,
    {
      cause: failures[0],
      hint: "check chain_endpoint, chain_endpoints and this machine's connection to the internet",
    },
  );
}

function unreachable(endpoint: string, reason: string, cause: unknown): ChainError {
  return new ChainError(
    { code: "chain/endpoint-unreachable", endpoint },
    `cannot reach chain endpoint ${endpoint}: ${reason}`,
    {
      cause,
      hint: `check chain_endpoint and that the node is running; the public one is ${NETWORKS.finney.defaultEndpoint}`,
    },
  );
}
