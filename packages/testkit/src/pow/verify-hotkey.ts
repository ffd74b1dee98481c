import { verifySignature } from "@headframe/chain";
import type { VerifyHotkey } from "@headframe/pow";

/** The signatures of hotkeys as the processes check them: both schemes, by the chain package. */
export const verifyHotkey: VerifyHotkey = verifySignature;
