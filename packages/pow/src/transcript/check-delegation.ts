import { delegationDigest, hotkeySchemeOf } from "../delegation.js";
import type { VerifyHotkey } from "../wire/identity.js";
import type { PrepareMessage, ReadyMessage } from "../wire/message.js";

/** Whether the validator's hotkey delegated to the session key of its Prepare, at the time the Prepare states (14.3). */
export async function isValidatorDelegated(prepare: PrepareMessage, verify: VerifyHotkey): Promise<boolean> {
  const scheme = hotkeySchemeOf(prepare.validatorScheme);
  if (scheme === undefined || !isTimely(prepare, prepare.wallMs)) return false;
  const { genesis, validatorKey, session, notBeforeMs, notAfterMs } = prepare;
  const digest = delegationDigest({
    genesis,
    role: "validator",
    scheme,
    hotkey: validatorKey,
    session,
    executorId: "",
    notBeforeMs,
    notAfterMs,
  });
  return verify(scheme, validatorKey, digest, prepare.delegation);
}

/** Whether the miner's hotkey delegated to the session key of a Ready, at the time the Prepare states. */
export async function isExecutorDelegated(
  ready: ReadyMessage,
  prepare: PrepareMessage,
  verify: VerifyHotkey,
): Promise<boolean> {
  const scheme = hotkeySchemeOf(prepare.minerScheme);
  if (scheme === undefined || !isTimely(ready, prepare.wallMs)) return false;
  const { session, notBeforeMs, notAfterMs } = ready;
  const digest = delegationDigest({
    genesis: prepare.genesis,
    role: "executor",
    scheme,
    hotkey: prepare.minerKey,
    session,
    executorId: prepare.executorId,
    notBeforeMs,
    notAfterMs,
  });
  return verify(scheme, prepare.minerKey, digest, ready.delegation);
}

function isTimely(
  delegation: { readonly notBeforeMs: bigint; readonly notAfterMs: bigint },
  wallMs: bigint,
): boolean {
  return delegation.notBeforeMs <= wallMs && wallMs <= delegation.notAfterMs;
}
