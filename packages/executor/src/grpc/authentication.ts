import { encodeAddress } from "@headframe/chain";
import { type Clock, isUuid, type Secret } from "@headframe/kit";
import {
  allowAnonymous,
  type Authenticate,
  AuthError,
  bearerAuthentication,
  EXECUTOR_SERVICE,
  HEALTH_METHODS,
  JwtVerifier,
  methodName,
  MINER_ISSUER,
  secretKey,
} from "@headframe/protocol";
import type { Adoption } from "../state/identity.js";

/** A miner's tokens live 5 minutes; the rest is for clocks that differ. */
const MAX_TOKEN_LIFETIME_MS = 5 * 60 * 1000 + 10_000;

const ADOPT = methodName(EXECUTOR_SERVICE, "Adopt");

/** What an executor that nobody adopted yet can be asked; any UUID is then a fitting audience. */
const BEFORE_ADOPTION: ReadonlySet<string> = new Set([ADOPT, HEALTH_METHODS.check, HEALTH_METHODS.watch]);

export interface AuthenticationOptions {
  /** The secret shared with the miner, then earlier ones that still count. None: everybody may call. */
  readonly secrets: readonly Secret[];
}

/**
 * Who may call this executor: its miner, with a token made from the shared secret. Once adopted, the token must be for
 * this executor and of the adopting hotkey: two miners with one secret cannot use each other's boxes.
 */
export function minerAuthentication(
  { secrets }: AuthenticationOptions,
  { adoption, clock }: { readonly adoption: () => Adoption | undefined; readonly clock: Clock },
): Authenticate {
  if (secrets.length === 0) return allowAnonymous;
  const verifier = new JwtVerifier(
    {
      keys: secrets.map(secretKey),
      issuer: MINER_ISSUER,
      audience: (audience, method) => isOurs(audience, method, adoption()),
      maxLifetimeMs: MAX_TOKEN_LIFETIME_MS,
    },
    { clock },
  );
  return bearerAuthentication({
    verifier,
    toCaller: ({ subject, audience, tokenId }, { method }) => {
      const current = adoption();
      // `Adopt` by somebody else is answered by its handler, which says what to do about it.
      if (current !== undefined && method !== ADOPT && subject !== encodeAddress(current.minerHotkey)) {
        throw new AuthError(
          { code: "auth/unknown-caller", subject },
          `${subject} is not the miner that adopted this executor`,
          { hint: "to move the box, stop the executor and run `executor identity reset` on it" },
        );
      }
      return { kind: "miner", hotkey: subject, executorId: audience, tokenId };
    },
  });
}

function isOurs(audience: string, method: string, adoption: Adoption | undefined): boolean {
  // The handler of `Adopt` compares the id itself: its refusal tells the miner which id this box has.
  if (method === ADOPT) return isUuid(audience);
  if (adoption === undefined) return BEFORE_ADOPTION.has(method) && isUuid(audience);
  return audience === adoption.executorId;
}
