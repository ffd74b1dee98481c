import {
  createDelegation,
  createSessionKey,
  verifyEd25519,
  type DelegationRole,
  type ExecutorIdentity,
  type SessionContext,
  type SessionCredential,
  type SessionKey,
  type VerifyHotkey,
} from "@headframe/pow";

const HOUR_MS = 3_600_000;

/** The two parties of a session, with Ed25519 hotkeys: they need no chain library. */
export interface Parties {
  readonly context: SessionContext;
  readonly validator: SessionCredential;
  readonly executor: ExecutorIdentity;
  readonly executorCredential: SessionCredential;
  /** Signs for the miner: to make other delegations. */
  readonly minerHotkey: SessionKey;
}

export interface PartiesOptions {
  readonly nowMs: number;
  readonly executorId?: string;
}

/** Fresh parties whose delegations hold from an hour ago for a day. */
export function createParties({ nowMs, executorId = "executor-1" }: PartiesOptions): Parties {
  const genesis = new Uint8Array(32).fill(7);
  const validatorHotkey = createSessionKey();
  const minerHotkey = createSessionKey();
  const delegate = (role: DelegationRole, hotkey: SessionKey): SessionCredential => {
    const key = createSessionKey();
    const terms = {
      genesis,
      role,
      scheme: "ed25519",
      hotkey: hotkey.publicKey,
      session: key.publicKey,
      executorId: role === "executor" ? executorId : "",
      notBeforeMs: nowMs - HOUR_MS,
      notAfterMs: nowMs + 23 * HOUR_MS,
    } as const;
    return { key, delegation: createDelegation(terms, (digest) => hotkey.sign(digest)) };
  };
  const miner = { scheme: "ed25519", publicKey: minerHotkey.publicKey } as const;
  const executorCredential = delegate("executor", minerHotkey);
  return {
    context: {
      genesis,
      validator: { scheme: "ed25519", publicKey: validatorHotkey.publicKey },
      miner,
      executorId,
    },
    validator: delegate("validator", validatorHotkey),
    executor: { genesis, miner, executorId, agent: "testkit/1", credential: () => executorCredential },
    executorCredential,
    minerHotkey,
  };
}

/** Hotkeys of {@link createParties}: Ed25519 only. */
export const verifyEd25519Hotkey: VerifyHotkey = (scheme, publicKey, digest, signature) =>
  scheme === "ed25519" && verifyEd25519(publicKey, digest, signature);
