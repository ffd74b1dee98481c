import { HOTKEY_SCHEME_CODES } from "../delegation.js";
import type { ReadyRefusal } from "../rules/outcome.js";
import { isValidatorDelegated } from "../transcript/check-delegation.js";
import { checkPrepare, type CheckedSpec } from "../wire/check-prepare.js";
import { isSignedBy } from "../wire/hash-chain.js";
import type { DecodedFrame } from "../wire/frame.js";
import type { PrepareMessage } from "../wire/message.js";
import { isSameBytes } from "../wire/same-bytes.js";
import type { RunProverOptions } from "./prover-options.js";

/** The furthest a validator's wall clock may be from ours (section 13.2). */
const CLOCK_TOLERANCE_MS = 60_000;

export type Screening =
  | { readonly ok: true; readonly specs: readonly CheckedSpec[]; release(): void }
  | { readonly ok: false; readonly status: ReadyRefusal; readonly detail: string };

export type ScreeningOptions = Pick<
  RunProverOptions,
  "devices" | "identity" | "policy" | "verifyHotkey" | "clock"
>;

/**
 * Everything an executor checks before it gets its devices ready (section 16, state idle).
 *
 * Cheap checks come first; the challenge id is remembered only once the signatures are right, so that strangers cannot
 * fill the memory; the policy decides last.
 */
export async function screenPrepare(
  frame: DecodedFrame,
  prepare: PrepareMessage,
  options: ScreeningOptions,
  signal: AbortSignal,
): Promise<Screening> {
  const { policy, verifyHotkey, clock } = options;
  const specs = checkPrepare(prepare);
  if (specs === undefined)
    return refuse("params_refused", "the Prepare breaks a rule of GPOW-1 section 13.2");
  if (!policy.allowLab && specs.some(({ parsed }) => parsed.tier === "lab")) {
    return refuse("params_refused", "tier lab is switched off here");
  }
  if (!isForUs(prepare, options)) {
    return refuse("not_authorised", "the Prepare names another chain, miner or executor");
  }
  const unknown = specs.find(({ uuid }) => !options.devices.some((device) => isSameBytes(device.uuid, uuid)));
  if (unknown !== undefined)
    return refuse("unknown_gpu", `no GPU ${Buffer.from(unknown.uuid).toString("hex")}`);

  const skewMs = Math.abs(Number(prepare.wallMs) - clock.nowMs());
  if (skewMs > CLOCK_TOLERANCE_MS) return refuse("not_authorised", `the clocks differ by ${skewMs} ms`);
  if (!isSignedBy({}, frame, prepare.session)) return refuse("not_authorised", "the signature is wrong");
  if (!(await isValidatorDelegated(prepare, verifyHotkey))) {
    return refuse("not_authorised", "the validator's hotkey did not delegate to its session key");
  }
  if (!policy.rememberChallenge(prepare.cid)) {
    return refuse("not_authorised", "this challenge id was used before");
  }
  const admission = await policy.admit(prepare, signal);
  if (!admission.admitted) return refuse(admission.status, admission.detail);
  return { ok: true, specs, release: () => admission.release() };
}

function isForUs(prepare: PrepareMessage, { identity }: ScreeningOptions): boolean {
  return (
    isSameBytes(prepare.genesis, identity.genesis) &&
    prepare.minerScheme === HOTKEY_SCHEME_CODES[identity.miner.scheme] &&
    isSameBytes(prepare.minerKey, identity.miner.publicKey) &&
    prepare.executorId === identity.executorId
  );
}

function refuse(status: ReadyRefusal, detail: string): Screening {
  return { ok: false, status, detail };
}
