import type { Metadata } from "@grpc/grpc-js";
import { AUTHORIZATION_KEY } from "../wire/metadata-keys.js";
import { AuthError } from "./auth-error.js";
import { ANONYMOUS, type Caller } from "./caller.js";
import type { JwtVerifier, VerifiedToken } from "./jwt-verifier.js";

/** What a server knows about a call before it reads the first message. */
export interface CallHead {
  /** `package.Service/Method`. */
  readonly method: string;
  readonly metadata: Metadata;
  /** Address and port of the other side of the connection. */
  readonly peer: string;
}

/** Says who calls, or throws an {@link AuthError}: what it does not name may not come in. */
export type Authenticate = (call: CallHead) => Caller;

export interface BearerOptions {
  readonly verifier: JwtVerifier;
  /** Turns a good token into a caller; may throw an {@link AuthError} for one that is no longer welcome. */
  readonly toCaller: (token: VerifiedToken, call: CallHead) => Caller;
  /** `package.Service/Method` of what needs no token. Default: nothing. */
  readonly publicMethods?: readonly string[];
}

/** Authentication by `authorization: Bearer <token>`. Every method needs one, except those listed. */
export function bearerAuthentication(options: BearerOptions): Authenticate {
  const { verifier, toCaller } = options;
  const publicMethods = new Set(options.publicMethods);
  return (call) => {
    if (publicMethods.has(call.method)) return ANONYMOUS;
    return toCaller(verifier.verify(bearerToken(call), call.method), call);
  };
}

/** Lets everybody in as nobody. For servers that authenticate inside their messages, and for tests. */
export const allowAnonymous: Authenticate = () => ANONYMOUS;

function bearerToken(call: CallHead): string {
  const value = call.metadata.get(AUTHORIZATION_KEY)[0];
  const token = typeof value === "string" ? /^Bearer ([\w.~+/=-]+)$/i.exec(value)?.[1] : undefined;
  if (token === undefined) {
    throw new AuthError({ code: "auth/missing-token", method: call.method }, `${call.method} needs a token`, {
      hint: "send metadata `authorization: Bearer <token>`",
    });
  }
  return token;
}
