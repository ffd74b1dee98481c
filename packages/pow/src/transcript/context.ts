import { HOTKEY_SCHEME_CODES } from "../delegation.js";
import type { SessionContext } from "../wire/identity.js";
import type { PrepareMessage } from "../wire/message.js";
import { isSameBytes } from "../wire/same-bytes.js";

/** Whether a Prepare names exactly the parties of `context`. */
export function isInContext(prepare: PrepareMessage, context: SessionContext): boolean {
  return (
    isSameBytes(prepare.genesis, context.genesis) &&
    prepare.validatorScheme === HOTKEY_SCHEME_CODES[context.validator.scheme] &&
    isSameBytes(prepare.validatorKey, context.validator.publicKey) &&
    prepare.minerScheme === HOTKEY_SCHEME_CODES[context.miner.scheme] &&
    isSameBytes(prepare.minerKey, context.miner.publicKey) &&
    prepare.executorId === context.executorId
  );
}
