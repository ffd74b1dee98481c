import { encodeAddress } from "@headframe/chain";
import { type Caller, type CallContext, type ExecutorServiceHandlers, unary } from "@headframe/protocol";
import { type CredentialHolder, DelegationError } from "../proof/session-credential.js";
import type { Adopter } from "../state/adopt.js";
import type { IdentityStore } from "../state/identity-store.js";
import type { Adoption } from "../state/identity.js";
import type { StatusReporter } from "../status/executor-status.js";
import { fromStatus, toAdoption, toDelegationOffer } from "./convert.js";
import { RequestError } from "./errors.js";

interface Parts {
  readonly adopter: Adopter;
  readonly identity: IdentityStore;
  readonly credential: CredentialHolder;
  readonly status: StatusReporter;
  /** Called after something that decides about proving has changed. */
  readonly onChange: () => void;
}

/** Handlers of `headframe.executor.v1.ExecutorService`: what the miner asks of this executor. */
export function executorService(parts: Parts): ExecutorServiceHandlers {
  const { adopter, identity, credential, status, onChange } = parts;
  return {
    Adopt: unary(async (request, { caller }: CallContext) => {
      const adoption = toAdoption(request);
      assertOwn(caller, adoption);
      await adopter.adopt(adoption);
      onChange();
      return { installationId: identity.identity.installationId, sessionKey: credential.sessionKey };
    }),
    InstallDelegation: unary(async (request) => {
      const { adoption } = identity.identity;
      if (adoption === undefined) {
        throw new DelegationError(
          { code: "executor/not-adopted" },
          "no miner has adopted this executor yet",
          {
            hint: "call Adopt first",
          },
        );
      }
      await credential.install(toDelegationOffer(request), adoption);
      onChange();
      return {};
    }),
    GetStatus: unary(() => fromStatus(status.report())),
  };
}

/** A miner adopts for itself: for its own hotkey, under the id that its token names. */
function assertOwn(caller: Caller, adoption: Adoption): void {
  if (caller.kind !== "miner") return; // Authentication is switched off: this executor listens on loopback only.
  const isOwn =
    caller.executorId === adoption.executorId && caller.hotkey === encodeAddress(adoption.minerHotkey);
  if (!isOwn) {
    throw new RequestError(
      { code: "executor/not-your-executor" },
      "the token is for another hotkey or executor id than the request",
      { hint: "a miner adopts for its own hotkey, under the executor id that it made the token for" },
    );
  }
}
