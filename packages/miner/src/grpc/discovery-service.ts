import {
  type LeaseOfferResponse,
  type LeaseRequest__Output,
  methodName,
  MINER_DISCOVERY,
  type MinerAuthResponse,
  type MinerDiscoveryHandlers,
  unary,
  type ValidatorAuthRequest__Output,
} from "@headframe/protocol";
import { errorCode } from "@headframe/kit";
import { type Authentication, invalidToken } from "../access/authentication.js";
import { AccessError } from "../access/errors.js";
import type { Fleet } from "../fleet/fleet.js";
import { isUsable } from "../fleet/health.js";
import { fromAuthenticationResponse, fromLeasableView, toAuthenticationRequest } from "./convert.js";
import type { ValidatorTokens } from "./session-tokens.js";
import { withDeadline } from "./with-deadline.js";

export interface DiscoveryServiceParts {
  readonly authentication: Authentication;
  readonly tokens: ValidatorTokens;
  readonly fleet: Fleet;
  /** host:port of the axon as it is on chain. */
  readonly axonEndpoint: () => string;
  /** Told how each authentication ended: `accepted`, or a code. */
  readonly onAuthentication: (outcome: string) => void;
  readonly requestTimeoutMs: number;
}

const LEASE = methodName(MINER_DISCOVERY, "RequestExecutorLease");

/** Handlers of the reference system's `MinerDiscovery`: sessions and leases; access by SSH is not offered. */
export function discoveryHandlers(parts: DiscoveryServiceParts): MinerDiscoveryHandlers {
  return {
    AuthenticateValidator: unary((request: ValidatorAuthRequest__Output, call) =>
      withDeadline(call, parts.requestTimeoutMs, authenticate(request, call.peer, parts)),
    ),
    RequestExecutorLease: unary((request: LeaseRequest__Output) => offerLease(request, parts)),
    InitiateExecutorSession: notOffered("InitiateExecutorSession"),
    InitiateSshSession: notOffered("InitiateSshSession"),
    CloseSshSession: notOffered("CloseSshSession"),
    ListSshSessions: notOffered("ListSshSessions"),
  } satisfies MinerDiscoveryHandlers;
}

async function authenticate(
  request: ValidatorAuthRequest__Output,
  peer: string,
  { authentication, onAuthentication }: DiscoveryServiceParts,
): Promise<MinerAuthResponse> {
  try {
    const response = await authentication.authenticate(toAuthenticationRequest(request), peer);
    onAuthentication("accepted");
    return fromAuthenticationResponse(response);
  } catch (error) {
    onAuthentication(errorCode(error) ?? "internal");
    throw error;
  }
}

function offerLease(request: LeaseRequest__Output, parts: DiscoveryServiceParts): LeaseOfferResponse {
  const { authentication, tokens, fleet, axonEndpoint } = parts;
  const session = authentication.resume(tokens.read(request.sessionToken, LEASE));
  authentication.countRequest(session.hotkey);
  if (request.validatorHotkey !== "" && request.validatorHotkey !== session.hotkey) throw invalidToken();
  const endpoint = axonEndpoint();
  const available = fleet.list().filter(({ health, isBusy }) => isUsable(health) && !isBusy);
  return { availableExecutors: available.map((view) => fromLeasableView(view, endpoint)), error: null };
}

function notOffered(method: string) {
  return unary<object, never>(() => {
    throw new AccessError({ code: "access/not-offered", method }, `this miner does not offer ${method}`, {
      hint: "executors are challenged through headframe.pow.v1.ProofService/Prove",
    });
  });
}
