import { createHash, timingSafeEqual } from "node:crypto";
import { isLoopback, type Secret } from "@headframe/kit";

/** What of a request decides whether it is let in. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Why a request is not let in. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly code: "api/token-required" | "api/foreign-host" | "api/cross-site";
  readonly message: string;
}

export interface GuardOptions {
  /** Needed for everything but `/health`; `undefined`: everybody who reaches the port is let in. */
  readonly token: Secret | undefined;
}

/** Supervisors and load balancers have no token. */
const PUBLIC_PATHS = new Set(["/health"]);

/**
 * Decides who may use the API. Without a token the port is a loopback one, and what must be kept out are web pages
 * in the operator's own browser: those of other hosts (DNS rebinding) and forms that post across sites.
 */
export function refusalOf(request: RequestHead, { token }: GuardOptions): Refusal | undefined {
  if (isCrossSite(request)) {
    return { status: 403, code: "api/cross-site", message: "web pages may not call this interface" };
  }
  if (PUBLIC_PATHS.has(request.path)) return undefined;
  if (token === undefined) {
    if (isLocalHost(header(request, "host"))) return undefined;
    return {
      status: 403,
      code: "api/foreign-host",
      message: "call this interface as localhost or 127.0.0.1",
    };
  }
  const given = /^Bearer (.+)$/i.exec(header(request, "authorization"))?.[1] ?? "";
  if (timingSafeEqual(digest(given), digest(token.reveal()))) return undefined;
  return {
    status: 401,
    code: "api/token-required",
    message: "send `Authorization: Bearer <token>` with the token of api.token_file",
  };
}

function isCrossSite(request: RequestHead): boolean {
  const site = header(request, "sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return true;
  return request.method !== "GET" && request.method !== "HEAD" && header(request, "origin") !== "";
}

function isLocalHost(host: string): boolean {
  return isLoopback(host.replace(/:\d+$/, "").replace(/^\[|\]$/g, ""));
}

function header({ headers }: RequestHead, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
