import { randomUUID } from "node:crypto";
import { raoOfTao, ReplayMemory } from "@headframe/chain";
import { RateLimiter, type Service } from "@headframe/kit";
import { deriveKey, VALIDATOR_SESSION_INFO } from "@headframe/protocol";
import { Admission } from "../access/admission.js";
import { Authentication } from "../access/authentication.js";
import { Sessions } from "../access/sessions.js";
import { SignatureThread, type VerifySignature } from "../access/signature-thread.js";
import type { MinerConfig } from "../config/schema.js";
import { SessionRepository } from "../db/session-repository.js";
import { ValidatorTokens } from "../grpc/session-tokens.js";
import type { Context } from "./context.js";

/** Who is let in. */
export interface Access {
  readonly authentication: Authentication;
  readonly sessions: Sessions;
  readonly tokens: ValidatorTokens;
  readonly store: SessionRepository;
  /** Verifies a signature. */
  readonly verify: VerifySignature;
  /** In the order in which they start. */
  readonly services: readonly Service[];
}

export function buildAccess(context: Context): Access {
  const { config, clock, database, hotkey, salt, view } = context;
  const { security, validator_comms: comms } = config;
  const store = new SessionRepository(database);
  const nonces = new ReplayMemory({ clock });
  const sessions = new Sessions({ maxConcurrentSessions: comms.max_concurrent_sessions }, { clock });
  const tokens = new ValidatorTokens(
    {
      key: deriveKey(security.jwt_secret, { info: VALIDATOR_SESSION_INFO, salt }),
      minerHotkey: hotkey.ss58,
      lifetimeMs: security.token_expiration,
    },
    { clock },
  );
  const admission = new Admission(
    {
      allowedValidators: security.allowed_validators,
      requireValidatorPermit: security.require_validator_permit,
      minValidatorStakeRao: raoOfTao(security.min_validator_stake),
    },
    { subnet: view },
  );
  const signatures = buildSignatures(context);
  const authentication = new Authentication(
    { verifySignatures: security.verify_signatures, acceptLegacy: comms.auth.accept_legacy_j },
    {
      hotkey,
      admission,
      subnet: view,
      nonces,
      sessions,
      tokens,
      store,
      verify: signatures.verify,
      limiter: buildLimiter(comms.rate_limit, context),
      clock,
      randomUuid: randomUUID,
    },
  );
  const memory: Service = {
    name: "validator sessions",
    // Takes in what an earlier process knew.
    async start() {
      const nowMs = clock.nowMs();
      nonces.restore(await store.liveNonces(nowMs));
      sessions.restore(await store.liveSessions(nowMs));
    },
    stop: () => Promise.resolve(),
  };
  const { verify } = signatures;
  return { authentication, sessions, tokens, store, verify, services: [memory, ...signatures.services] };
}

function buildSignatures({
  verify,
}: Context): Pick<Access, "services"> & { readonly verify: VerifySignature } {
  if (verify !== undefined) return { verify, services: [] };
  const thread = new SignatureThread();
  return { verify: (check) => thread.verify(check), services: [thread] };
}

function buildLimiter(
  limits: MinerConfig["validator_comms"]["rate_limit"],
  { clock }: Context,
): RateLimiter | undefined {
  if (!limits.enabled) return undefined;
  const { requests_per_second: requestsPerSecond, burst_capacity: burstCapacity } = limits;
  return new RateLimiter({ requestsPerSecond, burstCapacity, windowMs: limits.window_duration }, { clock });
}
