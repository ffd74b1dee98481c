import { errorCode, linkSignal, TimeoutError } from "@headframe/kit";
import {
  type CallContext,
  EXECUTOR_ID_KEY,
  methodName,
  PROOF_SERVICE,
  rawBidi,
  type RawServerStream,
  RelayedError,
  relayStream,
  RpcError,
} from "@headframe/protocol";
import type { Authentication } from "../access/authentication.js";
import { AccessError } from "../access/errors.js";
import {
  type ChallengeEnd,
  type Challenges,
  RELAYED,
  type RunningChallenge,
} from "../challenge/challenges.js";
import { FleetError } from "../fleet/errors.js";
import type { ExecutorConnections } from "./executor-connections.js";
import { rejectOnAbort } from "./with-deadline.js";

export interface ProofServiceParts {
  readonly authentication: Authentication;
  readonly challenges: Challenges;
  readonly connections: ExecutorConnections;
  readonly addressOf: (executorId: string) => string;
}

/**
 * A validator that opened a stream has this long to say something, because it has the executor meanwhile: a few round
 * trips around the world. The executor limits every later silence.
 */
const FIRST_MESSAGE_TIMEOUT_MS = 5000;

/** Handlers of `ProofService`: they pass a challenge on to its executor without reading it. */
export function proofHandlers(parts: ProofServiceParts): { readonly Prove: ReturnType<typeof rawBidi> } {
  return { Prove: rawBidi((near, call) => prove(near, call, parts)) };
}

async function prove(near: RawServerStream, call: CallContext, parts: ProofServiceParts): Promise<void> {
  if (call.caller.kind !== "validator") throw new Error("a challenge needs a validator's session");
  const executorId = executorIdOf(call);
  const { hotkey } = call.caller;
  const challenge = begin(executorId, hotkey, parts);
  let end: ChallengeEnd = { outcome: "internal", isExecutorDone: false };
  try {
    parts.authentication.countChallenge(hotkey, executorId);
    await relay(near, call, challenge, { executorId, parts });
    end = { outcome: RELAYED, isExecutorDone: true };
  } catch (error) {
    end = describeEnd(error, call);
    throw error instanceof RelayedError ? explainRelayed(error, executorId) : error;
  } finally {
    challenge.end(end);
  }
}

/** A challenge that gets its executor counts for that executor alone, so that a fleet can be challenged at once; one that does not counts as a request. */
function begin(
  executorId: string,
  hotkey: string,
  { authentication, challenges }: ProofServiceParts,
): RunningChallenge {
  try {
    return challenges.begin(executorId, hotkey);
  } catch (error) {
    authentication.countRequest(hotkey);
    throw error;
  }
}

function executorIdOf(call: CallContext): string {
  const [value] = call.metadata.get(EXECUTOR_ID_KEY);
  if (typeof value === "string" && value !== "") return value.toLowerCase();
  throw new AccessError(
    { code: "access/malformed-request", field: EXECUTOR_ID_KEY },
    "the call does not say which executor it challenges",
    { hint: `send the executor's id as metadata ${EXECUTOR_ID_KEY}` },
  );
}

interface RelayTarget {
  readonly executorId: string;
  readonly parts: ProofServiceParts;
}

async function relay(
  near: RawServerStream,
  call: CallContext,
  challenge: RunningChallenge,
  { executorId, parts }: RelayTarget,
): Promise<void> {
  const firstMessage = linkSignal(undefined, FIRST_MESSAGE_TIMEOUT_MS);
  const { signal } = call;
  try {
    const far = parts.connections.openProof(executorId, { signal: firstMessage.signal });
    const relayed = relayStream(near, far, {
      address: parts.addressOf(executorId),
      method: methodName(PROOF_SERVICE, "Prove"),
      onUpstream(message) {
        firstMessage.release();
        challenge.count("to_executor", message.length);
      },
      onDownstream: (message) => challenge.count("from_executor", message.length),
    });
    // Nothing can be delivered to a validator that is gone: what is still buffered must not keep the executor.
    await Promise.race([relayed, rejectOnAbort(signal)]);
  } catch (error) {
    if (!(firstMessage.signal.reason instanceof TimeoutError)) throw error;
    throw new FleetError(
      { code: "fleet/no-first-message", timeoutMs: FIRST_MESSAGE_TIMEOUT_MS },
      `the challenge sent nothing for ${FIRST_MESSAGE_TIMEOUT_MS / 1000} s`,
      { hint: "send the Prepare frame as soon as the stream is open", cause: error },
    );
  } finally {
    firstMessage.release();
  }
}

/**
 * The executor's own refusals reach the validator as they are. About a broken connection it learns no more than that:
 * where its executors are is the miner's own affair.
 */
function explainRelayed(error: RelayedError, executorId: string): unknown {
  const { peerCode, peerRequestId } = error.failure.detail;
  if (peerCode !== undefined || peerRequestId !== undefined) return error;
  return new FleetError(
    { code: "fleet/executor-unreachable", executorId },
    `the connection to executor ${executorId} failed`,
    { hint: "try again; the miner's operator sees why in the executor's health", cause: error },
  );
}

function describeEnd(error: unknown, call: CallContext): ChallengeEnd {
  if (call.signal.aborted) return { outcome: "cancelled", isExecutorDone: false };
  const cause = error instanceof RelayedError ? error.failure : error;
  const peerCode = cause instanceof RpcError ? cause.peerCode : undefined;
  // A code of its own: the executor refused, rather than that the connection to it broke.
  return { outcome: peerCode ?? errorCode(cause) ?? "internal", isExecutorDone: peerCode !== undefined };
}
