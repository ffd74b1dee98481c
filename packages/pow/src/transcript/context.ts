import { HOTKEY_SCHEME_CODES } from "../delegation.js";
import type { SessionContext } from "../wire/identity.js";
import type { PrepareMessage } from "../wire/message.js";

/** Whether a Prepare names exactly the parties of `context`. */
export function isInContext(prepare: PrepareMessage, context: SessionContext): boolean {
  return (
    Buffer.compare(prepare.genesis, context.genesis) === 0 &&
    prepare.validatorScheme === HOTKEY_SCHEME_CODES[context.validator.scheme] &&
    Buffer.compare(prepare.validatorKey, context.validator.publicKey) === 0 &&
    prepare.minerScheme === HOTKEY_SCHEME_CODES[context.miner.scheme] &&
    Buffer.compare(prepare.minerKey, context.miner.publicKey) === 0 &&
    prepare.executorId === context.executorId
  );
}
